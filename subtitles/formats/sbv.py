"""SubViewer as YouTube writes it: a line of times, the text below, an empty line between."""

import re

from subtitles.formats.base import Format
from subtitles.formats.features import Feature
from subtitles.formats.markup import escaped
from subtitles.reasons import Reason
from subtitles.timing import SRT_TIMESTAMP, as_vtt, milliseconds
from subtitles.webvtt import Cue, Document, Dropped, Parsed
from subtitles.webvtt.cuetext import plain_text
from subtitles.webvtt.writer import mark_of

_TIMES = re.compile(rf"\s*{SRT_TIMESTAMP.replace('[.,]', '[.]')}\s*,\s*{SRT_TIMESTAMP.replace('[.,]', '[.]')}\s*")


class SubViewer(Format):
    """SBV. Plain text; `[br]`, which older files have for a line break, is read as one."""

    name = "sbv"
    label = "SubViewer (YouTube)"
    extensions = ("sbv",)
    media_type = "text/plain"
    keeps = frozenset({Feature.TIMES, Feature.DIRECTION})

    def parse(self, text: str) -> Parsed:
        document, dropped, cue = Document(), list[Dropped](), None
        for number, line in enumerate(_lines(text), start=1):
            found = _TIMES.fullmatch(line)
            if found:
                cue = Cue("", milliseconds(*found.groups()[:4]), milliseconds(*found.groups()[4:]), "", "", number)
                document.blocks.append(cue)
            elif cue and line.strip():
                cue.payload += ("\n" if cue.payload else "") + _text(line)
            elif line.strip():
                dropped.append(Dropped(number, Reason.NO_TIME, line))
        return Parsed(document, dropped)

    def write(self, document: Document, direction: str = "ltr", language: str = "") -> str:
        return "\n".join(_written(cue, mark_of(cue, direction)) for cue in document.cues)


def _lines(text: str) -> list[str]:
    text = text.removeprefix("\ufeff").replace("\0", "\ufffd")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _text(line: str) -> str:
    return "\n".join(escaped(part.strip()) for part in line.split("[br]") if part.strip())


def _written(cue: Cue, mark: str) -> str:
    lines = [mark + line for line in plain_text(cue.payload).split("\n") if line.strip()]
    return "\n".join([f"{_time(cue.start_ms)},{_time(cue.end_ms)}", *lines, ""])


def _time(ms: int) -> str:
    """0:01:02.500"""
    return re.sub("^0", "", as_vtt(ms))
