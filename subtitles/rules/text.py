"""A cue as the rules see it: what is worked out once, whatever number of rules asks for it."""

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import regex

from subtitles.cuelike import Placed
from subtitles.webvtt import cuetext, languages

ZWNJ = "\u200c"
# Letters that join nothing, quick to see: Latin ones, Arabic ones without marks, common punctuation.
_SIMPLE = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u061b\u061d-\u064a\u0660-\u066f\u0671-\u06d5\u06f0-\u06ff\u2010-\u2027]*"
)
# Where every code point is a character of its own there is nothing to put together.
_JOINED = regex.compile(r"[^\p{GCB=Other}]|\p{Extended_Pictographic}")
_GRAPHEME = regex.compile(r"\X")


class Part(NamedTuple):
    """A range of a cue's plain text that is in one language."""

    start: int
    end: int
    language: str


class Text:
    """A cue's times and plain text: no tags, no marks of direction, character references read; ZWNJ kept."""

    __slots__ = ("_lengths", "_lines", "end_ms", "payload", "plain", "settings", "start_ms")

    def __init__(self, cue: Placed) -> None:
        self.start_ms = cue.start_ms
        self.end_ms = cue.end_ms
        self.payload = cue.payload
        self.settings = cue.settings
        self.plain = cuetext.plain_text(cue.payload)
        self._lines: list[tuple[int, str]] = []
        self._lengths: list[int] = []

    @property
    def lines(self) -> list[tuple[int, str]]:
        """Each line with its place in the plain text."""
        if not self._lines:
            at = 0
            for line in self.plain.split("\n"):
                self._lines.append((at, line))
                at += len(line) + 1
        return self._lines

    @property
    def lengths(self) -> list[int]:
        """How many characters a reader sees in each line."""
        if not self._lengths:
            self._lengths = [graphemes(line) for _, line in self.lines]
        return self._lengths

    @property
    def length(self) -> int:
        return sum(self.lengths)

    def parts(self, language: str) -> list[Part]:
        """The stretches of one language each, in a track in `language`; one at the least."""
        if "<lang" not in self.payload:
            return [Part(0, len(self.plain), language)]
        spans = languages.spans(self.payload, language)
        ends = list(accumulate(len(span.text) for span in spans))
        found = zip([0, *ends], ends, spans, strict=False)
        return [Part(start, end, span.language) for start, end, span in found] or [Part(0, 0, language)]

    @property
    def duration_ms(self) -> int:
        return self.end_ms - self.start_ms


def graphemes(text: str) -> int:
    """What a reader counts: a letter with its marks is one, ZWNJ none (extended grapheme clusters, UAX #29)."""
    text = text.replace(ZWNJ, "")
    if _SIMPLE.fullmatch(text):
        return len(text)
    return len(_GRAPHEME.findall(text)) if _JOINED.search(text) else len(text)


def texts(cues: Sequence[Placed]) -> list[Text]:
    return [Text(cue) for cue in cues]
