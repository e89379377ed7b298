"""Recordings by languages: which tracks stand where, how far each is, and where none is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from archive.access import Viewer
from archive.models import Recording
from subtitles import reviewing
from subtitles.models import Stage, Track
from subtitles.overview import progress
from subtitles.overview.progress import Progress
from subtitles.querysets import TrackQuerySet

# Whoever publishes a machine's draft takes it for a translation; until then it is none.
_COUNTS = Q(by_machine=False) | Q(published_revision__isnull=False)
# A track whose work is at rest is at the stage that the public sees.
_AT_REST = (Stage.DRAFT, Stage.APPROVED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A track in a cell. `source` is how many cues with words its source has, 0 where it has none to go by."""

    track: Track
    stage: Stage
    progress: Progress
    source: int

    @property
    def is_short(self) -> bool:
        """Whether less is written than its source says."""
        return self.progress.written < self.source


@dataclass(slots=True)
class Cell:
    """What there is of a recording in a language."""

    recording: Recording
    language: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def is_lacking(self) -> bool:
        """Whether nobody has begun: what only a machine made, and nobody published, is a draft to begin with."""
        return not any(not each.track.by_machine or each.track.published_revision_id for each in self.entries)


Cells = dict[int, dict[str, Cell]]


def met(viewer: Viewer) -> TrackQuerySet[Track]:
    """The tracks that she may look at here."""
    tracks: TrackQuerySet[Track] = Track.objects.visible_to(viewer).met_by(viewer)
    return tracks


def cells(recordings: Collection[Recording], viewer: Viewer) -> Cells:
    """By recording and language, where there is anything that she may see."""
    seen = met(viewer).filter(recording__in=[each.pk for each in recordings])
    tracks: list[Track] = list(seen.order_by("by_machine", "kind", "pk"))
    written = progress.of(tracks)
    rows = {recording.pk: recording for recording in recordings}
    found: Cells = {pk: {} for pk in rows}
    sources = _sources(rows, tracks, written)
    for track in tracks:
        recording = track.recording = rows[track.recording_id]
        of_it = found[recording.pk].setdefault(track.language, Cell(recording, track.language))
        source = 0 if track.language == recording.language else sources.get(recording.pk, 0)
        of_it.entries.append(Entry(track, track.standing, written[track.pk], source))
    return found


def _sources(
    recordings: Mapping[int, Recording], tracks: Iterable[Track], written: Mapping[int, Progress]
) -> dict[int, int]:
    """By recording, how many cues with words the track has that others are translated from."""
    spoken: dict[int, list[Track]] = {}
    for track in tracks:
        if track.language == recordings[track.recording_id].language and written[track.pk].cues:
            spoken.setdefault(track.recording_id, []).append(track)
    chosen = {pk: reviewing.best_source(each) for pk, each in spoken.items()}
    return {pk: written[source.pk].written for pk, source in chosen.items() if source}


def lacking(recordings: QuerySet[Recording], language: str, viewer: Viewer) -> QuerySet[Recording]:
    """Those of which nobody has begun a track in this language."""
    return recordings.filter(~Exists(_tracks(viewer).filter(_COUNTS, language=language)))


def with_tracks(recordings: QuerySet[Recording], viewer: Viewer, stage: str, language: str) -> QuerySet[Recording]:
    """Those with a track at this stage and in this language; "" for any."""
    tracks = _tracks(viewer)
    if language:
        tracks = tracks.filter(language=language)
    return recordings.filter(Exists(tracks.filter(standing(stage)) if stage else tracks))


def standing(stage: str) -> Q:
    """The tracks that are at this stage for people: the condition of `Track.standing`."""
    at_rest = Q(stage__in=_AT_REST, published_revision__isnull=False)
    return at_rest if stage == Stage.PUBLISHED else Q(stage=stage) & ~at_rest


def _tracks(viewer: Viewer) -> QuerySet[Track]:
    return met(viewer).filter(recording=OuterRef("pk")).order_by()
