"""A length or a place in a recording, from integer milliseconds: 62500 as 1:02, as PT1M2S and as 62.5, each said here.

What WebVTT and SubRip write is theirs: see `subtitles.timing`.
"""

from archive.languages import digits


def short(milliseconds: int) -> str:
    """`62500` as 1:02, in the reader's digits; hours only where there are any."""
    hours, minutes, seconds = _clock(milliseconds)
    return digits(f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}")


def precise(milliseconds: int) -> str:
    """`62500` as 0:01:02.5, with hours and tenths, in the reader's digits, as a person types it in a form."""
    hours, minutes, seconds = _clock(milliseconds)
    return digits(f"{hours}:{minutes:02}:{seconds:02}.{milliseconds // 100 % 10}")


def duration(milliseconds: int) -> str:
    """`62500` as PT1M2S: ISO 8601, whole seconds, units of which there are none left out."""
    units = "".join(f"{number}{unit}" for number, unit in zip(_clock(milliseconds), "HMS", strict=True) if number)
    return f"PT{units or '0S'}"


def seconds(milliseconds: int) -> str:
    """`62500` as 62.5: the form of a moment in an address, `?t=62.5`."""
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".")


def _clock(milliseconds: int) -> tuple[int, int, int]:
    total = milliseconds // 1000
    return total // 3600, total // 60 % 60, total % 60
