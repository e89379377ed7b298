"""What of a cue's text is given to a translator, and how what came back becomes a cue's text. No Django here.

Each speaker's part is a line by itself. Dashes, notes, names of speakers and tags around all of it stay here and are
put back; tags within are numbered, `<x1>…</x1>`, and put back where the translator kept them.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from subtitles.formats.marks import cleaned
from subtitles.formats.markup import escaped
from subtitles.shaping.linebreaks import break_lines
from subtitles.webvtt import cuetext

_OPENS_A_TURN = re.compile(r"(?:<[^<>v]*>)*(?:[-‐–—♪♫]|<v[ .\t])")
_BEFORE = re.compile(r"(?:<[^<>]*>|[\s♪♫‐–—-])*")
_BEHIND = " ♪♫"
_TAG = re.compile(r"<[^<>]*>")
_TIMESTAMP = re.compile(r"<\d[^<>]*>")
_NUMBERED = re.compile(r"</?x\d+>")
_NAME = re.compile(r"</?([a-z]*)")

MOST_TAGS = 50  # of a speaker's in one cue; where there are more, they are no loss


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in a cue: `line` is given away, "" where there is nothing to say in another language.

    `opening` and `closing` stand around it; `tags` are those that `<x1>…</x1>` stand for, each with its end.
    """

    opening: str
    line: str
    closing: str
    tags: tuple[tuple[str, str], ...] = ()


def turns(payload: str) -> list[Turn]:
    """The turns of raw cue text, in their order."""
    return [_turn(part) for part in _parts(_TIMESTAMP.sub("", payload))]


def _parts(payload: str) -> Iterator[str]:
    part: list[str] = []
    for line in filter(None, (line.strip() for line in payload.split("\n"))):
        if part and _OPENS_A_TURN.match(line):
            yield " ".join(part)
            part = []
        part.append(line)
    if part:
        yield " ".join(part)


def _turn(text: str) -> Turn:
    if text.count("<") > MOST_TAGS:
        text = escaped(cuetext.plain_text(text))
    opening = _BEFORE.match(text).group()  # type: ignore[union-attr]  # it matches nothing too
    rest = text[len(opening) :]
    if not any(letter.isalnum() for letter in cuetext.plain_text(rest)):
        return Turn(text, "", "")
    end = _end(rest)
    opening, inner, closing = _balanced(opening, rest[:end], rest[end:])
    line, tags = _numbered(inner)
    return Turn(opening, line, closing, tags)


def _end(text: str) -> int:
    """Where the notes and the ends of tags begin that the text closes with."""
    end = len(text)
    while end and text[end - 1] in f"{_BEHIND}>":
        at = text.rfind("<", 0, end) if text[end - 1] == ">" else end - 1
        if at < 0 or (text[end - 1] == ">" and text[at : at + 2] != "</"):
            break
        end = at
    return end


def _balanced(opening: str, inner: str, closing: str) -> tuple[str, str, str]:
    """The same, with tags that have their other half within the line put back into it."""
    while _has_stray(inner, ends=True) and opening.rfind("<") >= 0:
        at = opening.rfind("<")
        opening, inner = opening[:at], opening[at:] + inner
    while _has_stray(inner, ends=False) and closing.find(">") >= 0:
        at = closing.find(">") + 1
        inner, closing = inner + closing[:at], closing[at:]
    return opening, inner, closing


def _has_stray(inner: str, *, ends: bool) -> bool:
    """Whether an end has no beginning in it, or a beginning no end."""
    opened: list[str] = []
    for tag in _TAG.findall(inner):
        if not tag.startswith("</"):
            opened.append(_name(tag))
        elif opened and opened[-1] == _name(tag):
            opened.pop()
        else:
            return ends
    return bool(opened) and not ends


def _name(tag: str) -> str:
    return _NAME.match(tag).group(1)  # type: ignore[union-attr]  # a tag begins so


def _numbered(inner: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The line with its tags numbered; without any where they do not stand in pairs."""
    if _has_stray(inner, ends=True) or _has_stray(inner, ends=False):
        return _TAG.sub("", inner), ()
    tags: list[tuple[str, str]] = []
    opened: list[int] = []

    def number(found: re.Match[str]) -> str:
        tag = found.group()
        if tag.startswith("</"):
            at = opened.pop()
            tags[at] = (tags[at][0], tag)
            return f"</x{at + 1}>"
        tags.append((tag, ""))
        opened.append(len(tags) - 1)
        return f"<x{len(tags)}>"

    return _TAG.sub(number, inner), tuple(tags)


def joined(parts: Sequence[Turn], said: Sequence[str], language: str) -> str:
    """Raw cue text of the turns with what a translator said of each line, its lines broken for the language.

    Whatever else came back is text: no tag, no mark of direction and no second line is made of it.
    """
    lines = [
        f"{turn.opening}{_put_back(turn, text)}{turn.closing}" if turn.line else turn.opening
        for turn, text in zip(parts, said, strict=True)
    ]
    return break_lines("\n".join(lines), language).payload


def _put_back(turn: Turn, text: str) -> str:
    found = _NUMBERED.findall(text)
    keeps = bool(turn.tags) and _is_whole(found, len(turn.tags))
    pieces = []
    for piece in re.split(f"({_NUMBERED.pattern})", text):
        if not _NUMBERED.fullmatch(piece):
            pieces.append(_as_text(piece))
        elif keeps:
            opens, ends = turn.tags[int(re.sub(r"\D", "", piece)) - 1]
            pieces.append(ends if piece.startswith("</") else opens)
    return "".join(pieces).strip()


def _is_whole(found: Sequence[str], count: int) -> bool:
    """Whether each of the numbered tags is there once, with its end, and none crosses another."""
    opened: list[str] = []
    for tag in found:
        if not tag.startswith("</"):
            opened.append(tag[1:])
        elif not opened or opened.pop() != tag[2:]:
            return False
    wanted = [f"<{end}x{number}>" for number in range(1, count + 1) for end in ("", "/")]
    return not opened and sorted(found) == sorted(wanted)


def _as_text(piece: str) -> str:
    plain = re.sub(r"[\x00-\x1f\x7f\s]+", " ", html.unescape(piece))
    return cleaned(escaped(plain))
