"""Which old code page a text is in: the one in which it is written with its language's letters."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from subtitles.formats.alphabets import PAGES, PUNCTUATION, letters, pages

_SAMPLE_BYTES = 200_000
_BEYOND_ASCII = re.compile(r"(.?)([^\x00-\x7f])(?=(.?))", re.DOTALL)
# Below this a text is not written in that language, or not in that code page.
FITS = 0.35
_INSIDE_WORDS = frozenset("’·\u00ad\u200cـ")
# Windows' Arabic code page has no Persian yeh and no keheh, so Persian was typed with the Arabic letters.
_OLD = frozenset(page for known in PAGES.values() for page in known)
_PERSIAN = frozenset({"fa", "prs"})
_PERSIAN_LETTERS = str.maketrans({"ي": "ی", "ك": "ک"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code page and how well a text fits its language when read in it, at best 1."""

    encoding: str
    score: float


def candidates(data: bytes, language: str) -> list[Candidate]:
    """The language's code pages, the likeliest first."""
    sample = data[:_SAMPLE_BYTES]
    found = [Candidate(page, fit(read_in(sample, page, language), language)) for page in pages(language)]
    return sorted(found, key=attrgetter("score"), reverse=True)


def read_in(data: bytes, encoding: str, language: str) -> str:
    """The bytes in a code page, with Persian's own letters where the page had none."""
    text = data.decode(encoding, errors="replace")
    if encoding in _OLD and language.partition("-")[0] in _PERSIAN:
        text = text.translate(_PERSIAN_LETTERS)
    return text


def fit(text: str, language: str) -> float:
    """How well the characters beyond ASCII are those of the language: their mean worth, from -3 to 1; 1 without any."""
    worths = list(_worths(text, letters(language)))
    return sum(worths) / len(worths) if worths else 1.0


def _worths(text: str, known: frozenset[str]) -> Iterator[float]:
    for found in _BEYOND_ASCII.finditer(text):
        before, character, after = found.groups()
        if character in known:
            mixed = (before.islower() and character.isupper()) or (character.islower() and after.isupper())
            yield -1.0 if mixed else 1.0
        elif character in PUNCTUATION:
            inside = before.isalpha() and after.isalpha() and character not in _INSIDE_WORDS
            yield -1.0 if inside else 0.5
        else:
            yield _worth_of_a_stranger(character)


def _worth_of_a_stranger(character: str) -> float:
    if character == "\ufffd" or unicodedata.category(character) in {"Cc", "Cn", "Co"}:
        return -3.0
    if unicodedata.category(character) == "Mn":
        return -0.3
    return -1.0 if character.isalpha() else -0.5
