"""What a WebVTT file is made of."""

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["note", "style", "region"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a machine's transcript. `confidence` is from 0 to 1; None where the machine says nothing of it."""

    text: str
    start_ms: int
    end_ms: int
    confidence: float | None = None


@dataclass(slots=True)
class Cue:
    """A text and its time. `payload` is raw cue text, `settings` the valid settings divided by single spaces.

    `line` is the line of its times in the file it was read from, counted from 1; 0 when it was not read. `words` are a
    machine's, in their order; none where nothing is known of single words.
    """

    identifier: str
    start_ms: int
    end_ms: int
    settings: str
    payload: str
    line: int = 0
    words: tuple[Word, ...] = ()


@dataclass(slots=True)
class Block:
    """A block that is no cue, with its first line, verbatim."""

    kind: BlockKind
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line, or the settings on it, that were not taken in. `reason` is a code of `subtitles.reasons.Reason`."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A part that was kept, but not as it stood. `reason` is a code of `subtitles.reasons.Reason`."""

    line: int
    reason: str
    was: str
    became: str


@dataclass(slots=True)
class Document:
    """A file's content in its own order. `header` is the whole first block, from the word WEBVTT on."""

    header: str = "WEBVTT"
    blocks: list[Cue | Block] = field(default_factory=list)

    @property
    def cues(self) -> list[Cue]:
        return [block for block in self.blocks if isinstance(block, Cue)]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document, every part of the file that is not in it, and what is in it otherwise than in the file, by lines."""

    document: Document
    dropped: list[Dropped]
    mended: list[Mended] = field(default_factory=list)
