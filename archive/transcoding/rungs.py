"""What came out: each rung's playlist and segments, read back and measured."""

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from archive.transcoding import boxes

INDEX = "index.m3u8"
SEGMENT = re.compile(r"^#EXTINF:([\d.]+),[^\n]*\n(\S+)$", re.MULTILINE)
TARGET = re.compile(r"^#EXT-X-TARGETDURATION:(\d+)$", re.MULTILINE)
INIT = re.compile(r'^#EXT-X-MAP:URI="(\S+)"$', re.MULTILINE)


class IncompleteError(ValueError):
    """A playlist that does not end, or names what is not there. For the log, not for people."""


@dataclass(frozen=True)
class Segment:
    """One file of a playlist."""

    name: str
    seconds: float
    size: int


@dataclass(frozen=True)
class Rung:
    """One rung as it lies on disk. Sizes in pixels (0 for sound), rates in bits per second.

    `samples`: frames of video, packets of sound. `first_shown`: ticks between zero and the first of them.
    """

    name: str
    codecs: str
    bandwidth: int
    average_bandwidth: int
    duration_ms: int
    samples: int
    first_shown: int = 0
    width: int = 0
    height: int = 0
    channels: int = 0
    frame_rate: Fraction | None = None

    @property
    def is_video(self) -> bool:
        return bool(self.width)


def measure(
    directory: Path,
    name: str,
    *,
    width: int = 0,
    height: int = 0,
    channels: int = 0,
    frame_rate: Fraction | None = None,
) -> Rung:
    """Read back the rung in `directory / name`. Raises IncompleteError."""
    folder = directory / name
    try:
        playlist = (folder / INDEX).read_text()
        target, segments = _segments(folder, playlist)
        fragments = [part for segment in segments for part in boxes.fragments((folder / segment.name).read_bytes())]
        codecs = boxes.codec((folder / _init_name(playlist)).read_bytes())
    except (FileNotFoundError, boxes.MalformedBoxesError) as error:
        raise IncompleteError(f"{name}: {error}") from error
    seconds = sum(segment.seconds for segment in segments)
    return Rung(
        name=name,
        codecs=codecs,
        bandwidth=peak_bandwidth(segments, target),
        average_bandwidth=_bits_per_second(segments),
        duration_ms=round(seconds * 1000),
        samples=sum(fragment.samples for fragment in fragments),
        first_shown=fragments[0].first_shown if fragments else 0,
        width=width,
        height=height,
        channels=channels,
        frame_rate=frame_rate,
    )


def _segments(folder: Path, playlist: str) -> tuple[int, list[Segment]]:
    target = TARGET.search(playlist)
    if target is None or not playlist.rstrip().endswith("#EXT-X-ENDLIST"):
        raise IncompleteError(f"{folder.name}: the playlist does not end")
    found = [
        Segment(name, float(seconds), (folder / name).stat().st_size) for seconds, name in SEGMENT.findall(playlist)
    ]
    if not found or any(segment.size == 0 for segment in found):
        raise IncompleteError(f"{folder.name}: a segment is empty or missing")
    return int(target[1]), found


def _init_name(playlist: str) -> str:
    found = INIT.search(playlist)
    if found is None:
        raise IncompleteError("the playlist names no initialisation segment")
    return found[1]


def peak_bandwidth(segments: list[Segment], target_seconds: int) -> int:
    """The peak segment bit rate of RFC 8216, 4.3.4.2: a segment shorter than half the target does not count."""
    rates = [segment.size * 8 / segment.seconds for segment in segments if segment.seconds >= target_seconds / 2]
    return max(round(max(rates, default=0)), _bits_per_second(segments))


def _bits_per_second(segments: list[Segment]) -> int:
    return round(sum(segment.size for segment in segments) * 8 / max(0.001, sum(part.seconds for part in segments)))
