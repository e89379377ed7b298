"""What TTML says of how and where a text is set, as far as cues know it. No Django here."""

import re
from collections.abc import Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from subtitles.formats import xml
from subtitles.formats.markup import Style

TTML = "http://www.w3.org/ns/ttml"
ID = "{http://www.w3.org/XML/1998/namespace}id"
_STYLING = f"{{{TTML}#styling}}"
_READ = ("fontStyle", "fontWeight", "textDecoration", "textAlign", "displayAlign", "origin", "extent")
_REFERENCES = 20
_PERCENT = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{1,9})?)%[ \t]+(-?[0-9]{1,3}(?:\.[0-9]{1,9})?)%")
# Where a region's lower edge lies when nobody moved it: cues stand there by themselves.
_USUAL_BOTTOM = 75
_MIDDLE = 50
_HUNDRED = 100
Properties = Mapping[str, str]


class Styles:
    """The styles and regions of a document, by their names; what a style refers to is followed once, circles end."""

    def __init__(self, root: Element) -> None:
        elements = {each.get(ID, ""): each for each in root.iter(f"{{{TTML}}}style") if each.get(ID)}
        self._resolved: dict[str, dict[str, str]] = {}
        for name in elements:
            self._resolve(name, elements)
        regions = {each.get(ID, ""): each for each in root.iter(f"{{{TTML}}}region")}
        self.regions: dict[str, Properties] = {name: self.of(region) for name, region in regions.items()}

    def of(self, element: Element) -> dict[str, str]:
        """What the element says itself, else what the styles it names say, the last of them first."""
        found: dict[str, str] = {}
        for name in _references(element):
            found |= self._resolved.get(name, {})
        for child in element.findall(f"{{{TTML}}}style") if xml.local(element) == "region" else ():
            found |= self.of(child)
        return found | {name: element.attrib[_STYLING + name] for name in _READ if _STYLING + name in element.attrib}

    def _resolve(self, name: str, elements: Mapping[str, Element]) -> None:
        """With a stack of our own: a chain of styles is as long as its file."""
        stack, opened = [name], set[str]()
        while stack:
            at = stack[-1]
            unknown = (each for each in _references(elements[at]) if each in elements and each not in opened)
            waiting = [each for each in unknown if each not in self._resolved]
            if at in self._resolved or at in opened or not waiting:
                self._resolved.setdefault(at, self.of(elements[at]))
                stack.pop()
            else:
                opened.add(at)
                stack += waiting


def _references(element: Element) -> list[str]:
    return element.get("style", "").split()[:_REFERENCES]


def styled(style: Style, said: Properties) -> Style:
    """The style of a text around which `style` holds, where this is said of it."""
    italic, bold = said.get("fontStyle"), said.get("fontWeight")
    decoration = said.get("textDecoration", "").split()
    underline = True if "underline" in decoration else False if {"none", "noUnderline"} & {*decoration} else None
    return replace(
        style,
        italic=style.italic if italic is None else italic in {"italic", "oblique"},
        bold=style.bold if bold is None else bold == "bold",
        underline=style.underline if underline is None else underline,
    )


def settings(region: Properties, align: str) -> str:
    """The cue settings for about that place; none for the usual one below. `align` is what the text itself says."""
    align = align or region.get("textAlign", "")
    parts = [f"align:{align}"] if align in {"left", "right", "start", "end"} else []
    origin, extent = (_PERCENT.fullmatch(region.get(name, "").strip()) for name in ("origin", "extent"))
    if origin is None or extent is None:
        return " ".join(parts)
    left, top, width, height = float(origin[1]), float(origin[2]), float(extent[1]), float(extent[2])
    edge = region.get("displayAlign", "before")
    if edge == "before":
        parts.insert(0, f"line:{_percent(top)}")
    elif edge == "center":
        parts.insert(0, f"line:{_percent(top + height / 2)},center")
    elif top + height < _USUAL_BOTTOM:
        parts.insert(0, f"line:{_percent(top + height)},end")
    if abs(left + width / 2 - _MIDDLE) > 1:
        parts += [f"position:{_percent(left)},line-left", f"size:{_percent(width)}"]
    return " ".join(parts)


def _percent(value: float) -> str:
    return f"{min(max(value, 0), _HUNDRED):.4g}%"
