"""Names that a text must not say: of persons who are heard, and whom readers meet under another name."""

import re
from collections.abc import Iterator
from functools import lru_cache

from subtitles.rules.finding import Hit, Repair, Severity
from subtitles.rules.registry import Scene, rule
from subtitles.rules.text import ZWNJ, Text

# A part of a name that is shorter stands in too many words.
_SHORTEST = 3
# Letters that are one to a reader of Persian.
_LETTERS = str.maketrans("يك", "یک")
_SAME = {"ی": "[یي]", "ک": "[کك]", " ": r"[ \n\u200c]+"}


@rule("guarded_name", Severity.WARNING)
def guarded_name(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """The whole name or a part of it, with the s of a genitive or a joint behind it."""
    if not scene.guarded:
        return
    for found in _pattern(tuple(scene.guarded)).finditer(text.plain):
        name = _folded(found[1])
        instead = next((shown for whole, shown in scene.guarded.items() if name in _said_as(whole)), "")
        yield Hit(*found.span(1), {"name": found[1], "instead": instead}, Repair(instead) if instead else None)


@lru_cache(256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """The longest first, so that a name is found whole."""
    said = sorted({each for name in names for each in _said_as(name)}, key=len, reverse=True)
    written = "|".join("".join(_SAME.get(letter, re.escape(letter)) for letter in each) for each in said) or "(?!)"
    return re.compile(rf"(?<!\w)({written})(?=['’]?s?(?!\w))", re.IGNORECASE)


def _said_as(name: str) -> list[str]:
    """A name as it may stand in a text: whole, and each of its words."""
    whole = _folded(name)
    return [whole, *(part for part in whole.split() if len(part) >= _SHORTEST)] if whole else []


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace(ZWNJ, " ").translate(_LETTERS).split())
