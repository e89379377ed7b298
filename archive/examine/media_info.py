"""What is in a media file, as plain values. Kept with the original as JSON; `probe` says how it is found."""

from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any, Literal, Self

PROGRESSIVE = "progressive"
TOP_FIRST = "tff"
BOTTOM_FIRST = "bff"


@dataclass(frozen=True)
class VideoInfo:
    """One moving picture. `width` and `height` as stored, before rotation and before pixels are made square.

    `rotation`: degrees clockwise it must be turned to stand upright. `sample_aspect_ratio` and `frame_rate` as "a/b".
    `scan`: progressive, tff or bff (the field that comes first). `frames`: as the file claims, None if it does not.
    """

    index: int
    codec: str
    width: int
    height: int
    frame_rate: str
    sample_aspect_ratio: str = "1/1"
    rotation: int = 0
    scan: str = PROGRESSIVE
    variable_frame_rate: bool = False
    pixel_format: str = ""
    frames: int | None = None

    @property
    def interlaced(self) -> bool:
        return self.scan != PROGRESSIVE

    @property
    def display_size(self) -> tuple[int, int]:
        """Width and height in square pixels, upright. PAL 4:3 is stored as 720x576 and shown as 768x576."""
        width = round(self.width * Fraction(self.sample_aspect_ratio))
        return (self.height, width) if self.rotation in (90, 270) else (width, self.height)


@dataclass(frozen=True)
class AudioInfo:
    """One sound track; `sample_rate` in hertz."""

    index: int
    codec: str
    channels: int
    sample_rate: int


@dataclass(frozen=True)
class MediaInfo:
    """A file that can be played. `container` is ffmpeg's name of the format; `tags` are for staff only."""

    kind: Literal["audio", "video"]
    duration_ms: int
    container: str
    media_type: str
    video: VideoInfo | None = None
    audio: AudioInfo | None = None
    tags: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The inverse of `as_json`."""
        video, audio = data.get("video"), data.get("audio")
        parts = {"video": VideoInfo(**video) if video else None, "audio": AudioInfo(**audio) if audio else None}
        return cls(**{**data, **parts})
