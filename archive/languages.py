"""The languages that titles, texts and tracks can be in, as BCP 47 tags, each with its own name and direction."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_noop

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Language:
    """`tag` is BCP 47, `autonym` the language's name for itself, `english` the source string for translation."""

    tag: str
    autonym: str
    english: str
    direction: Direction = "ltr"


LANGUAGES: dict[str, Language] = {
    language.tag: language
    for language in (
        Language("sv", "Svenska", gettext_noop("Swedish")),
        Language("fa", "فارسی", gettext_noop("Persian"), "rtl"),
        Language("prs", "دری", gettext_noop("Dari"), "rtl"),
        Language("ps", "پښتو", gettext_noop("Pashto"), "rtl"),
        Language("en", "English", gettext_noop("English")),
        Language("ar", "العربية", gettext_noop("Arabic"), "rtl"),
        Language("ckb", "کوردیی ناوەندی", gettext_noop("Central Kurdish"), "rtl"),
        Language("kmr", "Kurmancî", gettext_noop("Northern Kurdish")),
    )
}

CHOICES: list[tuple[str, str]] = [(language.tag, language.autonym) for language in LANGUAGES.values()]

# Which language a reader of the key most likely reads next best. Dari and Persian are one written language with
# different names, so they stand first for each other.
_NEIGHBOURS: dict[str, tuple[str, ...]] = {"fa": ("prs",), "prs": ("fa",), "ckb": ("kmr",), "kmr": ("ckb",)}


def direction(tag: str) -> Direction:
    """The writing direction of a language tag; an unknown tag reads left to right."""
    language = LANGUAGES.get(tag) or LANGUAGES.get(tag.split("-", maxsplit=1)[0])
    return language.direction if language else "ltr"


def autonym(tag: str) -> str:
    """The language's name for itself, or the bare tag when it is not one of ours."""
    language = LANGUAGES.get(tag)
    return language.autonym if language else tag


def preference(reader: str) -> list[str]:
    """Every known tag, best first for someone who reads `reader`: own, neighbours, Swedish, English, the rest."""
    ordered = (reader, *_NEIGHBOURS.get(reader, ()), "sv", "en", *LANGUAGES)
    return list(dict.fromkeys(ordered))
