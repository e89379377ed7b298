from subtitles.formats import vtt_mending
from subtitles.formats.base import Format
from subtitles.formats.features import EVERYTHING, Feature
from subtitles.webvtt import Document, Parsed, parse, write

_SIGNATURE = "WEBVTT"


class WebVTT(Format):
    """The W3C's format, and the shape in which everything is kept."""

    name = "vtt"
    label = "WebVTT"
    extensions = ("vtt", "webvtt")
    media_type = "text/vtt"
    keeps = EVERYTHING - {Feature.WORDS}

    def recognises(self, text: str) -> bool:
        return text.lstrip("\ufeff \t\r\n").upper().startswith(_SIGNATURE)

    def parse(self, text: str) -> Parsed:
        return parse(text)

    def parse_mended(self, text: str, parsed: Parsed) -> Parsed | None:
        return vtt_mending.read(text, parsed)

    def write(self, document: Document, direction: str = "ltr", language: str = "") -> str:
        return write(document, direction)
