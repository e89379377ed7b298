"""What every language shares: where the words of a text are. How their letters are folded is in `subtitles.folding`.

A word is cut out of the original text first and folded afterwards, by itself, so that its offsets always belong to
the text as it was written, whatever folding does to its length.
"""

from collections.abc import Callable

import regex

# Invisible in the middle of a word: soft hyphen, joiners, direction marks, the byte order mark.
_INVISIBLE = "\u00ad\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_ZWNJ = "\u200c"
_HYPHENS = "\\-\u2010\u2011"
_APOSTROPHES = "'\u2019\u02bc"
_LETTERS = r"[\p{L}\p{M}\p{N}]"

WORD = regex.compile(rf"{_LETTERS}+(?:[{_INVISIBLE}{_HYPHENS}{_APOSTROPHES}]+{_LETTERS}+)*")
PART = regex.compile(rf"{_LETTERS}+(?:[{_INVISIBLE.replace(_ZWNJ, '')}{_APOSTROPHES}]+{_LETTERS}+)*")
MOST_PARTS = 4

# A piece of a word: the term, and where it lies in the word.
Piece = tuple[str, int, int]
Fold = Callable[[str], str]


def pieces(word: str, fold: Fold, stem: Callable[[str], str]) -> tuple[Piece, ...]:
    """The terms of one word: the whole, and where it is put together with hyphens or ZWNJ also each of its parts."""
    whole = stem(fold(word))
    parts = [(stem(fold(part.group())), part.start(), part.end()) for part in PART.finditer(word)]
    if len(parts) == 1:
        return ((whole, 0, len(word)),) if whole else ()
    joined = [(whole, 0, len(word))] if len(parts) <= MOST_PARTS else []
    return tuple(piece for piece in (*joined, *parts) if piece[0])
