"""What is put together: files with what is in them, and what the whole looks like. Pure; times in milliseconds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from archive.examine.media_info import PROGRESSIVE, AudioInfo, MediaInfo, VideoInfo


@dataclass(frozen=True)
class Part:
    """A file, or what lies between two moments of it; None is its beginning, and its end."""

    path: Path
    info: MediaInfo
    in_ms: int | None = None
    out_ms: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.in_ms is None and self.out_ms is None

    @property
    def duration_ms(self) -> int:
        ends = self.info.duration_ms if self.out_ms is None else min(self.out_ms, self.info.duration_ms)
        return max(0, ends - (self.in_ms or 0))


def whole(parts: Sequence[Part]) -> MediaInfo:
    """The parts one after the other, as if they were one file: as large, fast and rich in channels as any of them."""
    first = parts[0].info
    length = sum(part.duration_ms for part in parts)
    if len(parts) == 1:
        return replace(first, duration_ms=length)
    videos = [part.info.video for part in parts if part.info.video]
    audios = [part.info.audio for part in parts if part.info.audio]
    return replace(first, duration_ms=length, video=_picture(videos), audio=_sound(audios))


def _picture(videos: Sequence[VideoInfo]) -> VideoInfo | None:
    if not videos:
        return None
    largest = max(videos, key=lambda video: video.display_size[0] * video.display_size[1])
    fastest = max(videos, key=lambda video: Fraction(video.frame_rate))
    return replace(largest, frame_rate=fastest.frame_rate, scan=PROGRESSIVE, frames=None)


def _sound(audios: Sequence[AudioInfo]) -> AudioInfo | None:
    return max(audios, key=lambda audio: audio.channels, default=None)
