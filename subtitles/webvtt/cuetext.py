"""Cue text: the W3C's "WebVTT cue text parsing rules" as tokens and a tree, and what is made of the tree."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from subtitles.timing import TIMESTAMP

_TAG = re.compile(r"<[^>]*+>?")
_TAG_NAME = re.compile(r"(/?)([^ \t\n\f.]*)((?:\.[^ \t\n\f.]*)*)[ \t\n\f]?(.*)", re.DOTALL)
_TIMESTAMP = re.compile(TIMESTAMP)
_SPACES = re.compile(r"[ \t\n\f\r]+")
# Marks, embeddings, overrides and isolates of direction. ZWNJ (U+200C) is none of them: it belongs to its word.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# A word with the tags that touch it. What stands between `<` and `>` may hold spaces of its own.
_WORD = re.compile(r"(?:<[^>]*>|[^ \t\n<])+")
_SPANS = frozenset({"c", "i", "b", "u", "ruby", "v", "lang"})
_SAME_IN_HTML = frozenset({"i", "b", "u", "ruby", "rt"})


@dataclass(slots=True)
class Token:
    """`kind` is text, start, end or timestamp; `value` the text, the tag's name or the timestamp as written."""

    kind: str
    value: str
    classes: tuple[str, ...] = ()
    annotation: str = ""


@dataclass(slots=True)
class Node:
    """A span of the tree; the root has no name. Children are spans and texts."""

    name: str = ""
    classes: tuple[str, ...] = ()
    annotation: str = ""
    children: "list[Node | str]" = field(default_factory=list)


def words_of(payload: str) -> list[str]:
    """The words of raw cue text, each with the tags that touch it."""
    return _WORD.findall(payload)


def tokens(payload: str) -> Iterator[Token]:
    """Every `<` opens a tag that lasts to the next `>` or to the end; character references are those of HTML."""
    at, length = 0, len(payload)
    while at < length:
        if payload[at] == "<":
            end = payload.find(">", at)
            end = length if end < 0 else end
            yield _tag(payload[at + 1 : end])
            at = end + 1
        else:
            end = payload.find("<", at)
            end = length if end < 0 else end
            yield Token("text", html.unescape(payload[at:end]))
            at = end


def _tag(inside: str) -> Token:
    if inside.isalpha():
        return Token("start", inside)
    if inside[:1].isascii() and inside[:1].isdigit():
        return Token("timestamp", inside)
    slash, name, classes, annotation = _TAG_NAME.fullmatch(inside).groups()  # type: ignore[union-attr]
    if slash:
        return Token("end", inside[1:])
    annotation = _SPACES.sub(" ", html.unescape(annotation)).strip(" ")
    return Token("start", name, tuple(name for name in classes.split(".") if name), annotation)


def tree(payload: str) -> Node:
    """The tree a browser would build; tags it does not know leave their text behind."""
    path = [Node()]
    for token in tokens(payload):
        if token.kind == "text":
            path[-1].children.append(token.value)
        elif token.kind == "start":
            if token.value in _SPANS or (token.value == "rt" and path[-1].name == "ruby"):
                node = Node(token.value, token.classes, token.annotation)
                path[-1].children.append(node)
                path.append(node)
        elif token.kind == "end" and len(path) > 1:
            _close(path, token.value)
        elif token.kind == "timestamp" and _TIMESTAMP.fullmatch(token.value):
            path[-1].children.append(Node("timestamp", annotation=token.value))
    return path[0]


def _close(path: list[Node], name: str) -> None:
    if path[-1].name == name:
        path.pop()
    elif name == "ruby" and path[-1].name == "rt":
        del path[-2:]


def plain_text(payload: str) -> str:
    """What is read, for search and for counting: no tags, no marks of direction, ZWNJ and line feeds kept."""
    if "&" in payload:  # read between the tags, each text for itself
        payload = "".join(map(html.unescape, _TAG.split(payload)))
    elif "<" in payload:
        payload = _TAG.sub("", payload)
    return without_marks(payload)


def without_marks(text: str) -> str:
    return text if text.isascii() else _BIDI.sub("", text)


def to_html(payload: str) -> str:
    """Safe HTML: i, b, u, ruby, a language's span with its lang, a speaker's span with its title; lines end in <br>."""
    written: list[str] = []
    # A stack of our own: a hostile payload nests deeper than Python recurses.
    open_nodes = [(iter(tree(payload).children), "")]
    while open_nodes:
        children, closing = open_nodes[-1]
        child = next(children, None)
        if child is None:
            written.append(closing)
            open_nodes.pop()
        elif isinstance(child, str):
            written.append(html.escape(child).replace("\n", "<br>"))
        else:
            opening, closing = _tags(child)
            written.append(opening)
            open_nodes.append((iter(child.children), closing))
    return "".join(written)


def _tags(node: Node) -> tuple[str, str]:
    if node.name in _SAME_IN_HTML:
        return f"<{node.name}>", f"</{node.name}>"
    attribute = {"lang": "lang", "v": "title"}.get(node.name)
    if attribute and node.annotation:
        return f'<span {attribute}="{html.escape(node.annotation)}">', "</span>"
    return "", ""
