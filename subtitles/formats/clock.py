"""Times as people write them in tables and transcripts."""

import re

from subtitles.timing import as_vtt

_DIGITS = {base + digit: str(digit) for base in (0x0660, 0x06F0) for digit in range(10)}
_MARKS = {"٫": ".", ",": ".", "،": ".", "：": ":"}
_WRITTEN = str.maketrans({chr(code): digit for code, digit in _DIGITS.items()} | _MARKS)
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CLOCK = r"(?:(?:([0-9]{1,4}):)?([0-9]{1,5}):)?([0-9]{1,7})(?:\.([0-9]{1,9}))?"
_CLOCK = re.compile(rf"\s*{CLOCK}\s*(?:s|sek?\.?|sec\.?|ث)?\s*")
_CLOCK_LENGTH = 40


def plain(text: str) -> str:
    """Persian and Arabic digits and separators as those of ASCII, each in its place."""
    return text.translate(_WRITTEN)


def milliseconds(text: str) -> int | None:
    """Of 1:02:03.5, 62:03, 62,5 or ۱:۰۲; None for anything else. Without a colon it is seconds."""
    found = _CLOCK.fullmatch(plain(_BIDI.sub("", text))) if len(text) < _CLOCK_LENGTH else None
    return of_groups(*found.groups()) if found else None


def of_groups(hours: str | None, minutes: str | None, seconds: str, fraction: str | None) -> int:
    """The groups of CLOCK as milliseconds; digits of the fraction beyond the third are cut off."""
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "").ljust(3, "0")[:3])


def to_the_second(ms: int) -> str:
    """01:02:03"""
    return as_vtt(ms).partition(".")[0]
