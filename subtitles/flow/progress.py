"""How much of a track is done, and of each stretch of it: of how many cues translated, confirmed, reviewed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.access import Viewer
from subtitles import changes, reviewing, workbench
from subtitles.models import Assignment, Track
from subtitles.pairing import pair
from subtitles.workbench.rows import cues_of

WHOLE = (0, 2**53)
# What makes the words of a cue somebody's.
_WRITING = ("text", "insert", "split", "merge", "restore")
Span = tuple[int, int]  # from and to, in milliseconds of the recording


@dataclass(frozen=True, slots=True)
class Progress:
    """Of `cues`: those with words, those that somebody confirmed, and those that another confirmed than wrote them."""

    cues: int = 0
    translated: int = 0
    confirmed: int = 0
    reviewed: int = 0

    def percent(self, part: int) -> int:
        return 100 * part // self.cues if self.cues else 0

    @property
    def percents(self) -> tuple[int, int, int]:
        """Of the three, for a bar."""
        return self.percent(self.translated), self.percent(self.confirmed), self.percent(self.reviewed)


@dataclass(frozen=True, slots=True)
class _Cue:
    """Where a cue to be translated begins, and what is done of it."""

    start_ms: int
    translated: bool
    confirmed: bool
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where something stands, for `pairing`."""

    start_ms: int
    end_ms: int


class Measured:
    """A track as it stands now, to be counted by stretches. What is to be said is what its source says, as far as the
    viewer may see it; without a source, what it says itself."""

    def __init__(self, track: Track, viewer: Viewer = reviewing.ALL) -> None:
        ours = workbench.state_at(track)["cues"]
        reviewed = _reviewed(track)
        source = reviewing.source_of(track, viewer)
        theirs = _cues(source) if source else []
        if not theirs:
            self._cues = [_cue(cue["start"], [cue], reviewed) for cue in ours]
            return
        beside: list[list[changes.Cue]] = [[] for _ in theirs]
        for cue, places in zip(ours, pair(_stretches(ours), _stretches(theirs)), strict=True):
            for place in places:
                beside[place].append(cue)
        self._cues = [_cue(cue["start"], found, reviewed) for cue, found in zip(theirs, beside, strict=True)]

    def of(self, span: Span = WHOLE) -> Progress:
        """Of the cues that begin in this stretch."""
        inside = [cue for cue in self._cues if span[0] <= cue.start_ms < span[1]]
        return Progress(
            len(inside),
            sum(cue.translated for cue in inside),
            sum(cue.confirmed for cue in inside),
            sum(cue.reviewed for cue in inside),
        )

    def of_assignment(self, assignment: Assignment) -> Progress:
        return self.of(span_of(assignment))


def span_of(assignment: Assignment) -> Span:
    if assignment.start_ms is None or assignment.end_ms is None:
        return WHOLE
    return assignment.start_ms, assignment.end_ms


def _cue(start_ms: int, beside: Sequence[changes.Cue], reviewed: Mapping[str, bool]) -> _Cue:
    worded = [cue for cue in beside if cue["text"].strip()]
    confirmed = bool(worded) and all(cue["confirmed"] for cue in worded)
    by_another = confirmed and all(reviewed.get(cue["uuid"], False) for cue in worded)
    return _Cue(start_ms, bool(worded), confirmed, by_another)


def _reviewed(track: Track) -> dict[str, bool]:
    """By cue, whether the last who confirmed it is another than the last who wrote it."""
    wrote: dict[str, int | None] = {}
    reviewed: dict[str, bool] = {}
    done = track.changes.filter(kind__in=(*_WRITING, "confirm")).order_by("number")
    for kind, cue, other, by in done.values_list("kind", "cue", "other", "by"):
        if kind == "confirm":
            reviewed[str(cue)] = by is not None and wrote.get(str(cue)) != by
            continue
        for name in filter(None, (cue, other)):
            wrote[str(name)] = by
    return reviewed


def _cues(source: Track) -> Sequence[changes.Cue]:
    revision = source.published_revision or source.revisions.first()
    return sorted(cues_of(revision.cues.all()), key=lambda cue: cue["start"]) if revision else []


def _stretches(cues: Sequence[changes.Cue]) -> list[Stretch]:
    return [Stretch(cue["start"], cue["end"]) for cue in cues]
