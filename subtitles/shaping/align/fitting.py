"""Lay a voice that says the text against the voices of a recording: coarsely over the whole, then finely about that."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from subtitles.shaping.align.cepstra import FRAMES_A_SECOND, Frames, directed, thinned
from subtitles.shaping.align.warping import Corridor, Path, across, along, warp

STEPS = (1, 4, 16)  # frames taken together, from fine to coarse
FEW_CELLS = 30_000_000  # a level that has no more is searched whole, in a few seconds and 8 MB
MOST_CELLS = 250_000_000  # of the coarsest: 63 MB; of an hour a quarter of it to either side
REACH_SECONDS = {4: 3.0, 1: 0.4}  # how far a finer level looks beside the coarser one's way

Watch = Callable[[float], None]


def fit(
    text: Frames, sound: Frames, between: NDArray[np.bool_] | None = None, watch: Watch = lambda done: None
) -> Path:
    """The way through both, in hundredths of a second; `between` as for `warp`.

    `watch` is told which part of the work is done, 0 to 1.
    """
    steps = _levels(len(text), len(sound))
    path: Path | None = None
    for number, step in enumerate(steps):
        thin_text, thin_sound = directed(thinned(text, step)), directed(thinned(sound, step))
        if path is None:
            corridor = _widest(len(thin_text), len(thin_sound))
        else:
            reach = round(REACH_SECONDS[step] * FRAMES_A_SECOND / step)
            corridor = along(path, steps[number - 1] // step, len(thin_text), len(thin_sound), reach)
        path = warp(thin_text, thin_sound, corridor, _thinned(between, step))
        watch((number + 1) / len(steps))
    assert path is not None  # noqa: S101 - there is always a level
    return path


def _thinned(between: NDArray[np.bool_] | None, step: int) -> NDArray[np.bool_] | None:
    """A thinned frame stands between two sentences when most of it does."""
    return None if between is None else thinned(between[:, None].astype(np.float32), step)[:, 0] > 1 / 2


def _levels(text: int, sound: int) -> Sequence[int]:
    """From the finest that can be searched whole, or the coarsest of all, down to single frames."""
    whole = (number for number, step in enumerate(STEPS) if (text // step) * (sound // step) <= FEW_CELLS)
    return STEPS[next(whole, len(STEPS) - 1) :: -1]


def _widest(text: int, sound: int) -> Corridor:
    return across(text, sound, min(1.0, MOST_CELLS / (2 * text * sound)))
