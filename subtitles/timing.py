"""Times of cues, as whole milliseconds. No Django here.

The syntax is that of the W3C's WebVTT, section "collect a WebVTT timestamp": hours of any length and optional, minutes
and seconds of two digits up to 59, three digits of a second. Hours end at nine digits here, far beyond any recording,
so that every time fits a database column.
"""

import re

TIMESTAMP = r"(?:([0-9]{1,9}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})(?![0-9])"
# SubRip was never written down: comma or full stop, short fields and missing zeros all occur.
SRT_TIMESTAMP = r"(?:([0-9]{1,9}):)?([0-5]?[0-9]):([0-5]?[0-9])(?:[.,]([0-9]{1,3}))?(?![0-9])"

_TIMESTAMP = re.compile(TIMESTAMP)
_SRT_TIMESTAMP = re.compile(SRT_TIMESTAMP)
_TWO_DIGITS = tuple(f"{number:02}" for number in range(60))


def parse(text: str) -> int:
    """Milliseconds of a WebVTT timestamp such as 01:02.500. Raises ValueError for anything else."""
    found = _TIMESTAMP.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return milliseconds(*found.groups())


def parse_srt(text: str) -> int:
    """Milliseconds of a SubRip timestamp such as 00:01:02,5. Raises ValueError for anything else."""
    found = _SRT_TIMESTAMP.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return milliseconds(*found.groups())


def milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> int:
    """The four groups of either pattern as milliseconds; a fraction of one digit is tenths."""
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "").ljust(3, "0"))


def as_vtt(ms: int) -> str:
    """00:01:02.500; hours are always written, since not every old player reads times without."""
    seconds, fraction = divmod(ms, 1000)
    minutes = seconds // 60
    return f"{minutes // 60:02}:{_TWO_DIGITS[minutes % 60]}:{_TWO_DIGITS[seconds % 60]}.{fraction:03}"


def as_srt(ms: int) -> str:
    """00:01:02,500"""
    return as_vtt(ms).replace(".", ",")
