"""Which cue of a new revision is the same cue as one of the revision before. No Django here.

A cue keeps its name when its text comes again, whatever its time; and when its text was reworded, if it stands between
the same neighbours or at the same time.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from subtitles.cuelike import Worded


def carry(old: Sequence[Worded], new: Sequence[Worded]) -> list[int | None]:
    """For each new cue the index of the old cue it is, each old cue at most once; None for a cue that is new.

    Both sides stand in the order of their files.
    """
    matches: list[int | None] = [None] * len(new)
    for new_index, old_index in _same_text(old, new):
        matches[new_index] = old_index
    taken = {index for index in matches if index is not None}
    for first, end, lower, upper in _gaps(matches, len(old)):
        free = [index for index in range(lower, upper) if index not in taken]
        for new_index, old_index in _reworded(old, new, free, range(first, end)):
            matches[new_index] = old_index
    return matches


def _same_text(old: Sequence[Worded], new: Sequence[Worded]) -> Iterator[tuple[int, int]]:
    places: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, cues in enumerate((new, old)):
        for index, cue in enumerate(cues):
            places[cue.payload][side].append(index)
    for ours, theirs in places.values():
        if len(ours) == len(theirs):
            yield from zip(ours, theirs, strict=True)
        else:  # a line said several times, and now more or less often: only the unmoved ones are sure
            starts = {old[index].start_ms: index for index in theirs}
            found = ((index, starts.pop(new[index].start_ms, None)) for index in ours)
            yield from ((index, place) for index, place in found if place is not None)


def _gaps(matches: list[int | None], size: int) -> list[tuple[int, int, int, int]]:
    """The runs of new cues without a match, as (first, end), and the old cues (lower, upper) that none of the others
    stands before or after. No two runs share an old cue, so all of them together are walked once."""
    lowers = accumulate((-1 if match is None else match for match in matches), max, initial=-1)
    uppers = accumulate((size if match is None else match for match in reversed(matches)), min, initial=size)
    bounds = zip(lowers, reversed(list(uppers)), strict=True)
    gaps, first, lower = [], None, 0
    for index, (before, after) in enumerate(bounds):
        matched = index == len(matches) or matches[index] is not None
        if not matched and first is None:
            first, lower = index, before + 1
        elif matched and first is not None:
            gaps.append((first, index, lower, after))
            first = None
    return gaps


def _reworded(old: Sequence[Worded], new: Sequence[Worded], free: list[int], gap: range) -> Iterator[tuple[int, int]]:
    if len(free) == len(gap):
        yield from zip(gap, free, strict=True)
        return
    at = 0
    for index in gap:
        while at < len(free) and old[free[at]].end_ms <= new[index].start_ms:
            at += 1
        if at < len(free) and old[free[at]].start_ms < new[index].end_ms:
            yield index, free[at]
            at += 1
