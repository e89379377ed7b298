"""The tables beside this file: what each rule must find, and what it must pass over."""

import re
from dataclasses import dataclass
from pathlib import Path

from subtitles.webvtt import Cue

FOLDER = Path(__file__).parent / "tables"
_MARKS = str.maketrans({"¬": "\u200c", "⏎": "\n", "·": " "})


@dataclass(frozen=True)
class Case:
    """`marked` holds ⟦ and ⟧ around what is to be found."""

    code: str
    found: bool
    language: str
    marked: str
    repaired: str | None
    source: tuple[str, str] | None

    @property
    def payload(self) -> str:
        return re.sub("[⟦⟧]", "", self.marked)

    def __str__(self) -> str:
        return f"{self.code} {'+' if self.found else '-'} {self.language} {self.marked!r}"


def cue(payload: str, start_ms: int = 0, length_ms: int = 6000) -> Cue:
    return Cue("", start_ms, start_ms + length_ms, "", payload)


def _case(code: str, line: str) -> Case:
    line, _, source = line.partition(" < ")
    sign, language, rest = re.fullmatch(r"([+-]) (\w+) \|(?: (.*))?", line).groups()  # type: ignore[union-attr]
    marked, bar, repaired = (rest or "").partition(" | ")
    language_of_source, _, text = source.partition(": ")
    return Case(
        code,
        sign == "+",
        language,
        marked.translate(_MARKS),
        repaired.translate(_MARKS) if bar else None,
        (language_of_source, text.translate(_MARKS)) if source else None,
    )


CASES = [
    _case(path.stem, line)
    for path in sorted(FOLDER.glob("*.txt"))
    for line in path.read_text().splitlines()
    if line[:1] in {"+", "-"}
]
