"""Byte ranges (RFC 9110, section 14): seeking needs them and Django's own file response has none."""

import re

CHUNK = 64 * 1024
# No file has more than 18 digits of bytes; what is longer is no range, and `int` refuses thousands of digits.
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class Unsatisfiable(Exception):
    """The range lies outside the file."""


def span(header: str, size: int) -> tuple[int, int] | None:
    """The first and last byte that a Range header asks for; None means the whole file.

    Several ranges at once, and units that are not bytes, are answered with the whole file, as the standard allows.
    Raises Unsatisfiable.
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        if int(last) == 0 or size == 0:
            raise Unsatisfiable
        return max(0, size - int(last)), size - 1
    start, end = int(first), min(int(last or size - 1), size - 1)
    if last and int(last) < start:
        return None
    if start >= size:
        raise Unsatisfiable
    return start, end
