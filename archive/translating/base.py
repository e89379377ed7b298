"""What every translator does: it is given lines in a language and answers with as many in another."""

import json
from dataclasses import asdict, dataclass
from typing import Protocol

from archive.exceptions import JobFailed
from archive.posting import Watch
from archive.wording import Said

__all__ = ["MOST_BYTES", "Batch", "Translator", "Watch", "loaded", "texts"]

MOST_BYTES = 1024**2


@dataclass(frozen=True, slots=True)
class Batch:
    """`lines` to be translated from `source` into `target`, both BCP 47 tags; what stands `before` and `after` them in
    the same text is there to be understood and not translated.

    A line is text with `&amp;`, `&lt;` and `&gt;` for what they stand for, and tags `<x1>…</x1>` that are to stay.
    """

    source: str
    target: str
    lines: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


class Translator(Protocol):
    """`name` is stored with what it made and typed on command lines; `tool` says with what a revision was made.

    `leaves_the_house`: whether the text goes to another machine. `identity`: what would make its answers others.
    """

    @property
    def name(self) -> str: ...

    @property
    def tool(self) -> str: ...

    @property
    def leaves_the_house(self) -> bool: ...

    @property
    def identity(self) -> str: ...

    def translate(self, batch: Batch, watch: Watch) -> list[str]:
        """What it makes of the lines; whoever asks counts them. Raises JobFailed."""


def loaded(data: bytes | str) -> object:
    """The JSON of an answer. Raises JobFailed where it is empty, too large, or no JSON."""
    if len(data) > MOST_BYTES:
        raise JobFailed(Said("translator.too_large"))
    if not data.strip():
        raise JobFailed(Said("translator.silent"))
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise JobFailed(Said("translator.unreadable")) from error


def texts(lines: object) -> list[str]:
    """The lines of an answer, if they are that. Raises JobFailed."""
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise JobFailed(Said("translator.unreadable"))
    return list(lines)
