"""Where the lines of a cue break: of all ways to divide it the one that costs least, and why it broke there.

A line's cost is how far it is from an even share of the text, a break's what it parts (`subtitles.shaping.seams`). No
more lines are made than the length asks for. What was broken before counts for nothing, but that a line which opens
with a dash or a speaker's tag is another person's and stays a line of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from subtitles.shaping.bonds import between
from subtitles.shaping.measuring import length
from subtitles.shaping.seams import COSTS, Seam
from subtitles.webvtt.cuetext import words_of

_SPEAKER = regex.compile(r"(?:<[^>v]*>)*(?:[-‐–—]\s*\S|<v[ .\t])")

WINDOW = 4  # lines that are weighed together; a text of more is broken from window to window
TOO_LONG = 100.0  # for each character beyond the longest line
UNEVEN = 100.0  # for a line that is twice its share, or nothing at all
TOP_HEAVY = 1.25  # an upper line that is longer than its share weighs this much more


@dataclass(frozen=True, slots=True)
class Limits:
    """Grapheme clusters in a line and lines in a cue, at most."""

    line: int = 42
    lines: int = 2


@dataclass(frozen=True, slots=True)
class Broken:
    """Cue text with its lines, and what each break lies between."""

    payload: str
    seams: tuple[Seam, ...] = ()


def break_lines(payload: str, language: str, limits: Limits = Limits()) -> Broken:
    """The payload with its lines broken anew. Words, tags and their order are as they were.

    A text that does not fit within `limits.lines` gets as many lines as it needs. Breaking again changes nothing.
    """
    turns = _turns(payload)
    broken = [_break_turn(turn, language, limits) for turn in turns]
    seams: list[Seam] = []
    for index, turn in enumerate(broken):
        seams += [Seam.SPEAKER] if index else []
        seams += turn.seams
    return Broken("\n".join(turn.payload for turn in broken), tuple(seams))


def _turns(payload: str) -> list[list[str]]:
    """The words of each speaker, where the lines tell them apart."""
    turns: list[list[str]] = []
    for line in payload.split("\n"):
        words = words_of(line)
        if words and (not turns or _SPEAKER.match(line)):
            turns.append(words)
        elif words:
            turns[-1] += words
    return turns or [[]]


def _break_turn(words: list[str], language: str, limits: Limits) -> Broken:
    sizes = [length(word) for word in words]
    whole = sum(sizes) + len(words) - 1
    if whole <= limits.line or len(words) < 2:  # noqa: PLR2004 - one word has nowhere to break
        return Broken(" ".join(words))
    lines = _fewest(sizes, limits.line)
    if lines > WINDOW:
        return _break_on(words, sizes, language, limits)
    ends = list(_ends(sizes))
    following = [*words[2:], ""]
    seams = [between(*three, language) for three in zip(words, words[1:], following, strict=False)]
    at = _cheapest(ends, [COSTS[seam] for seam in seams], lines, limits.line)
    cuts = [0, *at, len(words)]
    made = [" ".join(words[first:end]) for first, end in pairwise(cuts)]
    return Broken("\n".join(made), tuple(seams[cut - 1] for cut in at))


def _break_on(words: list[str], sizes: list[int], language: str, limits: Limits) -> Broken:
    """A very long text, a few lines at a time: of each window the first two lines stay, so that none ends a window."""
    made: list[str] = []
    seams: list[Seam] = []
    at = 0
    while at < len(words):
        end = at + _filling(sizes[at : at + WINDOW * limits.line], limits.line, WINDOW)
        part = _break_turn(words[at:end], language, limits)
        lines = part.payload.split("\n")
        kept = len(lines) if end == len(words) else max(1, len(lines) // 2)
        made += lines[:kept]
        taken = sum(len(words_of(line)) for line in lines[:kept])
        at += taken
        seams += part.seams[: kept - 1]
        if at < len(words):
            following = words[at + 1] if at + 1 < len(words) else ""
            seams.append(between(words[at - 1], words[at], following, language))
    return Broken("\n".join(made), tuple(seams))


def _filling(sizes: Sequence[int], most: int, lines: int) -> int:
    """How many words fill so many lines, when each takes as much as it can; at least one."""
    line, filled = 1, -1
    for number, size in enumerate(sizes):
        if filled + 1 + size > most and filled >= 0:
            line, filled = line + 1, -1
            if line > lines:
                return max(1, number)
        filled += 1 + size
    return len(sizes)


def _ends(sizes: Sequence[int]) -> list[int]:
    """How far into the text each word reaches, the spaces counted; the nothing before the first stands first."""
    ends, reached = [0], -1
    for size in sizes:
        reached += size + 1
        ends.append(reached)
    return ends


def _fewest(sizes: Sequence[int], most: int) -> int:
    """How many lines are needed when each takes as much as it can."""
    lines, filled = 1, -1
    for size in sizes:
        if filled + 1 + size > most and filled >= 0:
            lines, filled = lines + 1, -1
        filled += 1 + size
    return lines


def _cheapest(ends: Sequence[int], seams: Sequence[float], lines: int, most: int) -> list[int]:
    """Before which words to break, for this many lines.

    `best[i]`: the least that the first i words cost in the lines there are so far, and where the last of them begins.
    """
    count = len(ends) - 1
    share = (ends[-1] - (lines - 1)) / lines
    best = {0: (0.0, [0])}
    for line in range(1, lines + 1):
        last = line == lines
        reached: dict[int, tuple[float, list[int]]] = {}
        for end in [count] if last else range(line, count - (lines - line) + 1):
            after = 0.0 if last else seams[end - 1]
            options = (
                (cost + _line_cost(ends, start, end, share, most, upper=not last), start)
                for start, (cost, _) in best.items()
                if start < end
            )
            cost, start = min(options)
            reached[end] = (cost + after, [*best[start][1], end])
        best = reached
    return best[count][1][1:-1]


def _line_cost(ends: Sequence[int], start: int, end: int, share: float, most: int, *, upper: bool) -> float:
    size = ends[end] - ends[start] - (1 if start else 0)
    off = (size - share) / share
    cost = UNEVEN * off * off
    if upper and off > 0:
        cost *= TOP_HEAVY
    return cost + TOO_LONG * max(0, size - most)
