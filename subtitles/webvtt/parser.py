"""Reading a file: the WebVTT parser algorithm of the W3C (sections "WebVTT parser algorithm", "collect a block").

It never fails. What a browser would pass over is passed over here too, and reported.
"""

import re

from subtitles.reasons import Reason
from subtitles.timing import TIMESTAMP, milliseconds
from subtitles.webvtt.document import Block, BlockKind, Cue, Document, Dropped, Parsed
from subtitles.webvtt.settings import region_identifier, sort_settings

ARROW = "-->"
_SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?")
TIMES = re.compile(rf"[ \t\f]*{TIMESTAMP}[ \t\f]*-->[ \t\f]*{TIMESTAMP}(.*)")
_KINDS: tuple[tuple[BlockKind, re.Pattern[str]], ...] = (
    ("note", re.compile(r"NOTE(?:[ \t].*)?")),
    ("style", re.compile(r"STYLE[ \t\f]*")),
    ("region", re.compile(r"REGION[ \t\f]*")),
)


def parse(text: str) -> Parsed:
    """Read a file's decoded text. Without the signature WEBVTT there is nothing in the result but one dropped line."""
    lines = _normalised(text).split("\n")
    if _SIGNATURE.fullmatch(lines[0]) is None:
        return Parsed(Document(), [Dropped(1, Reason.NO_SIGNATURE, lines[0])])
    return _Reading(lines).parsed()


def _normalised(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\0", "\ufffd")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class _Reading:
    """One pass over the lines. Indices count from 0, the line numbers that are given out from 1."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.document = Document()
        self.dropped: list[Dropped] = []
        self.regions: set[str] = set()
        self.seen_cue = False
        self.settings: dict[str, tuple[str, dict[Reason, str]]] = {}

    def parsed(self) -> Parsed:
        at = self._end_of_block(1)
        self.document.header = "\n".join(self.lines[:at])
        while at < len(self.lines):
            at = self._block(at) if self.lines[at] else at + 1
        return Parsed(self.document, self.dropped)

    def _end_of_block(self, at: int) -> int:
        """The index of the next line that is empty or holds an arrow: neither goes into the block above it."""
        lines, end = self.lines, len(self.lines)
        while at < end and lines[at] and ARROW not in lines[at]:
            at += 1
        return at

    def _block(self, first: int) -> int:
        """Take in the block that begins here; the index after it."""
        lines = self.lines
        times = first if ARROW in lines[first] else first + 1
        if times == len(lines) or ARROW not in lines[times]:
            end = self._end_of_block(first)
            self._other(first, end)
            return end
        end = self._end_of_block(times + 1)
        found = TIMES.match(lines[times])
        if found is None:
            self._drop(first, end, Reason.WITH_BAD_TIME, {times: Reason.BAD_TIME})
        else:
            identifier = lines[first] if first < times else ""
            self._cue(identifier, found.groups(), "\n".join(lines[times + 1 : end]), times + 1)
        return end

    def _cue(self, identifier: str, found: tuple[str, ...], payload: str, line: int) -> None:
        start_ms, end_ms = milliseconds(*found[:4]), milliseconds(*found[4:8])
        settings = ""
        if found[8]:
            settings, refused = self._sorted(found[8])
            self.dropped += [Dropped(line, reason, text) for reason, text in refused.items()]
        self.document.blocks.append(Cue(identifier, start_ms, end_ms, settings, payload, line))
        self.seen_cue = True

    def _sorted(self, text: str) -> tuple[str, dict[Reason, str]]:
        """The settings and those passed over. A file has few different ones, and no region after its first cue."""
        known = self.settings.get(text)
        if known is None:
            known = self.settings[text] = sort_settings(text, self.regions)
        return known

    def _other(self, first: int, end: int) -> None:
        """A block without times: kept when it is one of the three kinds that the standard names."""
        text = "\n".join(self.lines[first:end])
        for kind, pattern in _KINDS:
            if pattern.fullmatch(self.lines[first]):
                self.document.blocks.append(Block(kind, text, first + 1))
                if kind == "region" and not self.seen_cue:
                    self.regions |= region_identifier(text)
                return
        self._drop(first, end, Reason.NO_TIME, {})

    def _drop(self, first: int, end: int, reason: Reason, exceptions: dict[int, Reason]) -> None:
        for index in range(first, end):
            self.dropped.append(Dropped(index + 1, exceptions.get(index, reason), self.lines[index]))
