"""Looking into JSON of which nothing is sure: every question has an answer, whatever stands there."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from subtitles.webvtt import Word

_SECONDS = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,12})?)s?")
# Half of a letter, which JSON can name and no file or table can hold.
_HALVES = re.compile("[\ud800-\udfff]")
_LONGEST_S = 10.0**9


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was said in one go. `words` may be empty; so may `text`, which then is the words with spaces between.

    `start_ms` and `end_ms` are None where only the words have times.
    """

    text: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    words: tuple[Word, ...] = ()
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A recogniser's way of writing: whether something is of it, and what it then says."""

    name: str
    fits: Callable[[object], bool]
    read: Callable[[object], Iterable[Utterance]]


def part(value: object, *path: str | int) -> Any:
    """What lies at the end of a path of keys and places; None where the path ends before."""
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def parts(value: object, *path: str | int) -> list[dict[str, object]]:
    """The objects in the list at the end of a path; none where there is no list."""
    found = part(value, *path)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def text(value: object, *path: str | int) -> str:
    found = part(value, *path)
    return _HALVES.sub("\ufffd", found) if isinstance(found, str) else ""


def name(value: object) -> str:
    """A speaker's label: recognisers count from 0 or give letters; "" where they say nothing."""
    return (
        _HALVES.sub("\ufffd", str(value)).strip()
        if isinstance(value, str | int) and not isinstance(value, bool)
        else ""
    )


def number(value: object) -> float | None:
    """A number, or a text that holds one; None for NaN, the infinite and all else."""
    if isinstance(value, str):
        found = _SECONDS.fullmatch(value.strip())
        return float(found[1]) if found else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, int):
        return float(value) if abs(value) < _LONGEST_S * 10**7 else None
    return value if math.isfinite(value) else None


def seconds(value: object) -> int | None:
    """Seconds as milliseconds, 0 at least; None where they are no time at all."""
    found = number(value)
    return None if found is None or found > _LONGEST_S else round(max(found, 0) * 1000)


def counted(value: object, in_a_ms: int = 1) -> int | None:
    """A count of milliseconds, or of what is smaller, as whole milliseconds; None where it is no time at all."""
    found = number(value)
    return None if found is None or not 0 <= found <= _LONGEST_S * 1000 * in_a_ms else int(found) // in_a_ms


def confidence(value: object) -> float | None:
    found = number(value)
    return None if found is None else min(max(found, 0.0), 1.0)


def word(said: str, start_ms: int | None, end_ms: int | None, sure: object = None) -> Word | None:
    """A word with times; None where it has none, or is nothing."""
    if start_ms is None or end_ms is None or not said.strip():
        return None
    return Word(said.strip(), start_ms, max(start_ms, end_ms), confidence(sure))


def known(words: Iterable[Word | None]) -> tuple[Word, ...]:
    return tuple(each for each in words if each is not None)
