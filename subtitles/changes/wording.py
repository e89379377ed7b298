"""Two edits of one text in one, word by word, where they do not touch.

A word is what spaces divide: a ZWNJ belongs to it, and a tag is one whole, however much stands in it.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from subtitles.webvtt import cuetext

_TOKENS = re.compile(r"\0|<[^>]*>?|[^\S\0]+|[^\s<\0]+")
_TAG = re.compile(r"<(/?)([^\s.>/]*)")
_SPANS = frozenset({"c", "i", "b", "u", "ruby", "rt", "v", "lang"})
# Comparing takes more than the product of both sides, and others wait: edits over a longer stretch are not merged.
MOST_TOKENS = 200
SEAM = "\0"  # where two texts are laid end to end; no text holds it
SEAM_WORD = f" {SEAM} "

Edit = tuple[int, int, list[str]]  # the tokens from, to became these


def tokens(text: str) -> list[str]:
    return _TOKENS.findall(text)


def merge(was: str, mine: str, theirs: str) -> str | None:
    """What holds both edits of `was`; None where they touch the same words, or would tear a tag from its end."""
    if theirs in {mine, was}:
        return mine
    if mine == was:
        return theirs
    merged = _merged(tokens(was), tokens(mine), tokens(theirs))
    if merged is None or (not _is_nested(merged) and all(_is_nested(tokens(text)) for text in (was, mine, theirs))):
        return None
    return "".join(merged)


def same_words(text: str, other: str) -> bool:
    """Whether a reader reads the same, whatever the spaces, line ends and tags."""
    return _bare(text) == _bare(other)


def read_words(text: str) -> str:
    """The words that a reader reads, whatever the tags and however the lines are broken."""
    return " ".join(cuetext.plain_text(text).split())


def _bare(text: str) -> str:
    return "".join(cuetext.plain_text(text).split())


def _merged(was: list[str], mine: list[str], theirs: list[str]) -> list[str] | None:
    ours, others = _edits(was, mine), _edits(was, theirs)
    if ours is None or others is None:
        return None
    made: list[str] = []
    reached = 0
    edits = sorted([*ours, *(edit for edit in others if edit not in ours)])
    for (_first, end, _new), (following, _end, _tokens) in pairwise(edits):
        if following <= end:
            return None
    for first, end, new in edits:
        made += [*was[reached:first], *new]
        reached = end
    return made + was[reached:]


def _edits(was: Sequence[str], now: Sequence[str]) -> list[Edit] | None:
    """What was edited, in order; None where that lies too far apart to be told."""
    before = _shared(was, now)
    behind = _shared(was[before:][::-1], now[before:][::-1])
    ours, theirs = was[before : len(was) - behind], now[before : len(now) - behind]
    if max(len(ours), len(theirs)) > MOST_TOKENS:
        return None
    return [
        (before + first, before + end, list(theirs[lower:upper]))
        for code, first, end, lower, upper in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
        if code != "equal"
    ]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _is_nested(words: Sequence[str]) -> bool:
    """Whether every tag that ends one closes the one that was opened last."""
    stack: list[str] = []
    for word in words:
        if (found := _TAG.match(word)) is None or found[2] not in _SPANS:
            continue
        if not found[1]:
            stack.append(found[2])
        elif not stack or stack.pop() != found[2]:
            return False
    return True
