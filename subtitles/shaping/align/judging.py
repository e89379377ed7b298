"""Where each sentence was found, how sure that is, and what does not belong together.

A sentence is as sure as the way through it is cheap beside the ways through the others. One that is not is sought once
more in what no sentence was found in: there it may have been said out of its order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from subtitles.shaping.align.fitting import fit
from subtitles.shaping.align.voices import Heard, Spoken
from subtitles.shaping.align.warping import CAP, Indices, Path


def _(sentence: str) -> str:
    """Mark a sentence for the catalogue of translations and leave it as it is."""
    return sentence


class Flag(StrEnum):
    """What a person should look at. The codes never change their meaning."""

    NONE = ""
    UNSURE = "unsure"
    MISSING = "missing"
    REORDERED = "reordered"
    INSERTED = "inserted"


FLAGS: dict[Flag, str] = {
    Flag.NONE: "",
    Flag.UNSURE: _("This sentence may stand at the wrong time; listen to it."),
    Flag.MISSING: _("This sentence was not heard in the recording; it has no cue."),
    Flag.REORDERED: _("This sentence was heard at another place than the text has it."),
    Flag.INSERTED: _("Somebody speaks here, and the text says nothing of it."),
}

SURE_ENOUGH = 0.5
HARDLY = 0.4  # of the usual time: a sentence that took less was not said
TOO_LONG = 2.5
SHORTEST_INSERTED = 150  # frames of voice; less may be a word that a neighbour lost
EDGE = 30  # frames of the text that are its first or last few
RUN = 30  # frames of the recording against a single one of the text: sound that is passed by


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence in the recording: the frames of `Heard` from its first to its last, and how sure, 0 to 1.

    `rows`: for each frame of the text, from first to last of those that it was laid against.
    """

    first: int
    last: int
    sure: float
    flag: Flag
    rows: tuple[Indices, Indices]


@dataclass(frozen=True, slots=True)
class Scale:
    """What is usual in this recording: the cost of a way, and frames of sound for one of the text."""

    cost: float
    pace: float

    def sure(self, cost: float) -> float:
        """1 where the way is as cheap as usual, 0 where nothing fits."""
        return float(np.clip((CAP - cost) / max(CAP - self.cost, 1e-6), 0, 1))


def judge(spoken: Spoken, heard: Heard, path: Path) -> tuple[list[Found], list[tuple[int, int]]]:
    """Each sentence, and the stretches of `heard`, first frame and the one after the last, that no sentence says."""
    scale = _scale(spoken, heard, path)
    found = [_found(bound, path, heard, scale) for bound in spoken.bounds]
    free = _free(found, heard)
    for number, one in enumerate(found):
        if one.flag is not Flag.NONE and (again := _sought(spoken, heard, spoken.bounds[number], free, scale)):
            found[number] = again
            free[again.first : again.last + 1] = False
    for one in found:
        if one.flag is Flag.UNSURE:
            free[one.first : one.last + 1] = False
    return found, [run for run in _runs(free) if heard.voiced[run[0] : run[1]].sum() >= SHORTEST_INSERTED]


def _scale(spoken: Spoken, heard: Heard, path: Path) -> Scale:
    said = [bound for bound in spoken.bounds if bound[1] > bound[0]]
    costs = [path.cost[first:end].mean() for first, end in said]
    paces = [_voiced(path, heard, first, end) / (end - first) for first, end in said]
    return Scale(float(np.median(costs or [CAP])), float(np.median(paces or [1.0])))


def _voiced(path: Path, heard: Heard, first: int, end: int) -> int:
    """Frames of voice that some rows of the text are laid against, long runs of a single row left out."""
    kept = path.last[first:end] - path.first[first:end] < RUN
    rows = zip(path.first[first:end][kept], path.last[first:end][kept], strict=True)
    covered = np.zeros(int(path.last[end - 1]) + 1 - int(path.first[first]), bool)
    for start, last in rows:
        covered[start - path.first[first] : last + 1 - path.first[first]] = True
    return int((covered & heard.voiced[path.first[first] : path.last[end - 1] + 1]).sum())


def _found(bound: tuple[int, int], path: Path, heard: Heard, scale: Scale) -> Found:
    first, end = bound
    if first == end:  # nothing in it can be said, such as a dash
        here = int(path.first[min(first, len(path.first) - 1)])
        empty = np.zeros(0, np.int64)
        return Found(here, here, 0.0, Flag.MISSING, (empty, empty))
    sure = scale.sure(float(path.cost[first:end].mean()))
    pace = _voiced(path, heard, first, end) / (end - first) / max(scale.pace, 1e-6)
    flag = Flag.NONE
    if pace < HARDLY:
        flag, sure = Flag.MISSING, 0.0
    elif sure < SURE_ENOUGH or pace > TOO_LONG:
        flag = Flag.UNSURE
    start, last = _edges(path, first, end)
    return Found(start, last, sure, flag, (path.first[first:end], path.last[first:end]))


def _edges(path: Path, first: int, end: int) -> tuple[int, int]:
    """From and to which frame of the recording, looked at a little inside: there it is surer than at the edge.

    A run of sound without text near an edge lies outside, with the few frames that came to stand beyond it.
    """
    passed = path.last[first:end] - path.first[first:end] >= RUN
    if early := [int(row) for row in np.flatnonzero(passed[:EDGE])]:
        first += early[-1] + 1 if early[-1] + 1 < end - first else 0
    if late := [int(row) for row in np.flatnonzero(passed[max(EDGE, len(passed) - EDGE) :])]:
        end = max(first + 1, end - min(EDGE, len(passed) - EDGE) + late[0])
    inside = min(5, (end - first - 1) // 2)
    start = int(path.first[first + inside]) - inside
    last = int(path.first[end - 1 - inside]) + inside  # the first, or a run of sound without text would be its end
    return max(0, start, int(path.first[first])), max(start, min(last, int(path.last[end - 1])))


def _free(found: Sequence[Found], heard: Heard) -> NDArray[np.bool_]:
    """Which frames no sentence was found in, or none that is sure."""
    free = np.ones(len(heard.at), bool)
    for one in found:
        if one.flag is Flag.NONE:
            kept = one.rows[1] - one.rows[0] < RUN
            for start, last in zip(one.rows[0][kept], one.rows[1][kept], strict=True):
                free[start : last + 1] = False
    return free


def _runs(free: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], free.view(np.int8), [0]])))
    yield from ((int(first), int(end)) for first, end in zip(edges[::2], edges[1::2], strict=True))


def _sought(
    spoken: Spoken, heard: Heard, bound: tuple[int, int], free: NDArray[np.bool_], scale: Scale
) -> Found | None:
    """The sentence where it fits best in what is free, if it does."""
    first, end = bound
    best: Found | None = None
    for start, stop in _runs(free):
        if stop - start < HARDLY * scale.pace * (end - first) or first == end:
            continue
        part = Heard(heard.frames[start:stop], heard.at[start:stop], heard.voiced[start:stop])
        path = fit(spoken.frames[first:end], part.frames)
        here = _found((0, end - first), path, part, scale)
        if here.flag is Flag.NONE and (best is None or here.sure > best.sure):
            moved = (here.rows[0] + start, here.rows[1] + start)
            best = replace(here, first=here.first + start, last=here.last + start, flag=Flag.REORDERED, rows=moved)
    return best
