"""Cue text as runs of one style, and back: the bridge between WebVTT and every format with marks of its own."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from subtitles.webvtt.cuetext import Token, tokens

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text is set and whose it is. `speaker` and `language` are "" where nothing is said of them."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    speaker: str = ""
    language: str = ""

    def set(self, mark: str, on: bool) -> "Style":
        """The style with bold, italic or underline as `mark` says."""
        return replace(
            self,
            bold=on if mark == "bold" else self.bold,
            italic=on if mark == "italic" else self.italic,
            underline=on if mark == "underline" else self.underline,
        )


PLAIN = Style()
Run = tuple[str, Style]
_MARKS = {"b": "bold", "i": "italic", "u": "underline"}


def runs(payload: str) -> list[Run]:
    """The text of a cue in runs of one style, without what only WebVTT knows (classes, ruby, times in the text)."""
    found: list[Run] = []
    path: list[tuple[str, Style]] = [("", PLAIN)]
    for token in tokens(payload):
        if token.kind == "text" and token.value:
            found.append((token.value, path[-1][1]))
        elif token.kind == "start":
            path.append((token.value, _inside(path[-1][1], token)))
        elif token.kind == "end" and path[-1][0] == token.value and len(path) > 1:
            path.pop()
    return merged(found)


def _inside(style: Style, token: Token) -> Style:
    if token.value in _MARKS:
        return style.set(_MARKS[token.value], True)
    if token.value == "v":
        return replace(style, speaker=token.annotation)
    return replace(style, language=token.annotation) if token.value == "lang" else style


def merged(found: Iterable[Run]) -> list[Run]:
    """The runs with neighbours of one style joined, and no empty ones."""
    kept = [run for run in found if run[0]]
    return [("".join(text for text, _ in group), style) for style, group in groupby(kept, key=lambda run: run[1])]


def payload(found: Iterable[Run]) -> str:
    """Runs as cue text. A speaker's and a language's span holds the runs that follow each other under that name."""
    written = []
    for speaker, spoken in groupby(merged(_led(found)), key=lambda run: run[1].speaker):
        inner = "".join(
            _spanned("lang", language, "".join(_marked(text, style) for text, style in group))
            for language, group in groupby(spoken, key=lambda run: run[1].language)
        )
        written.append(_spanned("v", speaker, inner))
    return trimmed("".join(written))


def _led(found: Iterable[Run]) -> Iterator[Run]:
    """Spaces and line feeds are set like what stands before them, so that they part no span."""
    style = PLAIN
    for text, own in found:
        style = own if text.strip() else style
        yield text, style


def _marked(text: str, style: Style) -> str:
    text = escaped(text)
    for tag, name in _MARKS.items():
        if getattr(style, name):
            text = _wrapped(f"<{tag}>", text, f"</{tag}>")
    return text


def _spanned(tag: str, name: str, inner: str) -> str:
    name = annotation(name)
    return _wrapped(f"<{tag} {name}>", inner, f"</{tag}>") if name else inner


def _wrapped(opening: str, inner: str, closing: str) -> str:
    """Spaces and line feeds at both ends stay outside."""
    core = inner.strip("\n ")
    before, _, after = inner.partition(core) if core else ("", "", "")
    return f"{before}{opening}{core}{closing}{after}" if core else inner


def annotation(name: str) -> str:
    """A name as it may stand in a tag."""
    return html.escape(_SPACES.sub(" ", name).strip(), quote=False)


def escaped(text: str) -> str:
    """Text as cue text: what WebVTT would take for markup is written as character references."""
    return html.escape(text, quote=False)


def trimmed(text: str) -> str:
    """Lines without space around them, and no empty ones: an empty line would end the cue."""
    lines = (line.strip(" \t\r") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def spoken(found: Iterable[Run]) -> list[tuple[str, list[Run]]]:
    """The runs by who speaks, in their order."""
    return [(speaker, list(group)) for speaker, group in groupby(found, key=lambda run: run[1].speaker)]
