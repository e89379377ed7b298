"""Cues as a table of WordprocessingML: key, times, what was said, what is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from subtitles.formats import speech, xml
from subtitles.formats.markup import PLAIN, Run, Style
from subtitles.timing import as_vtt
from subtitles.webvtt import Document, languages
from subtitles.webvtt.parser import ARROW

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEADINGS = ("#", "Time", "Source", "Target")
_WIDTHS = (1100, 1700, 5300, 5300)  # twentieths of a point; together what a page on its side is wide
_BOLD = Style(bold=True)
Cell = Sequence[Run]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two columns of texts: its cues' payloads, whose language they are in, and which way that is read."""

    texts: Sequence[str] = ()
    language: str = ""
    direction: str = "ltr"


_NEUTRAL = Side()


def table(
    document: Document, keys: Sequence[str], source: Side, target: Side, headings: Sequence[str] = HEADINGS
) -> str:
    """A row for each cue under a heading that every page repeats; the texts of the last column are the document's."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    head = _row([[(heading, _BOLD)] for heading in headings], [_NEUTRAL] * len(_WIDTHS), "<w:tblHeader/>")
    sides = [_NEUTRAL, _NEUTRAL, source, target]
    rows = []
    for number, (cue, key) in enumerate(zip(document.cues, keys, strict=True)):
        beside = source.texts[number] if number < len(source.texts) else ""
        times = f"{as_vtt(cue.start_ms)} {ARROW} {as_vtt(cue.end_ms)}"
        cells = [[(key, PLAIN)], [(times, PLAIN)], speech.named(beside), speech.named(cue.payload)]
        rows.append(_row(cells, sides))
    return (
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{head}{''.join(rows)}</w:tbl>"
    )


def paragraph(text: str, side: Side = _NEUTRAL) -> str:
    """A line of text that stands for itself."""
    return f'<w:p xmlns:w="{NAMESPACE}">{_direction(side)}{_run(text, PLAIN, side)}</w:p>'


def _row(cells: Sequence[Cell], sides: Sequence[Side], more: str = "") -> str:
    written = "".join(_cell(cell, width, side) for cell, width, side in zip(cells, _WIDTHS, sides, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{written}</w:tr>"


def _cell(cell: Cell, width: int, side: Side) -> str:
    written = "".join(_run(text, style, side) for text, style in cell)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{_direction(side)}{written}</w:p></w:tc>'


def _direction(side: Side) -> str:
    return "<w:pPr><w:bidi/></w:pPr>" if side.direction == "rtl" else ""


def _run(text: str, style: Style, side: Side) -> str:
    marks = ("<w:b/><w:bCs/>" if style.bold else "") + ("<w:i/><w:iCs/>" if style.italic else "")
    marks += '<w:u w:val="single"/>' if style.underline else ""
    direction = languages.direction(style.language) if style.language else side.direction
    marks += "<w:rtl/>" if direction == "rtl" else ""
    language = style.language or side.language
    marks += f"<w:lang w:val={quoteattr(language)} w:bidi={quoteattr(language)}/>" if language else ""
    lines = (f'<w:t xml:space="preserve">{xml.escaped(line)}</w:t>' if line else "" for line in text.split("\n"))
    return f"<w:r><w:rPr>{marks}</w:rPr>{'<w:br/>'.join(lines)}</w:r>"
