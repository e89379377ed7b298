"""Where a film is cut, by ffmpeg's scdet: the moments at which another picture begins."""

import re

from archive.derivatives.graph import Stream

THRESHOLD = 10  # of 100, ffmpeg's own: how much of the picture changes at once
WIDTH, HEIGHT = 320, 180  # a cut is as clear in a small picture, and costs a fortieth
_TIME = re.compile(r"lavfi\.scd\.time=([\d.]+)")


def detect(picture: Stream) -> Stream:
    """The picture, with each cut written to standard output as it is met."""
    small = picture.filter("scale", WIDTH, HEIGHT).filter("scdet", threshold=THRESHOLD)
    return small.filter("metadata", mode="print", key="lavfi.scd.time", file="-", direct=1)


def moment(line: str) -> int | None:
    """The ms of a cut, from a line of what ffmpeg writes; None for any other line."""
    found = _TIME.match(line.strip())
    return round(float(found[1]) * 1000) if found else None
