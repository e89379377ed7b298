"""What stands invisibly in a text and is no part of it: marks of direction, byte order marks, spaces of no width.

The text is kept in its logical order; whoever shows it sets the direction, and our writers put their mark back. ZWNJ
and ZWJ (U+200C, U+200D) are letters' own and never touched.
"""

import re

# Embeddings, overrides, isolates and byte order marks go wherever they stand.
_ANYWHERE = "\u202a-\u202e\u2066-\u2069\ufeff"
# U+061C, U+200E, U+200F and U+200B go at the ends of a line, and between letters and spaces, where they do nothing.
_POINTS = "\u061c\u200e\u200f\u200b"
_ANY = re.compile(f"[{_ANYWHERE}{_POINTS}]|&(?:rlm|lrm);")
_EVERYWHERE = re.compile(f"[{_ANYWHERE}]")
_ENTITY = re.compile(r"&(rlm|lrm);")
_CHARACTERS = {"rlm": "\u200f", "lrm": "\u200e"}
_NO_POINTS = dict.fromkeys((0x61C, 0x200E, 0x200F, 0x200B))
_SPACE_OR_POINT = " \t\u00a0\u061c\u200e\u200f\u200b"
_BETWEEN = re.compile(rf"(?<=[^\W\d_]|\s)[{_POINTS}]++(?=[^\W\d_]|\s)")
RIGHT_TO_LEFT_MARK = "\u200f"


def has_marks(text: str) -> bool:
    """Whether `cleaned` may change anything."""
    return (not text.isascii() and _ANY.search(text) is not None) or "lm;" in text


def cleaned(line: str) -> str:
    """One line of cue text without them; time is linear in its length."""
    line = _EVERYWHERE.sub("", _ENTITY.sub(lambda found: _CHARACTERS[found[1]], line))
    first, end = _tags_before(line), _tags_after(line)
    if first >= end:  # nothing but tags
        return _without_points(line)
    head, body, tail = line[:first], line[first:end], line[end:]
    return _BETWEEN.sub("", _without_points(head) + _trimmed(body) + _without_points(tail))


def _tags_before(line: str) -> int:
    """Where the text begins, after tags and what is invisible."""
    at = 0
    while at < len(line):
        if line[at] == "<" and (end := line.find(">", at)) > 0:
            at = end + 1
        elif line[at] in _SPACE_OR_POINT:
            at += 1
        else:
            break
    return line.rfind(">", 0, at) + 1


def _tags_after(line: str) -> int:
    """Where the tags begin that the line ends in."""
    end = len(line)
    while (stripped := len(line[:end].rstrip(_SPACE_OR_POINT))) and line[stripped - 1] == ">":
        begin = line.rfind("<", 0, stripped)
        if begin < 0:
            break
        end = begin
    return end


def _trimmed(text: str) -> str:
    """Without points at its ends, and without the spaces around those. Of a line that begins with a mark as our writers
    put it there, the spaces after that are the line's own."""
    left = text.lstrip(_SPACE_OR_POINT)
    gone = text[: len(text) - len(left)]
    own = gone.removeprefix(RIGHT_TO_LEFT_MARK)
    if _without_points(gone) != gone:
        text = text[1:] if own != gone and _without_points(own) == own else left
    right = text.rstrip(_SPACE_OR_POINT)
    return right if _without_points(gone := text[len(right) :]) != gone else text


def _without_points(text: str) -> str:
    return text.translate(_NO_POINTS)


def is_ours(line: str, clean: str) -> bool:
    """Whether all that `cleaned` took was U+200F at the beginning, as our own writers and others' put it there."""
    return line.lstrip(RIGHT_TO_LEFT_MARK) == clean
