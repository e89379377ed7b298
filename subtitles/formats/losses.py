"""What converting a track to a kind of file would lose, before anybody does it. No Django here."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from subtitles.formats.base import Format
from subtitles.formats.features import LOSSES, Feature
from subtitles.webvtt import Block, Cue, Document, languages

_TAG = re.compile(r"<(?:(v|lang|b|i|u|c|ruby|rt)(?=[ \t\n.>]|$)|([0-9]))")
_FEATURES = {
    "v": Feature.SPEAKERS,
    "lang": Feature.LANGUAGES,
    **dict.fromkeys(("b", "i", "u"), Feature.MARKUP),
    **dict.fromkeys(("c", "ruby", "rt"), Feature.STYLING),
}
_PLAIN_HEADER = "WEBVTT"


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that a file would not hold, and of how many cues (of blocks, for BLOCKS)."""

    feature: Feature
    count: int

    @property
    def sentence(self) -> str:
        """In English, to be passed through gettext and then given `count`."""
        return LOSSES[self.feature]

    def __str__(self) -> str:
        return self.sentence % {"count": self.count}


def losses(document: Document, known: Format, direction: str = "ltr") -> list[Loss]:
    """All that `known` cannot hold of the document, in the order of Feature. Empty when nothing is lost."""
    counted = Counter(feature for feature in _held(document, direction) if feature not in known.keeps)
    return [Loss(feature, counted[feature]) for feature in Feature if counted[feature]]


def _held(document: Document, direction: str) -> Iterator[Feature]:
    """Every feature once for each cue or block that has it."""
    if document.header != _PLAIN_HEADER:
        yield Feature.BLOCKS
    position = 0
    for block in document.blocks:
        if isinstance(block, Block):
            yield Feature.BLOCKS
        else:
            position += 1
            yield from _of_cue(block, position)
            if languages.direction_of(block.payload, direction) == "rtl":
                yield Feature.DIRECTION


def _of_cue(cue: Cue, position: int) -> set[Feature]:
    found = {_FEATURES.get(tag, Feature.STYLING) for tag, _ in _TAG.findall(cue.payload)} | {Feature.TIMES}
    if cue.settings:
        found.add(Feature.SETTINGS)
    if cue.words:
        found.add(Feature.WORDS)
    if cue.identifier and cue.identifier != str(position):
        found.add(Feature.IDENTIFIERS)
    return found
