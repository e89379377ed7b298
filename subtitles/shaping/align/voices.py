"""The two voices that are laid against each other, as frames in which a pause is like a pause and like nothing else.

A pause of the recording may hold music or noise, one of the synthesiser holds nothing: what they have in common is that
nobody speaks. So a pause is not compared by its sound but has a direction of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from subtitles.shaping.align.cepstra import FRAMES_A_SECOND, Frames, Samples, cepstra, evened
from subtitles.shaping.align.warping import Indices
from subtitles.shaping.snapping import Spans

MS = 1000 // FRAMES_A_SECOND
PAUSE = 30  # frames between two sentences of the text
LONGEST_PAUSE = 40  # frames that are kept of one in the recording, however long it is
LOUD = 5.0  # a pause's frame, about as long as a voice's
SILENCE = 20  # of 32,768: below this the synthesiser says nothing


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence as it was synthesised: its samples, and of each word its first letter, its letters and its start."""

    samples: Samples
    words: Sequence[tuple[int, int, int]] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """The text: its frames, and of each sentence the first frame and the one after its last; `between`: which frames
    stand between two sentences."""

    frames: Frames
    bounds: Sequence[tuple[int, int]]
    between: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Heard:
    """The recording without most of its pauses: its frames, when each of them is (in hundredths of a second), and
    whether somebody speaks in it."""

    frames: Frames
    at: Indices
    voiced: NDArray[np.bool_]


def spoken(utterances: Iterable[Utterance], rate: int) -> Spoken:
    """Of sentences at `rate` hertz; a sentence of which nothing can be said has no frames."""
    parts: list[Frames] = []
    quiet: list[NDArray[np.bool_]] = []
    bounds, reached = [], 0
    for utterance in utterances:
        frames = cepstra(utterance.samples, rate)
        silent = _silent(utterance.samples, rate, len(frames))
        end = int(np.flatnonzero(~silent)[-1]) + 1 if not silent.all() else 0
        parts += [frames[:end], np.zeros((PAUSE, frames.shape[1]), np.float32)]
        quiet += [silent[:end], np.ones(PAUSE, bool)]
        bounds.append((reached, reached + end))
        reached += end + PAUSE
    between = np.ones(reached, bool)
    for first, end in bounds:
        between[first:end] = False
    return Spoken(_with_pauses(np.vstack(parts), np.concatenate(quiet)), bounds, between)


def _silent(samples: Samples, rate: int, count: int) -> NDArray[np.bool_]:
    if not count:
        return np.ones(0, bool)
    starts = np.arange(count) * rate // FRAMES_A_SECOND
    loudest = np.maximum.reduceat(np.abs(samples.astype(np.int32)), starts)
    return np.asarray(loudest < SILENCE)


def heard(samples: Samples, rate: int, speech: Spans) -> Heard:
    """Of a recording in which somebody speaks in these spans, in ms."""
    frames = cepstra(samples, rate)
    voiced = np.zeros(len(frames), bool)
    for start, end in speech:
        voiced[start // MS : end // MS] = True
    kept = voiced.copy()
    half = LONGEST_PAUSE // 2
    for (_, end), (start, _) in pairwise(speech):
        last, first = end // MS, start // MS
        kept[last : min(last + half, first)] = True
        kept[max(last, first - half) : first] = True
    at = np.flatnonzero(kept)
    return Heard(_with_pauses(frames[at], ~voiced[at]), at, voiced[at])


def _with_pauses(frames: Frames, quiet: NDArray[np.bool_]) -> Frames:
    made = np.zeros((len(frames), frames.shape[1] + 1), np.float32)
    made[~quiet, :-1] = evened(frames[~quiet])
    made[quiet, -1] = LOUD
    return made
