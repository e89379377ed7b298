"""Dynamic time warping (Sakoe and Chiba 1978): the cheapest way through two voices, within a corridor.

A step in one voice alone costs what its frame costs, a step in both twice as much, so that no way is cheap for being
short. What two frames cost is cut off at `CAP`: to leave a stretch out is as dear as to lay it against what is nothing
like it, and no dearer, so that text without sound is passed by. Sound without text is passed by between two sentences,
where any sound costs `PASSED`; or it would draw out the next sentence over all of it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from subtitles.shaping.align.cepstra import Frames

Indices = NDArray[np.int64]

CAP = 0.9  # of 1 - likeness
PASSED = 0.55
ROWS = 256  # frames of the text whose costs are reckoned at once


@dataclass(frozen=True, slots=True)
class Corridor:
    """For each frame of the text, from which frame of the sound to before which it is sought. Both must never fall."""

    first: Indices
    end: Indices

    @property
    def cells(self) -> int:
        return int((self.end - self.first).sum())


@dataclass(frozen=True, slots=True)
class Path:
    """For each frame of the text, the first and the last frame of the sound that it is laid against, and the mean of
    what they cost."""

    first: Indices
    last: Indices
    cost: NDArray[np.float32]


def across(text: int, sound: int, share: float = 1.0) -> Corridor:
    """About the straight way from corner to corner, `share` of the sound to either side of it."""
    straight = np.arange(text) * (sound / max(1, text))
    return _corridor(straight - share * sound, straight + share * sound + sound / max(1, text) + 1, sound)


def along(path: Path, step: int, text: int, sound: int, reach: int) -> Corridor:
    """About a way that was found in frames `step` times as long, `reach` of the new frames to either side."""
    row = np.minimum(np.arange(text) // step, len(path.first) - 1)
    return _corridor(path.first[row] * step - reach, (path.last[row] + 1) * step + reach, sound)


def _corridor(first: NDArray[np.number], end: NDArray[np.number], sound: int) -> Corridor:
    low = np.clip(np.floor(first), 0, sound - 1).astype(np.int64)
    high = np.clip(np.ceil(end), 1, sound).astype(np.int64)
    low[0], high[-1] = 0, sound
    low, high = np.maximum.accumulate(low), np.maximum.accumulate(high)
    # A row must be reached from the one before it.
    low[1:] = np.minimum(low[1:], high[:-1])
    return Corridor(low, high)


def warp(text: Frames, sound: Frames, corridor: Corridor, between: NDArray[np.bool_] | None = None) -> Path:
    """The cheapest way. Both are `directed` frames, at least one of each; `between`: those of the text that stand
    between two sentences, none where it is not given."""
    dearest = np.full((len(text), 1), CAP, np.float32)
    if between is not None:
        dearest[between] = PASSED
    beside, up = _steps(text, sound, corridor, dearest)
    return _walk_back(text, sound, corridor, beside, up)


def _costs(text: Frames, sound: Frames, corridor: Corridor, dearest: Frames, first: int) -> NDArray[np.float64]:
    """What the frames of some rows cost against all that any of these rows is sought in."""
    end = min(first + ROWS, len(text))
    part = sound[corridor.first[first] : corridor.end[end - 1]]
    return np.minimum(1 - text[first:end] @ part.T, dearest[first:end]).astype(np.float64)


def _steps(
    text: Frames, sound: Frames, corridor: Corridor, dearest: Frames
) -> tuple[list[NDArray[np.uint8]], list[NDArray[np.uint8]]]:
    """For each row, packed as bits: whether a cell is best reached from the one before it in the row, and if not,
    whether from the one above it; otherwise from both."""
    beside, up = [], []
    before, offset = np.zeros(1), 0  # what the row before cost, and the frame of the sound that it begins with
    costs = np.empty((0, 0))
    for row in range(len(text)):
        if row % ROWS == 0:
            costs, base = _costs(text, sound, corridor, dearest, row), corridor.first[row]
        low, high = corridor.first[row], corridor.end[row]
        cost = costs[row % ROWS, low - base : high - base]
        above, both = _above(before, offset, low, high, is_first=row == 0)
        entered = np.minimum(above, both + cost) + cost
        summed = np.cumsum(cost)
        reached = np.minimum.accumulate(entered - summed) + summed
        up.append(np.packbits(above <= both + cost))
        beside.append(np.packbits(reached < entered - 1e-9))
        before, offset = reached, low
    return beside, up


def _above(
    before: NDArray[np.float64], offset: int, low: int, high: int, *, is_first: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What the cells above, and above to the left, of a row cost; infinitely much outside the corridor."""
    width = high - low
    if is_first:
        above = np.full(width, np.inf)
        above[0] = 0.0
        return above, np.full(width, np.inf)
    spread = np.full(width + 1, np.inf)  # from low - 1 on
    start, end = max(low - 1, offset), min(high, offset + len(before))
    spread[start - low + 1 : end - low + 1] = before[start - offset : end - offset]
    return spread[1:], spread[:-1]


def _walk_back(
    text: Frames, sound: Frames, corridor: Corridor, beside: list[NDArray[np.uint8]], up: list[NDArray[np.uint8]]
) -> Path:
    rows = len(text)
    first, last, cost = np.zeros(rows, np.int64), np.zeros(rows, np.int64), np.zeros(rows, np.float32)
    column = len(sound) - 1
    for row in range(rows - 1, -1, -1):
        low = corridor.first[row]
        last[row] = column
        left = np.unpackbits(beside[row], count=column - low + 1)
        stops = np.flatnonzero(left == 0)
        column = int(stops[-1]) + int(low) if len(stops) else int(low)
        first[row] = column
        cost[row] = np.minimum(1 - sound[column : last[row] + 1] @ text[row], CAP).mean()
        at = column - low
        if not (up[row][at >> 3] >> (7 - (at & 7))) & 1:
            column -= 1
        column = max(column, 0)
    return Path(first, last, cost)
