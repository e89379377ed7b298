"""How like two texts are, by words. No Django here."""

from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher

from subtitles.folding import words

Pieces = list[tuple[str, bool]]


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """1 for the same words, 0 for none in common: 1 - edits / the longer one's words (Levenshtein, by words)."""
    longest = max(len(one), len(other))
    if not longest:
        return 1.0
    row = list(range(len(other) + 1))
    for at, word in enumerate(one, start=1):
        before, row[0] = row[0], at
        for place, against in enumerate(other, start=1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (word != against))
    return (longest - row[-1]) / longest


def at_most(one: frozenset[str], count: int, other: Sequence[str]) -> float:
    """What `likeness` cannot exceed, told quickly: `one` are the words of a text of `count`."""
    longest = max(count, len(other))
    shared = sum(word in one for word in other)
    return min(shared, count) / longest if longest else 1.0


def marked(text: str, language: str, against: Sequence[str]) -> Pieces:
    """The text in pieces, each with whether it holds words that are not, or not there, in the folded text `against`."""
    found = words(text, language)
    blocks = SequenceMatcher(None, [word.folded for word in found], list(against), autojunk=False).get_matching_blocks()
    same = {at for block in blocks for at in range(block.a, block.a + block.size)}
    return pieces(text, [(word.start, word.end) for at, word in enumerate(found) if at not in same])


def holding(text: str, language: str, wanted: Collection[str]) -> Pieces:
    """The text in pieces, each with whether it is one of the folded words that are wanted."""
    return pieces(text, [(word.start, word.end) for word in words(text, language) if word.folded in wanted])


def pieces(text: str, marks: Iterable[tuple[int, int]]) -> Pieces:
    """The text in pieces, each with whether it lies between the marks: (start, end), rising. One that begins inside
    another is left out."""
    parts: Pieces = []
    at = 0
    for start, end in marks:
        if start >= at:
            parts += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [part for part in (*parts, (text[at:], False)) if part[0]]
