"""The time between cues, and the time a cue stands: chained where the eye would see a flicker, long enough to be read.

All of it is done by moving ends: where a cue begins is said by the sound. Every function returns new cues in the order
they came in, looks at them in the order of time, and changes nothing when it is done again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from subtitles.shaping.measuring import length
from subtitles.webvtt.document import Cue


@dataclass(frozen=True, slots=True)
class Pace:
    """How cues stand in time.

    At least `gap_ms` lie between two, and a gap below `close_ms` is closed to that. A cue stands from `least_ms` to
    `most_ms`, and so long that `cps` graphemes a second can be read.
    """

    gap_ms: int = 80
    close_ms: int = 480
    least_ms: int = 1000
    most_ms: int = 7000
    cps: float = 17.0


DEFAULT = Pace()


def order_of(cues: Sequence[Cue]) -> list[int]:
    """The indices of cues in the order of time; those that begin together as they stand."""
    return sorted(range(len(cues)), key=lambda index: cues[index].start_ms)


def chain(cues: Sequence[Cue], pace: Pace = DEFAULT) -> list[Cue]:
    """Keep the smallest gap between two cues, and close gaps that are only a little larger.

    Two cues that begin closer together than the gap are left alone: they are meant to be seen together.
    """

    def end_of(cue: Cue, following: Cue) -> int:
        latest = following.start_ms - pace.gap_ms
        free = following.start_ms - cue.end_ms
        return latest if latest > cue.start_ms and free < pace.close_ms else cue.end_ms

    return _ended(cues, end_of, lambda cue: cue.end_ms)


def keep_apart(cues: Sequence[Cue], pace: Pace = DEFAULT) -> list[Cue]:
    """Keep the smallest gap between two cues, and leave larger ones as they are."""
    return chain(cues, replace(pace, close_ms=pace.gap_ms))


def lengthen(cues: Sequence[Cue], pace: Pace = DEFAULT) -> list[Cue]:
    """Let each cue stand as long as reading it takes, as far as the next leaves room; none is made shorter."""

    def end_of(cue: Cue, following: Cue) -> int:
        return max(cue.end_ms, min(wanted(cue), following.start_ms - pace.gap_ms))

    def wanted(cue: Cue) -> int:
        return max(cue.end_ms, cue.start_ms + reading_ms(cue.payload, pace))

    return _ended(cues, end_of, wanted)


def reading_ms(payload: str, pace: Pace = DEFAULT) -> int:
    """How long a text must stand to be read, within what one cue may last."""
    return min(pace.most_ms, max(pace.least_ms, round(length(payload) * 1000 / pace.cps)))


def _ended(cues: Sequence[Cue], end_of: Callable[[Cue, Cue], int], last_end: Callable[[Cue], int]) -> list[Cue]:
    """Each cue with the end that it has before the next one, and the last one of all with its own."""
    made = list(cues)
    order = order_of(cues)
    for index, following in pairwise(order):
        made[index] = replace(cues[index], end_ms=end_of(cues[index], cues[following]))
    if order:
        made[order[-1]] = replace(cues[order[-1]], end_ms=last_end(cues[order[-1]]))
    return made
