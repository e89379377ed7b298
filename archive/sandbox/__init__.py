"""The only place that starts a process; what is started reads files that strangers made."""

from archive.sandbox.ffmpeg import INPUT_OPTIONS, MAX_PIXELS, ffmpeg_path, ffprobe_path, input_arguments
from archive.sandbox.run import Completed, Limits, run

__all__ = [
    "INPUT_OPTIONS",
    "MAX_PIXELS",
    "Completed",
    "Limits",
    "ffmpeg_path",
    "ffprobe_path",
    "input_arguments",
    "run",
]
