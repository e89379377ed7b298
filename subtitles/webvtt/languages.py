"""The language of a cue and of its parts: what `<lang>` says, and the track's own where it says nothing.

Every tag is a BCP 47 tag's first part: what stands behind it (a country, a script) changes nothing here.
"""

import html
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Literal

from subtitles.webvtt import cuetext

# Languages that are written from right to left, those of others too: a cue may hold any.
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "azb", "bal", "ckb", "dv", "fa", "he", "prs", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a cue's plain text that is in one language."""

    text: str
    language: str

    @property
    def dir(self) -> Literal["ltr", "rtl"]:
        return direction(self.language)


def direction(language: str) -> Literal["ltr", "rtl"]:
    return "rtl" if _first_part(language) in _RIGHT_TO_LEFT else "ltr"


def spans(payload: str, language: str) -> list[Span]:
    """The text of a cue of a track in `language`; put together they are `cuetext.plain_text`. None is empty.

    Spaces belong to the stretch before them.
    """
    if "<lang" not in payload:
        text = cuetext.plain_text(payload)
        return [Span(text, language)] if text else []
    found = groupby(_led(payload, language), key=itemgetter(1))
    return [Span("".join(text for text, _ in stretch), tag) for tag, stretch in found]


def language_of(payload: str, language: str) -> str:
    """The language of the whole of a cue: that of most of its letters."""
    if "<lang" not in payload:
        return language
    letters: Counter[str] = Counter()
    for span in spans(payload, language):
        letters[span.language] += sum(map(str.isalpha, span.text))
    most = max(letters.values(), default=0)
    return language if letters[language] == most else max(letters, key=letters.__getitem__)


def direction_of(payload: str, usual: str) -> str:
    """Which way a cue is read, in a track whose own language is read in the `usual` one."""
    tag = language_of(payload, "")
    return direction(tag) if tag else usual


def as_html(payload: str, language: str) -> str:
    """The text, escaped, with a span around what is in another language than the track; line feeds stay."""
    return "".join(_tagged(span, html.escape(span.text), language) for span in spans(payload, language))


def _tagged(span: Span, text: str, language: str) -> str:
    if span.language == language:
        return text
    return f'<span lang="{html.escape(span.language)}" dir="{span.dir}">{text}</span>'


def _led(payload: str, language: str) -> Iterator[tuple[str, str]]:
    tag = language
    for text, own in _marked(payload, language):
        if plain := cuetext.without_marks(text):
            tag = own if plain.strip() else tag
            yield plain, tag


def _marked(payload: str, language: str) -> Iterator[tuple[str, str]]:
    """Each text as the tree has it, with the language of the innermost span around it."""
    waiting: list[tuple[cuetext.Node | str, str]] = [(cuetext.tree(payload), language)]
    while waiting:  # a stack of our own: a hostile payload nests deeper than Python recurses
        node, tag = waiting.pop()
        if isinstance(node, str):
            yield node, tag
        else:
            tag = (_first_part(node.annotation) or tag) if node.name == "lang" else tag
            waiting += [(child, tag) for child in reversed(node.children)]


def _first_part(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()
