"""The subtitle formats, one entry each. No Django here.

A new format is a class in a module of its own and a line in FORMATS.
"""

from pathlib import PurePath

from subtitles.exceptions import UnsupportedFormat
from subtitles.formats.base import MAX_BYTES, MAX_CUES, Format, Reading
from subtitles.formats.srt import SubRip
from subtitles.formats.vtt import WebVTT

FORMATS: dict[str, Format] = {known.name: known for known in (WebVTT(), SubRip())}

__all__ = ["FORMATS", "MAX_BYTES", "MAX_CUES", "Format", "Reading", "format_for"]


def format_for(file_name: str) -> Format:
    """The format of a file by the end of its name. Raises UnsupportedFormat."""
    extension = PurePath(file_name).suffix.lower().lstrip(".")
    for known in FORMATS.values():
        if extension in known.extensions:
            return known
    raise UnsupportedFormat(extension)
