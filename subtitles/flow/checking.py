"""What somebody who does not know the language can check of a revision: nothing is empty, late or over-long."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from archive.access import Viewer
from subtitles import reviewing
from subtitles.cuelike import Timed
from subtitles.models import Cue, Revision, Track
from subtitles.pairing import pair
from subtitles.reviewing import ALL
from subtitles.rules import Severity

EMPTY = frozenset({"empty", "missing_translation"})
LONG = frozenset({"reading_speed", "too_long", "line_length", "lines"})
LATE_MS = 1000  # after what it says was said, or after the end of the recording
EVERY_LANGUAGE = "all"


@dataclass(frozen=True, slots=True)
class Check:
    """The starts in milliseconds, rising, of cues that are empty (or where one is missing), late, and too long to be
    read; `errors` counts all findings that keep a track from the public."""

    cues: int
    empty: tuple[int, ...]
    late: tuple[int, ...]
    long: tuple[int, ...]
    errors: int

    @property
    def count(self) -> int:
        return len(self.empty) + len(self.late) + len(self.long) + self.errors


def check(revision: Revision, viewer: Viewer = ALL) -> Check:
    """All of it; the source is read as far as one may see it."""
    reviewed = reviewing.review(revision, viewer)

    def starts(codes: frozenset[str]) -> tuple[int, ...]:
        found = [each for each in reviewed.findings if each.code in codes]
        return tuple(sorted({reviewed.cues[each.cue].start_ms for each in found}))

    late = _late(reviewed.cues, _sources(reviewed.source), revision.track.recording.duration_ms)
    return Check(len(reviewed.cues), starts(EMPTY), late, starts(LONG), reviewed.count(Severity.ERROR))


def _sources(track: Track | None) -> Sequence[Cue]:
    revision = (track.published_revision or track.revisions.first()) if track else None
    return list(revision.cues.all()) if revision else []


def _late(cues: Sequence[Timed], sources: Sequence[Timed], lasts_ms: int | None) -> tuple[int, ...]:
    late = {cue.start_ms for cue in cues if lasts_ms is not None and cue.end_ms > lasts_ms + LATE_MS}
    for cue, places in zip(cues, pair(cues, sources), strict=True):
        if places and cue.start_ms > min(sources[place].start_ms for place in places) + LATE_MS:
            late.add(cue.start_ms)
    return tuple(sorted(late))


def is_gated(track: Track) -> bool:
    """Whether a track of this language is approved only when nothing of that is found."""
    return bool({track.language, EVERY_LANGUAGE} & set(settings.QUALITY_GATE))
