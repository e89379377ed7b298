"""Which cues of one track stand on the screen together with a cue of another. No Django here."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol


class Timed(Protocol):
    """Anything with a start and an end in milliseconds."""

    @property
    def start_ms(self) -> int: ...

    @property
    def end_ms(self) -> int: ...


def pair(targets: Sequence[Timed], sources: Sequence[Timed]) -> list[list[int]]:
    """For each target, the indices of the sources a viewer would read at that moment, in the order of time.

    Two cues belong together when they share at least half of the shorter one's time. A target that shares less with
    every source gets the one it shares most with; one that shares nothing gets none. Neither side need be sorted.
    """
    order = sorted(range(len(sources)), key=lambda index: sources[index].start_ms)
    starts = [sources[index].start_ms for index in order]
    # Rises even where a long cue covers later short ones, so it can be searched by halves.
    ends = list(accumulate((sources[index].end_ms for index in order), max))
    pairs = []
    for target in targets:
        near = order[bisect_right(ends, target.start_ms) : bisect_left(starts, target.end_ms)]
        shared = [(index, _shared_ms(target, sources[index])) for index in near]
        pairs.append(_together(target, sources, [(index, ms) for index, ms in shared if ms > 0]))
    return pairs


def _together(target: Timed, sources: Sequence[Timed], shared: list[tuple[int, int]]) -> list[int]:
    chosen = [index for index, ms in shared if 2 * ms >= min(_length_ms(target), _length_ms(sources[index]))]
    if chosen or not shared:
        return chosen
    return [max(shared, key=lambda entry: entry[1])[0]]


def _shared_ms(one: Timed, other: Timed) -> int:
    return min(one.end_ms, other.end_ms) - max(one.start_ms, other.start_ms)


def _length_ms(timed: Timed) -> int:
    return timed.end_ms - timed.start_ms
