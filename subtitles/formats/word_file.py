"""A Word document as text and back: what is packed in it is looked at before anything is unpacked, and little is."""

import io
import zipfile
import zlib
from dataclasses import dataclass, field

import docx
from docx.oxml import parse_xml

from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats import xml
from subtitles.formats.markup import PLAIN, Run, merged
from subtitles.reasons import Refusal

MAX_ENTRIES = 2000
MAX_TEXT_BYTES = 60 * 1024 * 1024
MAX_ELEMENTS = 3_000_000
_TEXT = "word/document.xml"
_MACROS = ("vbaproject.bin", "vbadata.xml")
_ENCRYPTED = 0x1
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OFF = {"0", "false", "off", "none"}
_MARKS = {"b": "bold", "i": "italic", "u": "underline"}
# What is deleted in a tracked change, what repeats itself for old programs, what a field was made from.
_PASSED_OVER = {"del", "moveFrom", "Fallback", "instrText", "delText"}
_AS_TEXT = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
Row = list[list[Run]]


@dataclass(slots=True)
class Content:
    """What a document holds: the rows of its tables, each a list of cells, and the paragraphs outside of them."""

    rows: list[Row] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


def unpacked(data: bytes) -> str:
    """The XML of the document's text. Raises UnreadableSubtitles: no such file, macros, more than is bearable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            if len(entries) > MAX_ENTRIES:
                raise UnreadableSubtitles(Refusal.PACKED_TOO_LARGE)
            if any(entry.filename.lower().endswith(_MACROS) for entry in entries):
                raise UnreadableSubtitles(Refusal.MACROS)
            entry = packed.getinfo(_TEXT)
            if entry.file_size > MAX_TEXT_BYTES:
                raise UnreadableSubtitles(Refusal.PACKED_TOO_LARGE)
            if entry.flag_bits & _ENCRYPTED:
                raise UnreadableSubtitles(Refusal.OTHER_CONTENT)
            with packed.open(entry) as opened:
                content = opened.read(MAX_TEXT_BYTES + 1)  # the size that stands in the file may be a lie
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise UnreadableSubtitles(Refusal.OTHER_CONTENT) from error
    if len(content) > MAX_TEXT_BYTES:
        raise UnreadableSubtitles(Refusal.PACKED_TOO_LARGE)
    return content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8", errors="replace")


def content(text: str) -> Content:
    """The tables and paragraphs of the XML. Raises UnreadableSubtitles."""
    found: Content = xml.build(text, _Reader(), MAX_ELEMENTS)
    return found


def packed(*parts: str) -> bytes:
    """A document that holds these tables and paragraphs, each given as XML with the prefix `w`."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    for place, part in enumerate(parts):
        document.element.body.insert(place, parse_xml(part))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


class _Reader:
    """Told of elements one after the other; keeps only what is read."""

    def __init__(self) -> None:
        self.found = Content()
        self.tables = self.passing = 0
        self.in_run = self.in_text = False
        self.style = PLAIN
        self.runs: list[Run] = []
        self.cells: Row = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if self.passing or name in _PASSED_OVER:
            self.passing += 1
        elif name == "tbl":
            self.tables += 1
        elif name == "tr" and self.tables == 1:
            self.cells = []
        elif name == "tc" and self.tables == 1:
            self.runs = []
        elif name == "p":
            self._paragraph()
        elif name == "r":
            self.in_run, self.style = True, PLAIN
        elif self.in_run:
            self._of_run(name, attributes)

    def _paragraph(self) -> None:
        """Within a cell a paragraph is a line; outside it stands for itself."""
        if self.tables == 0:
            self.runs = []
        elif self.runs:
            self.runs.append(("\n", PLAIN))

    def _of_run(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self.in_text = True
        elif name in _AS_TEXT:
            self.runs.append((_AS_TEXT[name], self.style))
        elif name in _MARKS:
            values = [value for key, value in attributes.items() if key.rpartition("}")[2] == "val"]
            self.style = self.style.set(_MARKS[name], not {*values} & _OFF)

    def data(self, text: str) -> None:
        if self.in_text and not self.passing:
            self.runs.append((text, self.style))

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if self.passing:
            self.passing -= 1
        elif name == "t":
            self.in_text = False
        elif name == "r":
            self.in_run = False
        elif name == "p" and self.tables == 0:
            self.found.paragraphs.append("".join(text for text, _ in self.runs))
        elif name == "tc" and self.tables == 1:
            self.cells.append(merged(self.runs))
            self.runs = []
        elif name == "tr" and self.tables == 1:
            self.found.rows.append(self.cells)
        elif name == "tbl":
            self.tables -= 1

    def close(self) -> Content:
        return self.found
