"""SubRip: never standardised. What is written as programs write it is read quickly, the rest carefully."""

from subtitles.formats import heads, srt_careful, srt_text, srt_usual
from subtitles.formats.base import Format
from subtitles.formats.features import Feature
from subtitles.formats.srt_text import Taken
from subtitles.timing import as_srt
from subtitles.webvtt import Cue, Document, Parsed
from subtitles.webvtt.parser import ARROW
from subtitles.webvtt.writer import mark_of

_OF_ANOTHER = "WEBVTT"


class SubRip(Format):
    """SRT. Its text becomes WebVTT cue text on the way in and goes back on the way out."""

    name = "srt"
    label = "SubRip"
    extensions = ("srt",)
    media_type = "application/x-subrip"
    keeps = frozenset({Feature.MARKUP, Feature.TIMES, Feature.DIRECTION})

    def recognises(self, text: str) -> bool:
        if text.lstrip("\ufeff \t\r\n").upper().startswith(_OF_ANOTHER):
            return False
        return any(heads.may_be(line) and heads.read(line) for line in text.splitlines())

    def parse(self, text: str) -> Parsed:
        # Some old programs wrote CR CR LF, which would look like an empty line after every line.
        text = text.removeprefix("\ufeff").replace("\0", "\ufffd").replace("\r\r\n", "\n")
        return _Reading(text.replace("\r\n", "\n").replace("\r", "\n")).parsed()

    def write(self, document: Document, direction: str = "ltr", language: str = "") -> str:
        return "\n".join(_written(number, cue, direction) for number, cue in enumerate(document.cues, start=1))


class _Reading:
    """One pass over a text with line feeds: the usual cues, and carefully what lies between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self.line = 1
        self.document, self.taken, self.counted = Document(), Taken([], []), srt_careful.Counted()

    def parsed(self) -> Parsed:
        at, minutes, blocks = 0, srt_usual.Minutes(), self.document.blocks
        for found in srt_usual.CUE.finditer(self.text):
            if found.start() > at:
                self._carefully(at, found.start())
            cue = srt_usual.cue(found, self.line, minutes)
            blocks.append(cue)
            at = found.end()
            self.line += self.text.count("\n", found.start(), at)
            self.counted.heads += 1
            self.counted.last = int(cue.identifier) or self.counted.heads
        if at < len(self.text):
            self._carefully(at, len(self.text))
        return Parsed(self.document, self.taken.dropped, self.taken.mended)

    def _carefully(self, start: int, end: int) -> None:
        """Read what stands between two places of the text, each the beginning of a cue or an end of the file."""
        self.lines = self.lines or self.text.split("\n")
        first = self.line - 1
        self.line += self.text.count("\n", start, end)
        stop = len(self.lines) if end == len(self.text) else self.line - 1
        self.document.blocks += srt_careful.read(self.lines, first, stop, self.counted, self.taken)


def _written(number: int, cue: Cue, direction: str) -> str:
    text = _text(cue.payload, mark_of(cue, direction))
    return f"{number}\n{as_srt(cue.start_ms)} {ARROW} {as_srt(cue.end_ms)}\n{text}"


def _text(payload: str, mark: str) -> str:
    """The lines of a cue, each with its line feed."""
    if srt_usual.is_text(payload):
        text = payload.replace("\n", f"\n{mark}") if mark else payload
        return f"{mark}{text}\n"
    return "".join(f"{mark}{line.removeprefix(mark)}\n" for line in srt_text.srt_lines(payload))
