"""SubRip: never standardised, so read as players commonly do, with every line left out reported."""

import html
import re

from subtitles.formats.base import Format
from subtitles.reasons import Reason
from subtitles.timing import SRT_TIMESTAMP, as_srt, milliseconds
from subtitles.webvtt import Cue, Document, Dropped, Parsed, cuetext
from subtitles.webvtt.parser import ARROW
from subtitles.webvtt.writer import RIGHT_TO_LEFT_MARK

_TIMES = re.compile(rf"\s*{SRT_TIMESTAMP}\s*-->\s*{SRT_TIMESTAMP}(.*)")
_NUMBER = re.compile(r"\s*[0-9]+\s*")
# {\an8} and its like place a line; <font> colours it; <b>, <i> and <u> are the same in WebVTT.
_MARKUP = re.compile(r"\{\\[^{}\n]*\}|</?font\b[^<>\n]*>|(</?[biu]>)", re.IGNORECASE)


class SubRip(Format):
    """SRT. Its text becomes WebVTT cue text on the way in and goes back on the way out."""

    name = "srt"
    label = "SubRip"
    extensions = ("srt",)
    media_type = "application/x-subrip"
    keeps_settings = False
    keeps_blocks = False

    def parse(self, text: str) -> Parsed:
        # Some old programs wrote CR CR LF, which would look like an empty line after every line.
        text = text.removeprefix("\ufeff").replace("\0", "\ufffd").replace("\r\r\n", "\n")
        return _parse(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))

    def write(self, document: Document, direction: str = "ltr") -> str:
        mark = RIGHT_TO_LEFT_MARK if direction == "rtl" else ""
        return "\n".join(_written(number, cue, mark) for number, cue in enumerate(document.cues, start=1))


def _parse(lines: list[str]) -> Parsed:
    document, dropped, at = Document(), [], 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        end = _end(lines, at)
        times = _times(lines, at, end)
        found = _TIMES.fullmatch(lines[times]) if times is not None else None
        if times is None or found is None:
            dropped += _reported(lines, at, end, times)
        else:
            identifier = lines[at].strip() if at < times else ""
            document.blocks.append(_cue(identifier, found.groups(), lines[times + 1 : end], times + 1, dropped))
        at = end
    return Parsed(document, dropped)


def _end(lines: list[str], first: int) -> int:
    """A block ends at an empty line, or where the next cue begins without one."""
    at, numbered = first + 1, _NUMBER.fullmatch(lines[first]) is not None
    while at < len(lines) and lines[at].strip():
        if ARROW in lines[at] and not (numbered and at == first + 1):
            return at - 1 if at - 1 > first and _NUMBER.fullmatch(lines[at - 1]) else at
        at += 1
    return at


def _times(lines: list[str], first: int, end: int) -> int | None:
    """The index of the block's line of times: its first line, or the second below a number."""
    if ARROW in lines[first]:
        return first
    numbered = _NUMBER.fullmatch(lines[first]) and first + 1 < end and ARROW in lines[first + 1]
    return first + 1 if numbered else None


def _reported(lines: list[str], first: int, end: int, times: int | None) -> list[Dropped]:
    reason = Reason.NO_TIME if times is None else Reason.WITH_BAD_TIME
    return [
        Dropped(index + 1, Reason.BAD_TIME if index == times else reason, lines[index]) for index in range(first, end)
    ]


def _cue(identifier: str, found: tuple[str, ...], texts: list[str], line: int, dropped: list[Dropped]) -> Cue:
    """A cue from its number, the groups of its times, the lines below and the line number of its times."""
    if found[8].strip():  # coordinates, as some programs wrote
        dropped.append(Dropped(line, Reason.MARKUP, found[8].strip()))
    payload = [_as_cue_text(text, line + below, dropped) for below, text in enumerate(texts, start=1)]
    start_ms, end_ms = milliseconds(*found[:4]), milliseconds(*found[4:8])
    return Cue(identifier, start_ms, end_ms, "", "\n".join(text for text in payload if text), line)


def _as_cue_text(line: str, number: int, dropped: list[Dropped]) -> str:
    """Escape what WebVTT would take for markup, keep <b>, <i> and <u>, report the rest."""
    written, lost, at = [], [], 0
    for found in _MARKUP.finditer(line):
        written.append(html.escape(line[at : found.start()], quote=False))
        at = found.end()
        if found[1]:
            written.append(found[1].lower())
        else:
            lost.append(found[0])
    if lost:
        dropped.append(Dropped(number, Reason.MARKUP, " ".join(lost)))
    return "".join(written) + html.escape(line[at:], quote=False)


def _written(number: int, cue: Cue, mark: str) -> str:
    # SubRip has no way to write an arrow inside a text.
    text = "".join(_srt_token(token) for token in cuetext.tokens(cue.payload)).replace(ARROW, "→")
    lines = [mark + line.removeprefix(mark) for line in text.splitlines() if line.strip()]
    return "\n".join([str(number), f"{as_srt(cue.start_ms)} {ARROW} {as_srt(cue.end_ms)}", *lines, ""])


def _srt_token(token: cuetext.Token) -> str:
    if token.kind == "text":
        return token.value
    if token.value not in {"b", "i", "u"} or token.kind == "timestamp":
        return ""
    return f"<{'/' if token.kind == 'end' else ''}{token.value}>"
