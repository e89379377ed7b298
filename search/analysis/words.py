"""What every language shares: where the words of a text are, and how letters are folded.

A word is cut out of the original text first and folded afterwards, by itself, so that its offsets always belong to
the text as it was written, whatever folding does to its length.
"""

import unicodedata
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
_NOT_A_LETTER = regex.compile(r"[^\p{L}\p{N}]+")
_LONGEST_TERM = 64
MOST_PARTS = 4

# Letters that Arabic keyboards and old code pages write for the Persian ones; tatweel only stretches a word.
_ONE_LETTER = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ـ": None, "ء": None}
)

# A piece of a word: the term, and where it lies in the word.
Piece = tuple[str, int, int]
Fold = Callable[[str], str]


def fold(word: str) -> str:
    """One spelling for all: lower case, no accents or Arabic vowel signs, plain digits, one letter for look-alikes.

    Decomposing takes آ أ ؤ ئ ۀ apart as well, so that they are found by those who leave the sign out.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    return _clean("".join(_plain(char) for char in plain if unicodedata.category(char) != "Mn"))


def fold_swedish(word: str) -> str:
    """As `fold`, but å, ä and ö are letters of their own; the Danish and Norwegian æ and ø count as ä and ö."""
    composed = unicodedata.normalize("NFKC", word).casefold().replace("æ", "ä").replace("ø", "ö")
    return "".join(char if char in "åäö" else fold(char) for char in composed)[:_LONGEST_TERM]


def pieces(word: str, fold: Fold, stem: Callable[[str], str]) -> tuple[Piece, ...]:
    """The terms of one word: the whole, and where it is put together with hyphens or ZWNJ also each of its parts."""
    whole = stem(fold(word))
    parts = [(stem(fold(part.group())), part.start(), part.end()) for part in PART.finditer(word)]
    if len(parts) == 1:
        return ((whole, 0, len(word)),) if whole else ()
    joined = [(whole, 0, len(word))] if len(parts) <= MOST_PARTS else []
    return tuple(piece for piece in (*joined, *parts) if piece[0])


def _plain(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return char


def _clean(text: str) -> str:
    return _NOT_A_LETTER.sub("", text.translate(_ONE_LETTER))[:_LONGEST_TERM]
