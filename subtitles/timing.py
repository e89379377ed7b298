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
    return _written(ms, ".")


def as_srt(ms: int) -> str:
    """00:01:02,500"""
    return _written(ms, ",")


def _written(ms: int, point: str) -> str:
    seconds, fraction = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{fraction:03}"
