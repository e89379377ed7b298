"""The room a cue takes: lines, their length, what stands at their ends."""

import re
from collections.abc import Iterator
from itertools import pairwise

from subtitles.rules import breaks
from subtitles.rules.finding import Hit, Repair, Severity
from subtitles.rules.registry import LATIN, Need, Scene, rule
from subtitles.rules.text import Text

_SPACES = re.compile(r"(?<=\S)[ \u00a0\t]{2,}(?=\S)")
_EDGE = re.compile(r"(?m)^[ \t\u00a0]+|[ \t\u00a0]+$")
_SOUNDS = re.compile(r"\[[^\]]*\]|\([^)]*\)|♪.*")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010](?=\n[^\W\d_])")
_LAST_WORD = re.compile(r"[^\W\d_](?:[\w'’\u200c]*\w)?$")
_FIRST_WORD = re.compile(r"[^\W\d_][\w\u200c]*")
_NAME = re.compile(r"[^\W\d_][\w'’-]*")
_LETTERS = re.compile(r"[^\W\d_]+")
SHOUTED_LETTERS, SHOUTED_WORDS = 8, 2


@rule("empty", Severity.ERROR)
def empty(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    if not text.plain.strip(" \t\n\u00a0\u200c\u200b\ufeff"):
        yield Hit(0, len(text.plain))


@rule("line_length", Severity.WARNING, Need.SCREEN, graver=True)
def line_length(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    most = scene.numbers.line
    for (at, line), length in zip(text.lines, text.lengths, strict=True):
        if length > most:
            far = Severity.ERROR if length > most * scene.numbers.tolerance else None
            yield Hit(at, at + len(line), {"length": length, "most": most}, severity=far)


@rule("lines", Severity.WARNING, Need.SCREEN, graver=True)
def lines(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    most = scene.numbers.lines
    if len(text.lines) > most:
        far = Severity.ERROR if len(text.lines) > 2 * most else None
        yield Hit(text.lines[most][0], len(text.plain), {"lines": len(text.lines), "most": most}, severity=far)


@rule("line_break", Severity.NOTE, Need.SCREEN)
def line_break(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """A line that ends on a word which belongs to the next: an article, a preposition, a conjunction, a first name."""
    if len(text.lines) == 1:
        return
    clinging = breaks.CLINGING.get(scene.language, frozenset())
    clinging_back = breaks.CLINGING_BACK.get(scene.language, frozenset())
    for (at, line), (below, following) in pairwise(text.lines):
        last, first = _LAST_WORD.search(line), _FIRST_WORD.match(following)
        if last and following and (last[0].lower() in clinging or _divides_a_name(scene, line, last, following)):
            yield Hit(at + last.start(), at + last.end(), {"word": last[0]})
        elif first and first[0] in clinging_back:
            yield Hit(below, below + first.end(), {"word": first[0]})


def _divides_a_name(scene: Scene, line: str, last: re.Match[str], following: str) -> bool:
    """A capital that no sentence begins with, and a capital after it."""
    if scene.language not in LATIN or not last[0][0].isupper() or last[0].isupper():
        return False
    before = line[: last.start()].rstrip()
    first = _NAME.match(following)
    if not before or before[-1] in '.!?:–—-"”“»«' or first is None:
        return False
    return first[0][0].isupper() and not first[0].isupper() and first[0].lower() not in breaks.OPENERS[scene.language]


@rule("hyphenated", Severity.NOTE, Need.SCREEN, languages=LATIN)
def hyphenated(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    for found in _HYPHEN.finditer(text.plain):
        if text.plain[found.end() + 1].islower():
            yield Hit(*found.span())


@rule("double_space", Severity.NOTE)
def double_space(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    if "  " in text.plain or "\t" in text.plain or "\u00a0" in text.plain:
        for found in _SPACES.finditer(text.plain):
            yield Hit(*found.span(), repair=Repair(" "))


@rule("edge_space", Severity.NOTE)
def edge_space(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    if not text.plain.isspace():
        for found in _EDGE.finditer(text.plain):
            yield Hit(*found.span(), repair=Repair(""))


@rule("all_caps", Severity.NOTE, languages=LATIN)
def all_caps(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """Capitals shout and are slow to read. Sounds in brackets are written so on purpose."""
    for at, line in text.lines:
        spoken = _SOUNDS.sub("", line)
        if not spoken.isupper():
            continue
        words = _LETTERS.findall(spoken)
        if len(words) >= SHOUTED_WORDS and sum(map(len, words)) >= SHOUTED_LETTERS:
            yield Hit(at, at + len(line))
