"""What is known of a file beside its cues, and what an offer would make of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from subtitles.webvtt.document import Cue, Dropped, Mended


@dataclass(frozen=True, slots=True)
class Facts:
    """The file's language as a BCP 47 tag, and how long the recording is in milliseconds (None: unknown)."""

    language: str
    duration_ms: int | None = None


@dataclass(slots=True)
class Proposal:
    """For each cue what it would be, None where it would be left out or has become part of another.

    `mended` and `dropped` say what would have happened to the file; `values` fill the sentence that asks.
    """

    cues: list[Cue | None]
    mended: list[Mended] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.mended) + len(self.dropped)
