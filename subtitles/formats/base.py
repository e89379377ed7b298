"""What every format can do, and the cleaning that all of them share."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import ClassVar

from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats.encodings import decode
from subtitles.reasons import Reason, Refusal
from subtitles.timing import as_vtt
from subtitles.webvtt.document import Cue, Document, Dropped, Parsed
from subtitles.webvtt.parser import ARROW
from subtitles.webvtt.writer import RIGHT_TO_LEFT_MARK

# Many times a long film's subtitles; a file beyond any of them is a mistake or an attack.
MAX_BYTES = 10 * 1024 * 1024
MAX_LINES = 400_000
MAX_CUES = 50_000
MAX_CUE_CHARACTERS = 20_000
MAX_DROPPED = 50_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a file: the cues in logical order, all that was dropped, the encoding the file was in."""

    document: Document
    dropped: list[Dropped]
    encoding: str


class Format(ABC):
    """A kind of subtitle file. The flags say what survives when a track is written in it."""

    name: ClassVar[str]
    label: ClassVar[str]
    extensions: ClassVar[tuple[str, ...]]
    media_type: ClassVar[str]
    keeps_settings: ClassVar[bool]
    keeps_blocks: ClassVar[bool]

    @abstractmethod
    def parse(self, text: str) -> Parsed:
        """Read decoded text; never fails."""

    @abstractmethod
    def write(self, document: Document, direction: str = "ltr") -> str:
        """The document as a file's text."""

    def read(self, data: bytes, language: str) -> Reading:
        """Read a file's bytes, in a language given as a BCP 47 tag. Raises UnreadableSubtitles."""
        if len(data) > MAX_BYTES:
            raise UnreadableSubtitles(Refusal.TOO_LARGE)
        if not data.strip():
            raise UnreadableSubtitles(Refusal.EMPTY)
        text, encoding = decode(data, language)
        if text.count("\n") + text.count("\r") - text.count("\r\n") > MAX_LINES:
            raise UnreadableSubtitles(Refusal.TOO_MANY_LINES)
        parsed = self.parse(text)
        _check(parsed)
        for cue in parsed.document.cues:
            cue.payload = without_marks(cue.payload)
        dropped = sorted([*parsed.dropped, *_turned(parsed.document.cues)], key=attrgetter("line"))
        return Reading(parsed.document, dropped, encoding)


def _check(parsed: Parsed) -> None:
    cues = parsed.document.cues
    if not cues:
        unsigned = any(part.reason == Reason.NO_SIGNATURE for part in parsed.dropped)
        raise UnreadableSubtitles(Refusal.NO_SIGNATURE if unsigned else Refusal.NO_CUE)
    if len(cues) > MAX_CUES:
        raise UnreadableSubtitles(Refusal.TOO_MANY_CUES)
    if any(len(cue.payload) > MAX_CUE_CHARACTERS for cue in cues):
        raise UnreadableSubtitles(Refusal.CUE_TOO_LONG)
    if len(parsed.dropped) > MAX_DROPPED:
        raise UnreadableSubtitles(Refusal.UNREADABLE_LINES)


def _turned(cues: Iterable[Cue]) -> Iterator[Dropped]:
    """Let no cue end before it begins; what the file said of those that did."""
    for cue in cues:
        if cue.end_ms < cue.start_ms:
            times = f"{as_vtt(cue.start_ms)} {ARROW} {as_vtt(cue.end_ms)}"
            cue.end_ms = cue.start_ms
            yield Dropped(cue.line, Reason.BACKWARDS, times)


def without_marks(payload: str) -> str:
    """The payload without the U+200F that a line begins with; our own writer puts it there for browsers."""
    if RIGHT_TO_LEFT_MARK not in payload:
        return payload
    lines = (line.lstrip(RIGHT_TO_LEFT_MARK) for line in payload.split("\n"))
    return "\n".join(line for line in lines if line)
