"""Text to terms: the same code for what is indexed, what is asked and what is highlighted.

Knows no Django and no engine. A language belongs to a `field`: languages of one field share one set of rules (Persian
and Dari are one written language). No word is ever dropped, so that "att vara" can be found.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from re import Pattern
from typing import Protocol

from search.analysis import en, fa, neutral, sv
from search.analysis.words import Piece
from subtitles import folding


class Rules(Protocol):
    """What the module of a field offers: where its words are, and the terms that one of them gives."""

    pattern: Pattern[str]

    def pieces(self, word: str, /) -> tuple[Piece, ...]: ...


_FIELDS = {"sv": sv, "fa": fa, "prs": fa, "en": en}
_MODULES: dict[str, Rules] = {"sv": sv, "fa": fa, "en": en, "und": neutral}
FIELDS: tuple[str, ...] = tuple(_MODULES)


@dataclass(frozen=True, slots=True)
class Term:
    """A word as the index knows it. `text[start:end]` of the analysed text is what was written.

    A word put together of parts (ZWNJ, hyphen) gives the whole first and then each part, inside the whole's span.
    """

    text: str
    start: int
    end: int


def field_of(language: str) -> str:
    """The set of rules for a BCP 47 tag: sv, fa, en, or und for every language without rules of its own."""
    for tag in (language, language.split("-", maxsplit=1)[0]):
        if tag in _FIELDS:
            return "fa" if _FIELDS[tag] is fa else tag
    return "und"


def analyse(text: str, language: str) -> list[Term]:
    """The terms of `text` in the order they are written; `language` is a BCP 47 tag or a field. Never raises."""
    module = _MODULES[field_of(language)]
    terms: list[Term] = []
    for word in module.pattern.finditer(text):
        at = word.start()
        terms.extend(Term(term, at + start, at + end) for term, start, end in module.pieces(word.group()))
    return terms


@cache
def fingerprint(folder: Path = Path(__file__).parent) -> str:
    """What an index is made by, so that it is made anew when that has changed: these modules and what they lean on.

    Taken from the files themselves, because a number that somebody has to raise is forgotten one day.
    """
    digest = hashlib.sha256()
    for path in (*sorted(folder.glob("*.py")), Path(folding.__file__)):
        digest.update(f"{path.name}\0{path.read_text()}\0".encode())
    digest.update(f"{unicodedata.unidata_version} {version('PyStemmer')} {version('regex')}".encode())
    return digest.hexdigest()[:32]
