"""The text of a manuscript's file: plain text in any encoding that is recognised, or a Word document."""

from pathlib import PurePath

from subtitles.exceptions import UnreadableSubtitles, UnsupportedFormat
from subtitles.formats import word_file
from subtitles.formats.base import MAX_BYTES
from subtitles.formats.encodings import decode
from subtitles.reasons import Refusal

EXTENSIONS = ("txt", "docx")


def text_of(data: bytes, file_name: str, language: str) -> str:
    """The words of a .txt or .docx file, a paragraph a line. Raises UnsupportedFormat and UnreadableSubtitles."""
    extension = PurePath(file_name).suffix.lower().lstrip(".")
    if extension not in EXTENSIONS:
        raise UnsupportedFormat(extension)
    if len(data) > MAX_BYTES:
        raise UnreadableSubtitles(Refusal.TOO_LARGE)
    if not data.strip():
        raise UnreadableSubtitles(Refusal.EMPTY)
    if extension == "docx":
        return "\n".join(word_file.content(word_file.unpacked(data)).paragraphs)
    return decode(data, language).text
