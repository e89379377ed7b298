"""Captions before publication: no work takes a recording to the public before it has the captions that are asked for.

`archive.opening` asks here whenever a recording opens, whatever road led there. What is public already stays and is
listed. A track counts when strangers may read it and its published revision says something; of a recording without
picture its transcript is as good.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive import access, events
from archive.access import STRANGER
from archive.models import Event, Recording
from archive.opening import PLAYED, Demand
from catalogue.exceptions import CaptionsMissing
from catalogue.models import CaptionExemption, CaptionRequirement, RadioEpisode, WorkRecording
from subtitles.models import Track

AT_A_TIME = 500
# What `Lack.languages` holds where a language is asked for and nobody has said which one is spoken.
UNSAID = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """What a recording lacks: BCP 47 tags, the spoken language first; UNSAID where that is not known."""

    recording: Recording
    languages: tuple[str, ...]


def check(recording_ids: Collection[int]) -> None:
    """Raise CaptionsMissing where one of these recordings lacks captions that its works ask for."""
    if lacks := list(lacking(recording_ids)):
        raise CaptionsMissing([(lack.recording.title, lack.languages) for lack in lacks])


def are_asked_for() -> bool:
    return CaptionRequirement.objects.exists()


DEMAND = Demand(are_asked_for, check)


def lacking(recording_ids: Iterable[int]) -> Iterator[Lack]:
    """What these recordings lack, in the order of their keys; nothing is asked of those with an exception."""
    ids = sorted(recording_ids)
    for start in range(0, len(ids), AT_A_TIME):
        asked = _asked_of(ids[start : start + AT_A_TIME])
        excused = set(CaptionExemption.objects.filter(recording__in=asked).values_list("recording", flat=True))
        found = Recording.objects.filter(pk__in=asked.keys() - excused).order_by("pk")
        captioned = _captioned(asked)
        for recording in found:
            missing = _missing(asked[recording.pk], recording, captioned)
            if missing:
                yield Lack(recording, missing)


def public_without() -> list[Lack]:
    """What strangers may play now although it lacks captions: it was open before anybody asked for them."""
    if not are_asked_for():
        return []
    at = timezone.now()
    open_now = {
        pk
        for layer in PLAYED
        for pk in Recording.objects.order_by().visible_to(STRANGER, at, layer).values_list("pk", flat=True)
    }
    return list(lacking(open_now))


def lack_of(recording: Recording) -> Lack | None:
    """What the works of this recording ask for and it has not; None where nothing lacks."""
    return next(lacking([recording.pk]), None)


@transaction.atomic
def exempt(recording: Recording, because: str, by: User | None = None) -> None:
    """Let a recording go out without captions, for a reason; a second reason takes the place of the first."""
    CaptionExemption.objects.update_or_create(recording=recording, defaults={"because": because, "by": by})
    events.record(Event.Kind.POLICY, recording, "captions.exempted", agent=by, because=because)


@transaction.atomic
def take_back(recording: Recording, by: User | None = None) -> bool:
    """Ask for captions of it again. What is public stays so. False where there was no exception."""
    count, _rows = CaptionExemption.objects.filter(recording=recording).delete()
    if count:
        events.record(Event.Kind.POLICY, recording, "captions.asked_again", agent=by)
    return bool(count)


def _asked_of(recording_ids: Collection[int]) -> dict[int, list[CaptionRequirement]]:
    """What the published works that hold each of these ask for; those of which nothing is asked are left out."""
    said = list(CaptionRequirement.objects.all())
    of_series = {row.series_id: row for row in said if row.series_id}
    of_kind = {row.kind: row for row in said if not row.series_id}
    ties = WorkRecording.objects.filter(recording__in=recording_ids, work__live=True).order_by("pk")
    rows = list(ties.values_list("recording", "work", "work__kind").distinct())
    series = dict(
        RadioEpisode.objects.filter(pk__in={work for _, work, _kind in rows}).order_by().values_list("pk", "series")
    )
    asked: dict[int, list[CaptionRequirement]] = defaultdict(list)
    for recording, work, kind in rows:
        row = of_series.get(series.get(work, work)) or of_kind.get(kind) or of_kind.get("")
        if row is not None and (row.spoken or row.languages):
            asked[recording].append(row)
    return asked


def _captioned(recording_ids: Collection[int]) -> Mapping[int, set[tuple[str, str]]]:
    """The languages and kinds of the tracks that strangers may read, by recording."""
    own = access.allowed(STRANGER, timezone.now(), listed=False, granted=Q(pk__in=[]))
    tracks = Track.objects.filter(own, recording__in=recording_ids).published().with_cues().order_by()
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for recording, language, kind in tracks.values_list("recording", "language", "kind"):
        found[recording].add((language, kind))
    return found


def _missing(
    asked: Iterable[CaptionRequirement], recording: Recording, captioned: Mapping[int, set[tuple[str, str]]]
) -> tuple[str, ...]:
    wanted = [recording.language] if any(row.spoken for row in asked) else []
    wanted += [language for row in asked for language in row.languages]
    kinds = {Track.Kind.SUBTITLES, Track.Kind.CAPTIONS}
    if recording.kind == Recording.Kind.AUDIO:
        kinds.add(Track.Kind.TRANSCRIPT)
    there = {language for language, kind in captioned.get(recording.pk, ()) if kind in kinds}
    return tuple(language for language in dict.fromkeys(wanted) if language not in there)
