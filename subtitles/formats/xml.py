"""XML from strangers: nothing outside the file is fetched, no entity is resolved, depth and number are bounded."""

import codecs
import re
from typing import Any, Protocol
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from xml.sax.saxutils import escape

from subtitles.doubts import Answers
from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats import encodings
from subtitles.formats.encodings import Decoded
from subtitles.reasons import Refusal

MAX_DEPTH = 60
MAX_ELEMENTS = 500_000
# The attribute that says on which line of the file an element begins.
LINE = "{urn:rostarkivet:file}line"
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding=["']([A-Za-z0-9._-]{1,20})["']""")
_CODECS = re.compile(r"utf-8|ascii|iso8859-\d+|cp125\d|cp1006|koi8-r|mac-(?:arabic|farsi|latin2)")

_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Target(Protocol):
    """What is told of elements one after the other, such as ElementTree's TreeBuilder."""

    def start(self, tag: str, attrs: dict[str, str], /) -> object: ...

    def data(self, data: str, /) -> object: ...

    def end(self, tag: str, /) -> object: ...

    def close(self) -> object: ...


def decode(data: bytes, language: str, answers: Answers) -> Decoded:
    """The text in the encoding that its declaration names, if that is one of the usual, else as any other file's."""
    found = _DECLARED.match(data.lstrip())
    if found:
        try:
            name = codecs.lookup(found[1].decode()).name
            if _CODECS.fullmatch(name):
                return Decoded(data.decode(name), name)
        except (LookupError, UnicodeDecodeError):
            pass
    return encodings.decode(data, language, answers)


def parse(text: str) -> Element:
    """The root of a document, each element with the attribute LINE.

    Raises UnreadableSubtitles: not well-formed, a DOCTYPE, too deep or too much.
    """
    root: Element = build(text, TreeBuilder(), MAX_ELEMENTS)
    return root


def build(text: str, target: Target, most: int) -> Any:
    """What `target` makes of the document's elements, of which there may be `most`. Raises as `parse` does."""
    return _Guard(target, most).run(text)


class _Guard:
    """Expat's events, on to the target; whatever could reach out of the file ends the reading."""

    def __init__(self, target: Target, most: int) -> None:
        self.target = target
        self.most = most
        self.depth = self.elements = 0
        self.parser = expat.ParserCreate(encoding="utf-8", namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = target.data

    def run(self, text: str) -> object:
        try:
            self.parser.Parse(text.lstrip("\ufeff \t\r\n").encode("utf-8", errors="replace"), True)
        except (expat.ExpatError, ValueError) as error:
            raise UnreadableSubtitles(Refusal.OTHER_CONTENT) from error
        return self.target.close()

    def _doctype(self, *about: object) -> None:
        raise UnreadableSubtitles(Refusal.DOCTYPE)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH or self.elements > self.most:
            raise UnreadableSubtitles(Refusal.TOO_DEEP)
        named = {_clark(key): value for key, value in attributes.items()}
        named[LINE] = str(self.parser.CurrentLineNumber)
        self.target.start(_clark(name), named)

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.target.end(_clark(name))


def _clark(name: str) -> str:
    return "{" + name if "}" in name else name


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def escaped(text: str) -> str:
    """Text as it may stand in an element; what no XML can hold becomes U+FFFD."""
    return escape(cleaned(text))


def cleaned(text: str) -> str:
    """Text in which U+FFFD stands for what no XML can hold."""
    return _IMPOSSIBLE.sub("\ufffd", text)
