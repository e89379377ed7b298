"""What was mended and dropped, and what is a guess, in words for the person who sent the file."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import cast

from django.utils.translation import gettext

from archive import languages
from archive.languages import Direction
from subtitles.doubts import DOUBTS, Doubt
from subtitles.reasons import REASONS

# What stands invisibly in a text, by the names that people look up; of the rest the number is shown.
_NAMES = {
    "\u061c": "ALM", "\u200b": "ZWSP", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE",
    "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI",
    "\u2069": "PDI", "\ufeff": "BOM", "\u00a0": "NBSP", "\n": "↵",
}  # fmt: skip
# A letter's own, which changes how it looks.
_SHOWN = frozenset("\u200c\u200d")


Part = dict[str, object]


def explained(report: Iterable[Part]) -> list[Part]:
    """A revision's report with its codes turned into sentences, in the language of whoever reads."""
    return [{**part, "reason": gettext(REASONS.get(str(part["reason"]), str(part["reason"])))} for part in report]


def shown(report: Iterable[Part]) -> list[Part]:
    """The same, with names for what cannot be seen in its texts."""
    texts = ("was", "became", "text")
    return [part | {key: visible(str(part[key])) for key in texts if key in part} for part in explained(report)]


def asked(guesses: Iterable[Part]) -> list[Part]:
    """A revision's guesses, each with its sentence."""
    return [
        {**guess, "sentence": question(str(guess["code"]), cast(dict[str, str], guess["values"]))} for guess in guesses
    ]


def question(code: str, values: Mapping[str, str]) -> str:
    """What is asked about a guess, in the language of whoever reads; `values` by the names of their places."""
    if code == Doubt.LANGUAGE:
        values = {place: ", ".join(map(languages.name, tags.split(", "))) for place, tags in values.items()}
    return gettext(DOUBTS.get(code, code)) % values


def visible(text: str) -> str:
    """The text with names for what cannot be seen in it."""
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def runs(text: str) -> Direction:
    """From which side a piece of a file is read: from the right where any of its letters is, also after a tag."""
    return "rtl" if any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text) else "ltr"


def _visible(character: str) -> str:
    if character in _NAMES:
        return f"⟨{_NAMES[character]}⟩"
    if character.isprintable() or character in _SHOWN or unicodedata.category(character) == "Zs":
        return character
    return f"⟨{ord(character):04X}⟩"
