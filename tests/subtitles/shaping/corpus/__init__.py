"""Cues broken by hand, in three languages, and how often the program breaks them likewise.

They were broken before the program was tried on them, by the rules of the house: a text that fits within 42 stays on
one line, a longer one breaks where the sentence does.
"""

from dataclasses import dataclass
from pathlib import Path

from subtitles.shaping.linebreaks import break_lines

LANGUAGES = ("sv", "en", "fa")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of the cues in two lines there are, how many of them break alike, and those that do not."""

    cues: int
    alike: int
    others: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        return self.alike / self.cues


def cues(language: str) -> list[str]:
    text = Path(__file__).with_name(f"{language}.txt").read_text(encoding="utf-8")
    return text.strip().split("\n\n")


def agreement(language: str) -> Agreement:
    """Of the cues in two lines alone: that a short one stays whole says little."""
    divided = [cue for cue in cues(language) if "\n" in cue]
    pairs = [(cue, break_lines(cue.replace("\n", " "), language).payload) for cue in divided]
    others = tuple((ours, theirs) for ours, theirs in pairs if ours != theirs)
    return Agreement(len(pairs), len(pairs) - len(others), others)
