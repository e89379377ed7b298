"""Which cues of one track stand on the screen together with a cue of another. No Django here."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from subtitles.cuelike import Timed


def pair(targets: Sequence[Timed], sources: Sequence[Timed]) -> list[list[int]]:
    """For each target, the indices of the sources a viewer would read at that moment, in the order of time.

    Two cues belong together when they share at least half of the shorter one's time. A target that shares less with
    every source gets the one it shares most with; one that shares nothing gets none. Neither side need be sorted.
    """
    order = sorted(range(len(sources)), key=lambda index: sources[index].start_ms)
    starts = [sources[index].start_ms for index in order]
    pairs: list[list[int]] = [[] for _ in targets]
    # Those that began before the target and still stand: a cue that stands through the whole film is in it once.
    standing: list[int] = []
    begun = 0
    for at in sorted(range(len(targets)), key=lambda index: targets[index].start_ms):
        target = targets[at]
        first, begun = begun, bisect_right(starts, target.start_ms)
        standing = [index for index in standing + order[first:begun] if sources[index].end_ms > target.start_ms]
        near = standing + order[begun : bisect_left(starts, target.end_ms)]
        pairs[at] = _together(target, sources, near)
    return pairs


def _together(target: Timed, sources: Sequence[Timed], near: list[int]) -> list[int]:
    start_ms, end_ms = target.start_ms, target.end_ms
    best, most_ms, chosen = -1, 0, []
    for index in near:
        source = sources[index]
        shared_ms = min(end_ms, source.end_ms) - max(start_ms, source.start_ms)
        if shared_ms > 0 and 2 * shared_ms >= min(end_ms - start_ms, source.end_ms - source.start_ms):
            chosen.append(index)
        elif shared_ms > most_ms:
            best, most_ms = index, shared_ms
    return chosen if chosen or best < 0 else [best]
