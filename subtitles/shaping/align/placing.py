"""A text without times, laid along a recording: when each sentence and each word of it is said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from subtitles.shaping.align import judging, voices
from subtitles.shaping.align.belonging import belongs
from subtitles.shaping.align.cepstra import Samples
from subtitles.shaping.align.fitting import fit
from subtitles.shaping.align.judging import Flag, Found
from subtitles.shaping.align.sentences import Sentence
from subtitles.shaping.align.voices import MS, Heard, Utterance
from subtitles.shaping.align.warping import Indices
from subtitles.shaping.snapping import Spans

REACH = 40  # frames, pauses left out, within which a sentence begins and ends with the voice


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence in the recording, in ms; `words`: of each its first letter, its letters and when it begins.

    `sure` is from 0 to 1, beside the other sentences. One that is missing stands where it would have been said, for no
    time at all.
    """

    sentence: Sentence
    start_ms: int
    end_ms: int
    sure: float
    flag: Flag = Flag.NONE
    words: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every sentence in the order of the text, and from when to when somebody says what is not in it, in ms."""

    placed: list[Placed]
    inserted: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording: samples of one channel (perhaps a memory map), their rate, and from when to when somebody speaks."""

    samples: Samples
    rate: int
    speech: Spans


def align(
    sentences: Sequence[Sentence],
    utterances: Sequence[Utterance],
    rate: int,
    sound: Sound,
    watch: Callable[[float], None] = lambda done: None,
) -> Alignment:
    """Place the sentences, of which each was synthesised at `rate` hertz. `watch` hears what is done, 0 to 1.

    Where nothing is said, nothing heard, or something else than the text, all sentences are missing.
    """
    spoken = voices.spoken(utterances, rate) if utterances else None
    heard = voices.heard(sound.samples, sound.rate, sound.speech)
    if (
        spoken is None
        or not heard.voiced.any()
        or all(first == end for first, end in spoken.bounds)
        or not belongs(spoken, heard)
    ):
        return Alignment([Placed(each, 0, 0, 0.0, Flag.MISSING) for each in sentences], list(sound.speech))
    path = fit(spoken.frames, heard.frames, spoken.between, watch)
    found, rest = judging.judge(spoken, heard, path)
    clock = _Clock(heard)
    placed = [clock.place(*each) for each in zip(sentences, utterances, found, strict=True)]
    return Alignment(placed, [clock.span(first, end) for first, end in rest])


class _Clock:
    """The time of frames that are left of a recording, and of the voices in it."""

    def __init__(self, heard: Heard) -> None:
        self.at = heard.at
        edges = np.diff(np.concatenate([[0], heard.voiced.view(np.int8), [0]]))
        self.begins, self.ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) - 1

    def place(self, sentence: Sentence, utterance: Utterance, found: Found) -> Placed:
        if found.flag is Flag.MISSING:
            here = self.ms(found.first)
            return Placed(sentence, here, here, 0.0, Flag.MISSING)
        start, last = _near(self.begins, found.first), _near(self.ends, found.last)
        start_ms = self.ms(start)
        end_ms = max(start_ms + MS, self.ms(last) + MS)
        words = tuple(
            (letter, letters, min(max(self._word(found, ms), start_ms), end_ms))
            for letter, letters, ms in utterance.words
        )
        return Placed(sentence, start_ms, end_ms, round(found.sure, 2), found.flag, words)

    def _word(self, found: Found, ms: int) -> int:
        row = min(ms // MS, len(found.rows[0]) - 1)
        return self.ms(int(found.rows[1][row] if row == 0 else found.rows[0][row]))

    def ms(self, frame: int) -> int:
        return int(self.at[min(max(frame, 0), len(self.at) - 1)]) * MS

    def span(self, first: int, end: int) -> tuple[int, int]:
        """From the first voice in a stretch to the end of the last."""
        begins = self.begins[(self.begins >= first) & (self.begins < end)]
        ends = self.ends[(self.ends >= first) & (self.ends < end)]
        start = begins[0] if len(begins) and (not len(ends) or begins[0] < ends[0]) else first
        last = ends[-1] if len(ends) and (not len(begins) or ends[-1] > begins[-1]) else end - 1
        return self.ms(int(start)), self.ms(int(last)) + MS


def _near(edges: Indices, frame: int) -> int:
    """The edge of a voice that is near, or else the frame itself."""
    nearest = int(edges[np.argmin(np.abs(edges - frame))])
    return nearest if abs(nearest - frame) <= REACH else frame
