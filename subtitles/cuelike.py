"""What is asked of a cue, of a file or of a table, by those who read it without Django. Times are in milliseconds."""

from typing import Protocol
from uuid import UUID


class Timed(Protocol):
    @property
    def start_ms(self) -> int: ...

    @property
    def end_ms(self) -> int: ...


class Worded(Timed, Protocol):
    """`payload` is raw cue text."""

    @property
    def payload(self) -> str: ...


class Placed(Worded, Protocol):
    """`settings` are divided by single spaces."""

    @property
    def settings(self) -> str: ...


class Named(Placed, Protocol):
    """`uuid` is its name in every revision, `text` what a reader reads."""

    @property
    def uuid(self) -> UUID: ...

    @property
    def text(self) -> str: ...
