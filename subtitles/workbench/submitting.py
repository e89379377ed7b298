"""Give changes their numbers and decide what of them comes to be, once; and tell what others did meanwhile."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from archive.questions import Question
from subtitles import changes, stages
from subtitles.changes import Folded, Malformed, Reason
from subtitles.exceptions import AheadOfTheTrack
from subtitles.models import Change, Cue, Track
from subtitles.workbench import links
from subtitles.workbench.holding import hold
from subtitles.workbench.rows import row, told
from subtitles.workbench.standing import folded_about, last_number

_ID_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that was not taken, by the name that it came with, "" where it had none."""

    id: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Answer:
    """`number` is the track's newest, `changes` all after what was asked for, `refused` what was not taken;
    `acknowledged` says under which numbers the others stand, also those that had been delivered before."""

    number: int
    changes: list[changes.Change]
    refused: list[Refused]
    acknowledged: dict[str, int]


def submit(track: Track, since: int, sent: Sequence[object], by: User | None) -> Answer:
    """Take in what somebody did, in its order; `sent` is as it came, and each change stands or falls by itself.

    A change whose name the track has already is that one, whatever else it says. Returns what came after `since`.
    Raises AheadOfTheTrack where the track has not had that number, and Track.DoesNotExist where it is gone; then
    nothing is saved.
    """
    read, refused = _read(sent)
    if not read:
        return _news(track, since, refused)
    with transaction.atomic():
        # The row is the lock: numbers are given one batch after another.
        hangs = links.moves(change["kind"] for change in read.values())
        locked = hold(track) if hangs else _locked(track)
        newest = last_number(locked)
        if since > newest:
            raise AheadOfTheTrack(newest)
        known = _known(locked, read)
        fresh = [change for change in read.values() if change["id"] not in known]
        folded = folded_about(locked, _named(fresh), newest) if fresh else Folded()
        before = dict(folded.cues)
        numbered = _decided(locked, folded, fresh, newest, refused)
        rows = _save(locked, numbered, by)
        stages.note_work(locked, (each["kind"] for each in numbered), by)
        links.follow(locked, before, folded.cues, numbered, by)
        # Whoever is up to date misses nothing but what she sent.
        came = [told(each) for each in rows] if since == newest else came_since(locked, since)
    known |= {change["id"]: change["number"] for change in numbered}
    return Answer(newest + len(numbered), came, refused, known)


def _locked(track: Track) -> Track:
    """Its row, held. Raises Track.DoesNotExist."""
    for held in _holding(track=track.pk):
        return held
    raise Track.DoesNotExist


@Question
def _holding(track: int) -> QuerySet[Track]:
    return Track.objects.select_for_update().filter(pk=track)


def _news(track: Track, since: int, refused: list[Refused]) -> Answer:
    """What came since, for a window that only asks: it waits for nobody who writes."""
    newest = last_number(track)
    if since > newest:
        raise AheadOfTheTrack(newest)
    came = came_since(track, since) if since < newest else []
    return Answer(came[-1]["number"] if came else newest, came, refused, {})


def came_since(track: Track, since: int) -> list[changes.Change]:
    """Every change after this number, in order."""
    return [told(each) for each in track.changes.filter(number__gt=since).order_by("number").select_related("by")]


def _read(sent: Iterable[object]) -> tuple[dict[str, changes.Change], list[Refused]]:
    """By their names, those that are changes."""
    read: dict[str, changes.Change] = {}
    refused = []
    for raw in sent:
        try:
            change = changes.read(raw)
        except Malformed as error:
            name = raw.get("id") if isinstance(raw, dict) else None
            refused.append(Refused(name[:_ID_LENGTH] if isinstance(name, str) else "", error.reason))
        else:
            read.setdefault(change["id"], change)
    return read, refused


def _known(track: Track, read: Iterable[str]) -> dict[str, int]:
    rows = _numbers(track=track.pk, names=[UUID(name) for name in read])
    return {str(uuid): number for uuid, number in rows}


@Question
def _numbers(track: int, names: Sequence[UUID]) -> QuerySet[Change, tuple[UUID, int]]:
    return Change.objects.filter(track=track, uuid__in=names).order_by().values_list("uuid", "number")


def _decided(
    track: Track, folded: Folded, fresh: Sequence[changes.Change], newest: int, refused: list[Refused]
) -> list[changes.Change]:
    """Those that are taken, with their numbers and results, folded in."""
    taken = _taken(track, [name for change in fresh if (name := _made(change))])
    numbered: list[changes.Change] = []
    for change in fresh:
        made = _made(change)
        if change["base"] > newest or made in taken:
            refused.append(Refused(change["id"], Reason.TAKEN if made in taken else Reason.AHEAD))
            continue
        numbered.append(_number(folded, change, newest + len(numbered) + 1))
        taken |= {made} if made else set()
    return numbered


def _number(folded: Folded, change: changes.Change, number: int) -> changes.Change:
    """The change with its number, and its result where there is one, folded in."""
    result = changes.decide(folded, change)
    numbered: changes.Change = {**change, "number": number}
    if result:
        numbered["result"] = result
    changes.fold(folded, [numbered])
    return numbered


def write(
    track: Track, folded: Folded, made: Iterable[changes.Change], newest: int, by: User | None
) -> list[changes.Change]:
    """Number changes of our own upon this state and save them; none is refused. `hold` the track."""
    before = dict(folded.cues)
    numbered = [_number(folded, change, number) for number, change in enumerate(made, start=newest + 1)]
    _save(track, numbered, by)
    stages.note_work(track, (each["kind"] for each in numbered), by)
    links.follow(track, before, folded.cues, numbered, by)
    return numbered


def _save(track: Track, numbered: Iterable[changes.Change], by: User | None) -> list[Change]:
    at = timezone.now()
    return Change.objects.bulk_create([row(track, change, by, at) for change in numbered], batch_size=500)


def _named(fresh: Iterable[changes.Change]) -> set[str]:
    """Every cue that one of them names."""
    names = {name for change in fresh for name in (change["cue"], change.get("into"), change.get("with"))}
    return {name for name in names if name}


def _made(change: changes.Change) -> str | None:
    """The name of the cue that it makes."""
    return change["into"] if change["kind"] == "split" else change["cue"] if change["kind"] == "insert" else None


def _taken(track: Track, names: Sequence[str]) -> set[str]:
    """Of these names those that a cue of the track has or had: what is gone comes back by a restore alone."""
    if not names:
        return set()
    wanted = [UUID(name) for name in names]
    before: QuerySet[Cue] = Cue.objects.filter(revision__track=track, uuid__in=wanted)
    # What came to nothing, and what was only said, took no name.
    about = Change.objects.filter(Q(cue__in=wanted) | Q(other__in=wanted), track=track)
    done = about.exclude(result__has_key="gone").exclude(kind__in=("comment", "resolve", "settle"))
    done_to = {uuid for pair in done.values_list("cue", "other") for uuid in pair}
    return {str(uuid) for uuid in wanted if uuid in done_to} | {
        str(uuid) for uuid in before.values_list("uuid", flat=True)
    }
