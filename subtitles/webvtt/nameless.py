"""A document without what only those who made it read: they write names and doubts where no reader looks."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from subtitles.webvtt import voices
from subtitles.webvtt.document import Block, Cue, Document

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)  # of CSS
_RULE = re.compile(r"([^{}]*)\{[^{}]*\}")
_SELECTOR = re.compile(r"\s*::cue(?:\((?:b|c|i|u|ruby|rt|v|lang)?((?:\.[\w-]+)*)\))?\s*")
_REGION = re.compile(r"^id:(\S+)", re.MULTILINE)


def nameless(document: Document, name: Callable[[str], str]) -> Document:
    """The cues, speakers under the names that `name` gives their labels, and what of looks speaks of nobody.

    The header and the notes stay behind, identifiers that are no numbers, and styles of single voices, cues or classes
    that somebody made up. Regions are numbered.
    """
    regions: dict[str, str] = {}
    for block in document.blocks:
        if isinstance(block, Block) and block.kind == "region" and (found := _REGION.search(block.text)):
            regions.setdefault(found[1], str(len(regions) + 1))
    return Document(blocks=list(_blocks(document, regions, name)))


def _blocks(document: Document, regions: dict[str, str], name: Callable[[str], str]) -> Iterator[Block | Cue]:
    for block in document.blocks:
        if isinstance(block, Cue):
            settings = " ".join(_setting(each, regions) for each in block.settings.split(" "))
            identifier = block.identifier if block.identifier.isdecimal() else ""
            payload = voices.renamed(block.payload, name)
            yield replace(block, identifier=identifier, settings=settings, payload=payload)
        elif block.kind == "region":
            yield replace(block, text=_REGION.sub(lambda found: f"id:{regions.get(found[1], 0)}", block.text))
        elif block.kind == "style" and _is_of_nobody(text := _COMMENT.sub("", block.text)):
            yield replace(block, text="\n".join(line for line in text.split("\n") if line.strip()))


def _setting(setting: str, regions: dict[str, str]) -> str:
    key, colon, value = setting.partition(":")
    return f"{key}:{regions.get(value, 0)}" if key == "region" and colon else setting


def _is_of_nobody(style: str) -> bool:
    """Whether all its rules are about cues as such, or about what the standard itself names."""
    selectors = [one for rule in _RULE.finditer(style.removeprefix("STYLE")) for one in rule[1].split(",")]
    found = [_SELECTOR.fullmatch(one) for one in selectors]
    return all(one and voices.COLOURS.issuperset(filter(None, (one[1] or "").split("."))) for one in found)
