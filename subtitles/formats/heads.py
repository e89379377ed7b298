"""Where a cue of SubRip begins: the line of its times, in all the ways in which people and programs write one."""

import re
import unicodedata
from dataclasses import dataclass

from subtitles.timing import SRT_TIMESTAMP, as_srt, milliseconds
from subtitles.webvtt.parser import ARROW

_USUAL = re.compile(rf"\s*{SRT_TIMESTAMP}\s*-->\s*{SRT_TIMESTAMP}(.*)")
# What editors, phones and people made of an arrow.
_ARROW = r"(?:[-\u2010-\u2015\u2212=](?:\s?[-\u2010-\u2015\u2212=]){0,2}\s?>{1,2}|[→⟶➔➜⇒])"
_TIME = r"(?:(-)\s?)?(?:([0-9]{1,9})\s?:\s?)?([0-9]{1,3})\s?:\s?([0-9]{1,2})(?:\s?[.,:;]\s?([0-9]{1,9}))?"
_UNUSUAL = re.compile(rf"{_TIME}\s?{_ARROW}\s?{_TIME}(?![0-9:.,])(.*)")
_HALF = re.compile(rf"(?:{_TIME}\s?{_ARROW}.*|.*{_ARROW}\s?{_TIME})")
_HAS_ARROW = re.compile(_ARROW)
_NUMBER = re.compile(r"[0-9]+\.?")
_SIGNS = str.maketrans("٫．٬،，؛：\u2236\u2212", "..,,,;::-")
_LONGEST_NUMBER = 30
_ARROW_ENDS = ("→", "⟶", "➔", "➜", "⇒")


@dataclass(slots=True)
class Head:
    """The times of a cue in milliseconds, never before 0, and what stands after them on the line.

    `as_written` is the line as SubRip wants it; `usual` whether readers of SubRip understand it as it stands.
    """

    start_ms: int
    end_ms: int
    rest: str
    usual: bool
    negative: bool = False

    @property
    def as_written(self) -> str:
        return f"{as_srt(self.start_ms)} {ARROW} {as_srt(self.end_ms)}"


def may_be(line: str) -> bool:
    """Whether there is any arrow in the line; quick, for the many lines without."""
    ends = ">" in line or (not line.isascii() and any(end in line for end in _ARROW_ENDS))
    return ends and _HAS_ARROW.search(line) is not None


def read(line: str) -> Head | None:
    """The times that a line holds; None when it is no such line."""
    found = _USUAL.fullmatch(line)
    if found:
        groups = found.groups()
        return Head(milliseconds(*groups[:4]), milliseconds(*groups[4:8]), groups[8].strip(), usual=True)
    found = _UNUSUAL.fullmatch(plain(line))
    if found is None:
        return None
    groups = found.groups()
    start_ms, end_ms = _milliseconds(*groups[:5]), _milliseconds(*groups[5:10])
    rest = groups[10].strip()
    return Head(max(start_ms, 0), max(end_ms, 0), rest, usual=False, negative=min(start_ms, end_ms) < 0)


def is_half(line: str) -> bool:
    """Whether the line is meant for times, of which only one can be read."""
    return may_be(line) and _HALF.fullmatch(plain(line)) is not None


def number(line: str) -> int | None:
    """The number that a line is, whatever digits it is written in."""
    if len(line) > _LONGEST_NUMBER:
        return None
    if line.isascii() and line.isdecimal():
        return int(line)
    text = plain(line)
    return int(text.rstrip(".")) if _NUMBER.fullmatch(text) else None


def plain(line: str) -> str:
    """The line with ASCII's digits and signs, single spaces and nothing invisible in it."""
    if not line.isascii():
        line = "".join(_plain(character) for character in line.translate(_SIGNS))
    return " ".join(line.split())


def _plain(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) == "Cf" else character


def _milliseconds(sign: str, hours: str | None, minutes: str, seconds: str, fraction: str | None) -> int:
    # A fourth digit and more are of no use to anybody.
    ms = milliseconds(hours, minutes, seconds, (fraction or "")[:3])
    return -ms if sign else ms
