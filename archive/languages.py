"""The languages that titles, texts and tracks can be in, as BCP 47 tags, each with its own name and direction; and that
of whoever reads."""

from dataclasses import dataclass
from typing import Literal, Self

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, get_language_info, gettext, gettext_noop

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

# What a text may turn out to be in, though nothing here is kept in it; Django knows more names, but not this one.
_OTHERS = {"no": gettext_noop("Norwegian")}

CHOICES: list[tuple[str, str]] = [(language.tag, language.autonym) for language in LANGUAGES.values()]

PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")

# Which language a reader of the key most likely reads next best. Dari and Persian are one written language with
# different names, so they stand first for each other.
_NEIGHBOURS: dict[str, tuple[str, ...]] = {"fa": ("prs",), "prs": ("fa",), "ckb": ("kmr",), "kmr": ("ckb",)}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text with its BCP 47 language and writing direction, ready for `lang` and `dir` in a page."""

    text: str
    lang: str
    dir: Direction

    @classmethod
    def of(cls, text: str, language: str) -> Self:
        return cls(text, language, direction(language))

    def __str__(self) -> str:
        return self.text


def reader() -> str:
    """The language of whoever reads the page that is being made; the site's own where nobody does."""
    return get_language() or settings.LANGUAGE_CODE


def digits(value: object) -> str:
    """A number in the digits of the reader's language."""
    return str(value).translate(PERSIAN_DIGITS) if get_language() == "fa" else str(value)


def direction(tag: str) -> Direction:
    """The writing direction of a language tag; an unknown tag reads left to right."""
    language = LANGUAGES.get(tag) or LANGUAGES.get(tag.split("-", maxsplit=1)[0])
    return language.direction if language else "ltr"


def autonym(tag: str) -> str:
    """The language's name for itself, or the bare tag when it is not one of ours."""
    language = LANGUAGES.get(tag)
    return language.autonym if language else tag


def name(tag: str) -> str:
    """The language's name in the reader's language, or the bare tag when nobody here knows it."""
    language = LANGUAGES.get(tag)
    if language or tag in _OTHERS:
        return gettext(language.english if language else _OTHERS[tag])
    return str(get_language_info(tag)["name_translated"]) if tag in LANG_INFO else tag


def preference(reader: str) -> list[str]:
    """Every known tag, best first for someone who reads `reader`: own, neighbours, Swedish, English, the rest."""
    ordered = (reader, *_NEIGHBOURS.get(reader, ()), "sv", "en", *LANGUAGES)
    return list(dict.fromkeys(ordered))
