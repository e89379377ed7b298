"""One spelling for words that are written in several ways, so that they are found by each, in the memory, the glossary
and the search. No Django here.

What it folds is never shown: a word's place always belongs to the text as it was written.
"""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex

# Invisible inside a word, and apostrophes: soft hyphen, joiners, marks of direction.
_INSIDE = "\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2060\u2066-\u2069'\u2019\u02bc"
_LETTERS = r"[\p{L}\p{M}\p{N}]"
_WORD = regex.compile(rf"{_LETTERS}+(?:[{_INSIDE}]+{_LETTERS}+)*")
_OTHER = regex.compile(r"[^\p{L}\p{N}]+")
_LONGEST = 64
# Of Arabic keyboards and old code pages, and those that Kurdish writes a mark upon; tatweel only stretches a word.
_LETTER = str.maketrans(
    {"ي": "ی", "ى": "ی", "ێ": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ۆ": "و", "ڕ": "ر", "ڵ": "ل"}
    | {"ـ": None, "ء": None}
)
_SWEDISH = frozenset("åäö")


class Word(NamedTuple):
    """A folded word and where it stands in the text, in code points."""

    folded: str
    start: int
    end: int


def words(text: str, language: str) -> list[Word]:
    """The words of a text in this language (BCP 47)."""
    fold_one = _folded_swedish if language == "sv" else _folded
    found = (Word(fold_one(hit[0]), *hit.span()) for hit in _WORD.finditer(text))
    return [word for word in found if word.folded]


def folded(text: str, language: str) -> tuple[str, ...]:
    """The same without their places."""
    return tuple(word.folded for word in words(text, language))


def fold(word: str) -> str:
    """One spelling for all: lower case, no accents or Arabic vowel signs, plain digits, one letter for look-alikes.

    Decomposing takes آ أ ؤ ئ ۀ apart as well, so that they are found by those who leave the sign out.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    letters = "".join(_digit(char) for char in plain if unicodedata.category(char) != "Mn")
    return _OTHER.sub("", letters.translate(_LETTER))[:_LONGEST]


def fold_swedish(word: str) -> str:
    """As `fold`, but å, ä and ö are letters of their own; the Danish and Norwegian æ and ø count as ä and ö."""
    composed = unicodedata.normalize("NFKC", word).casefold().replace("æ", "ä").replace("ø", "ö")
    return "".join(char if char in _SWEDISH else fold(char) for char in composed)[:_LONGEST]


_folded, _folded_swedish = lru_cache(100_000)(fold), lru_cache(100_000)(fold_swedish)


def _digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char
