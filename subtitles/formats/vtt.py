from subtitles.formats.base import Format
from subtitles.webvtt import Document, Parsed, parse, write


class WebVTT(Format):
    """The W3C's format, and the shape in which everything is kept."""

    name = "vtt"
    label = "WebVTT"
    extensions = ("vtt", "webvtt")
    media_type = "text/vtt"
    keeps_settings = True
    keeps_blocks = True

    def parse(self, text: str) -> Parsed:
        return parse(text)

    def write(self, document: Document, direction: str = "ltr") -> str:
        return write(document, direction)
