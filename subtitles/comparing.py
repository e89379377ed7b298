"""What became of each cue between two revisions of a track, by the cue's own name. No Django here."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from uuid import UUID

from subtitles.cuelike import Named

_WORDS = re.compile(r"\s+|\S+")
# Comparing takes time by the product of both sides; longer texts are marked whole.
MOST_WORDS = 400


class Change(StrEnum):
    """A cue in both revisions may have changed in more than one way; one that is only in one of them was added or is
    gone. A cue that was split or merged keeps its name in one of its parts at most."""

    REWORDED = "reworded"
    RETIMED = "retimed"
    PLACED = "placed"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Compared:
    """A cue before and after, None where it is not, and its changes; none for one that is the same."""

    before: Named | None
    after: Named | None
    changes: tuple[Change, ...]


Pieces = list[tuple[str, bool]]  # the text in its order, each piece with whether the other side has it otherwise


def compare(before: Sequence[Named], after: Sequence[Named]) -> list[Compared]:
    """Every cue of both, in the order of the later; what is gone stands behind what it stood behind."""
    later = {cue.uuid: cue for cue in after}
    gone: dict[UUID | None, list[Named]] = defaultdict(list)
    behind: UUID | None = None
    for cue in before:
        if cue.uuid in later:
            behind = cue.uuid
        else:
            gone[behind].append(cue)
    earlier = {cue.uuid: cue for cue in before}
    rows = [_gone(cue) for cue in gone[None]]
    for cue in after:
        was = earlier.get(cue.uuid)
        rows.append(Compared(was, cue, _changes(was, cue) if was else (Change.ADDED,)))
        rows += [_gone(each) for each in gone[cue.uuid]]
    return rows


def words(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces, those words marked that the other has not in this place."""
    ours, theirs = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(ours), len(theirs)) > MOST_WORDS:
        return [(before, True)], [(after, True)]
    left: Pieces = []
    right: Pieces = []
    for code, first, end, lower, upper in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        for side, tokens in ((left, ours[first:end]), (right, theirs[lower:upper])):
            if tokens:
                side.append(("".join(tokens), code != "equal"))
    return left, right


def _gone(cue: Named) -> Compared:
    return Compared(cue, None, (Change.GONE,))


def _changes(was: Named, now: Named) -> tuple[Change, ...]:
    looked = {
        Change.REWORDED: was.payload != now.payload,
        Change.RETIMED: (was.start_ms, was.end_ms) != (now.start_ms, now.end_ms),
        Change.PLACED: was.settings != now.settings,
    }
    return tuple(change for change, is_so in looked.items() if is_so)
