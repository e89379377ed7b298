"""What every recogniser does: it is given a file of sound and a language, and answers with a file of timed text."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from archive.exceptions import JobFailed
from archive.posting import Watch
from archive.wording import Said

__all__ = ["MOST_BYTES", "Heard", "Recogniser", "Watch", "answered"]

# What ten minutes of speech come to is a thousandth part of it.
MOST_BYTES = 10 * 1024**2


@dataclass(frozen=True, slots=True)
class Heard:
    """A recogniser's answer as it came, JSON or WebVTT; `file_name` ends as it seems to be."""

    data: bytes

    @property
    def file_name(self) -> str:
        return "answer.vtt" if self.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"WEBVTT") else "answer.json"


class Recogniser(Protocol):
    """`name` is stored with what it made and typed on command lines; `tool` says with what a revision was made.

    `leaves_the_house`: whether the sound goes to another machine. `identity`: what would make its answers others.
    """

    @property
    def name(self) -> str: ...

    @property
    def tool(self) -> str: ...

    @property
    def leaves_the_house(self) -> bool: ...

    @property
    def identity(self) -> str: ...

    def hear(self, sound: Path, language: str, watch: Watch) -> Heard:
        """What is said in a WAV file, 16 kHz and one channel, in a language as a BCP 47 tag. Raises JobFailed."""


def answered(data: bytes) -> Heard:
    """The answer, if it is one. Raises JobFailed where it is empty, or larger than any answer."""
    if len(data) > MOST_BYTES:
        raise JobFailed(Said("recogniser.too_large"))
    if not data.strip():
        raise JobFailed(Said("recogniser.silent"))
    return Heard(data)
