"""Cues at other times: later, longer, at another frame rate, or by points that somebody matched by ear.

Every function returns new cues in the order of those it was given, with the times of their words. Times are whole
milliseconds; what would begin before the recording begins with it. No cue and no word ends before it begins.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from subtitles.webvtt.document import Cue, Word

# Frames in a second, by what they are called; NTSC's are a thousandth part slower than their names.
FRAME_RATES: Mapping[str, Fraction] = {
    "23.976": Fraction(24000, 1001),
    "24": Fraction(24),
    "25": Fraction(25),
    "29.97": Fraction(30000, 1001),
    "30": Fraction(30),
    "50": Fraction(50),
    "59.94": Fraction(60000, 1001),
    "60": Fraction(60),
}

Moment = Callable[[int], Fraction | int]


def retime(cues: Iterable[Cue], moment: Moment) -> list[Cue]:
    """Each time as `moment` has it, which must never fall as time rises."""
    return [
        replace(
            cue,
            start_ms=_whole(moment(cue.start_ms)),
            end_ms=_whole(moment(cue.end_ms)),
            words=tuple(_word(word, moment) for word in cue.words),
        )
        for cue in cues
    ]


def _word(word: Word, moment: Moment) -> Word:
    return replace(word, start_ms=_whole(moment(word.start_ms)), end_ms=_whole(moment(word.end_ms)))


def _whole(ms: Fraction | int) -> int:
    return max(0, round(ms))


def shift(cues: Iterable[Cue], by_ms: int) -> list[Cue]:
    """Later by so much, or earlier where it is negative."""
    return retime(cues, lambda ms: ms + by_ms)


def stretch(cues: Iterable[Cue], factor: Fraction, about_ms: int = 0) -> list[Cue]:
    """Every time so many times as far from the moment `about_ms`. Raises ValueError for a factor of 0 or less."""
    if factor <= 0:
        raise ValueError(f"Time cannot be stretched by {factor}.")
    return retime(cues, lambda ms: about_ms + (ms - about_ms) * factor)


def change_rate(cues: Iterable[Cue], made_for: Fraction, played_at: Fraction) -> list[Cue]:
    """The times of cues that were made for a film at one frame rate, where the same frames are shown at another.

    A film of 24 frames a second that television shows at 25 is over sooner. Raises ValueError for a rate of 0 or less.
    """
    if made_for <= 0 or played_at <= 0:
        raise ValueError("A frame rate is above 0.")
    return stretch(cues, made_for / played_at)


def sync(cues: Iterable[Cue], points: Sequence[tuple[int, int]]) -> list[Cue]:
    """By points that were matched, as (time in the cues, time in the recording), both in ms.

    One point shifts. Between two, time runs evenly; before the first and after the last as between the two nearest.
    Raises ValueError for no points, and for points that do not rise on both sides.
    """
    known = sorted(points)
    if not known:
        raise ValueError("Match at least one point.")
    if any(was >= next_was or now >= next_now for (was, now), (next_was, next_now) in pairwise(known)):
        raise ValueError("Points that come later in the cues must come later in the recording.")
    if len(known) == 1:
        return shift(cues, known[0][1] - known[0][0])
    return retime(cues, _between(known))


def _between(known: Sequence[tuple[int, int]]) -> Moment:
    starts = [was for was, _ in known]
    slopes = [Fraction(now2 - now1, was2 - was1) for (was1, now1), (was2, now2) in pairwise(known)]

    def moment(ms: int) -> Fraction:
        piece = min(max(bisect_right(starts, ms) - 1, 0), len(slopes) - 1)
        was, now = known[piece]
        return now + (ms - was) * slopes[piece]

    return moment
