"""Give somebody a track, or a stretch of it, to translate or review; and let her see its recording for just so long."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from archive import events, grants
from archive.access import lending
from archive.models import Event, Grant
from subtitles.flow import telling
from subtitles.flow.refusing import NotYet, Why
from subtitles.models import Assignment, Track, Translator
from subtitles.models.assignment import AssignmentQuerySet

Span = tuple[int, int]  # from and to, in milliseconds of the recording
CHANGE = "subtitles.change_track"


def assign(
    track: Track,
    person: User,
    task: str = Assignment.Task.TRANSLATE,
    *,
    by: User | None,
    span: Span | None = None,
    due: date | None = None,
    note: str = "",
) -> Assignment:
    """Raises NotYet: LEVEL for who may not work on tracks, LANGUAGE where it is in none of her languages, STRETCH."""
    start, end = span or (None, None)
    if not person.is_active or not person.has_perm(CHANGE):
        raise NotYet(Why.LEVEL)
    if not writes(person, track.language):
        raise NotYet(Why.LANGUAGE)
    if start is not None and end is not None and not start < end:
        raise NotYet(Why.STRETCH)
    with transaction.atomic():
        made = Assignment.objects.create(
            track=track, person=person, task=task, start_ms=start, end_ms=end, due=due, note=note, by=by
        )
        _record("track.assigned", made, by)
        settle(person, by)
        telling.that_it_is_hers(made)
    return made


def finish(assignment: Assignment, by: User | None) -> None:
    """It is done; doing it again changes nothing."""
    _end(Assignment.objects.filter(pk=assignment.pk), by)


def end_all(track: Track, by: User | None) -> None:
    """Nobody has anything to do in the track any more."""
    _end(Assignment.objects.filter(track=track), by)


@transaction.atomic
def take_back(assignment: Assignment, by: User | None) -> None:
    """It is hers no longer, done or not."""
    _record("track.assignment_taken_back", assignment, by)
    person = assignment.person
    assignment.delete()
    settle(person, by)


@transaction.atomic
def _end(those: AssignmentQuerySet, by: User | None) -> None:
    for each in those.open().select_related("person", "track"):
        Assignment.objects.filter(pk=each.pk).update(done_at=timezone.now())
        _record("track.assignment_done", each, by)
        settle(each.person, by)


def languages_of(person: User) -> list[str]:
    """The codes of those she writes; none where nobody said, and she writes every one."""
    said = Translator.objects.filter(user=person).first()
    return list(said.languages) if said else []


def writes(person: User, language: str) -> bool:
    """Whether she works in this language."""
    hers = languages_of(person)
    return not hers or language in hers


def say_languages(person: User, languages: Sequence[str]) -> None:
    """Which she writes, by their codes; none for every one."""
    Translator.objects.update_or_create(user=person, defaults={"languages": sorted(languages)})


def settle(person: User, by: User | None) -> None:
    """Lend her the recordings of what is assigned to her, and no others. Call it in the transaction that changed it."""
    assigned = Assignment.objects.open().filter(person=person).order_by()
    wanted = {lending("recording", key) for key in assigned.values_list("track__recording", flat=True)}
    held = set(
        Grant.objects.filter(user=person, source__startswith=lending("recording", "")).values_list("source", flat=True)
    )
    for source in sorted(wanted - held):
        grants.grant(person, source, None, by)
    for source in sorted(held - wanted):
        grants.take_back(person, source, by)


def settle_all(track: Track, by: User | None) -> None:
    """The track came to another recording, which those who work on it see now instead. Call it in its transaction."""
    for person in User.objects.filter(assignments__track=track, assignments__done_at=None).distinct():
        settle(person, by)


def _record(code: str, of: Assignment, by: User | None) -> None:
    record = partial(events.record, Event.Kind.MODIFICATION, of.track, code, agent=by)
    record(member=of.person.get_username(), task=of.task, from_ms=of.start_ms, to_ms=of.end_ms)
