"""How loud a recording is along its time line, for the player to draw."""

import json
import math
import sys
from array import array
from pathlib import Path

VERSION = 1
# What ffmpeg writes for us: 16-bit little-endian, one channel.
SAMPLE_RATE = 8000
SAMPLE_BYTES = 2
FULL_SCALE = 32768
MOST = 4000
SHORTEST_INTERVAL_MS = 50


def interval_ms(duration_ms: int) -> int:
    """Time between two peaks: as fine as 4,000 of them allow."""
    return max(SHORTEST_INTERVAL_MS, math.ceil(duration_ms / MOST))


def peaks(samples: Path, every_ms: int) -> list[float]:
    """The greatest deflection in each interval, 0-1, from a file of raw samples."""
    size = SAMPLE_RATE * every_ms // 1000 * SAMPLE_BYTES
    found = []
    with samples.open("rb") as stream:
        while chunk := stream.read(size):
            found.append(_peak(chunk[: len(chunk) // SAMPLE_BYTES * SAMPLE_BYTES]))
    return found


def _peak(chunk: bytes) -> float:
    values = array("h", chunk)
    if not values:
        return 0.0
    if sys.byteorder == "big":
        values.byteswap()
    highest, lowest = max(values), min(values)
    return round(max(highest, -lowest) / FULL_SCALE, 3)


def document(samples: Path, duration_ms: int, gain_db: float = 0.0) -> str:
    """The JSON that the player reads; as loud as what is streamed, that is with the gain applied."""
    every_ms = interval_ms(duration_ms)
    factor = 10 ** (gain_db / 20)
    heights = [round(min(1.0, peak * factor), 3) for peak in peaks(samples, every_ms)]
    return json.dumps({"version": VERSION, "interval_ms": every_ms, "peaks": heights}, separators=(",", ":"))
