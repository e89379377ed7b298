"""TMX 1.4b (LISA): a translation memory as other programs read and write it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from archive.languages import LANGUAGES
from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats import xml
from subtitles.reasons import Refusal

MOST_BYTES = 50 * 1024 * 1024
MOST_LETTERS = 5000  # of one text; what is longer is left out
# Every program writes it and nobody reads it. One that brings declarations of its own stays, and is refused.
_DOCTYPE = re.compile(r"<!DOCTYPE\s+tmx(?:\s+(?:SYSTEM|PUBLIC))?(?:\s+(?:\"[^\"\[<>]*\"|'[^'\[<>]*'))*\s*>")
_HEAD = 2000  # characters that it stands in
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What stands inside is code of the program that wrote it, not text.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
_ALL = "*all*"
_OURS = {"fa-af": "prs", "ku": "kmr", "ku-iq": "ckb", "ku-arab": "ckb"}
_BEGIN = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header creationtool="rostarkivet" creationtoolversion="1" segtype="block" o-tmf="rostarkivet" adminlang="en" \
srclang="*all*" datatype="plaintext"/>
<body>
"""
_END = "</body>\n</tmx>\n"


class Unit(NamedTuple):
    """A text and its translation, without markup; `by` is who wrote it, `note` where it is from."""

    source_language: str
    source: str
    target_language: str
    target: str
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """`left_out` counts what is in a language that nothing here is kept in, empty, or too long."""

    units: list[Unit]
    left_out: int


def read(data: bytes) -> Read:
    """The pairs of a file, from its source language to each other one. Raises UnreadableSubtitles."""
    root = xml.parse(_text(data))
    if xml.local(root) != "tmx":
        raise UnreadableSubtitles(Refusal.OTHER_CONTENT)
    header = next((each for each in root if xml.local(each) == "header"), None)
    usual = header.get("srclang", _ALL) if header is not None else _ALL
    units: list[Unit] = []
    left_out = 0
    for unit in root.iter():
        if xml.local(unit) == "tu":
            made = list(_units(unit, usual))
            units += made
            left_out += not made
    return Read(units, left_out)


def written(units: Iterable[Unit]) -> Iterator[str]:
    """A file that holds these, in parts."""
    yield _BEGIN
    for unit in units:
        yield _written(unit)
    yield _END


def _written(unit: Unit) -> str:
    by = f" creationid={quoteattr(xml.cleaned(unit.by))}" if unit.by else ""
    note = f"<note>{xml.escaped(unit.note)}</note>" if unit.note else ""
    sides = ((unit.source_language, unit.source), (unit.target_language, unit.target))
    texts = "".join(f'<tuv xml:lang="{language}"><seg>{xml.escaped(text)}</seg></tuv>' for language, text in sides)
    return f'<tu srclang="{unit.source_language}"{by}>{note}{texts}</tu>\n'


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise UnreadableSubtitles(Refusal.TOO_DEEP)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSubtitles(Refusal.ENCODING) from error
    head = _DOCTYPE.sub("", text[:_HEAD], count=1)
    return head + text[_HEAD:]


def _units(unit: Element, usual: str) -> Iterator[Unit]:
    variants = [each for each in unit if xml.local(each) == "tuv"]
    texts = [(_language(each), _segment(each), _writer(each) or _writer(unit)) for each in variants]
    wanted = unit.get("srclang", usual)
    source = next((each for each in texts if wanted == _ALL or each[0] == _ours(wanted)), None)
    if source is None or not _fits(source[0], source[1]):
        return
    for language, text, by in texts:
        if language != source[0] and _fits(language, text):
            yield Unit(source[0], source[1], language, text, by)


def _fits(language: str, text: str) -> bool:
    return bool(language and text) and len(text) <= MOST_LETTERS


def _writer(element: Element) -> str:
    return element.get("creationid") or ""


def _language(variant: Element) -> str:
    return _ours(variant.get(_XML_LANG) or variant.get("lang") or "")


def _ours(tag: str) -> str:
    """The language here that a tag stands for; "" for none."""
    small = tag.replace("_", "-").lower()
    own = _OURS.get(small, small)
    short = own.partition("-")[0]
    return own if own in LANGUAGES else _OURS.get(short, short if short in LANGUAGES else "")


def _segment(variant: Element) -> str:
    segment = next((each for each in variant if xml.local(each) == "seg"), None)
    return "".join(_said(segment)).strip() if segment is not None else ""


def _said(element: Element) -> Iterator[str]:
    if xml.local(element) not in _CODES:
        yield element.text or ""
        for each in element:
            yield from _said(each)
            yield each.tail or ""
