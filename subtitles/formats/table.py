"""Tables as spreadsheets write them; columns known by Swedish, English or Persian headings, or by what they hold."""

import csv
import io
import re
from collections.abc import Iterator
from typing import ClassVar

from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats import clock
from subtitles.formats.base import Format
from subtitles.formats.features import Feature
from subtitles.formats.markup import Style, payload, runs
from subtitles.formats.transcript import reading_ms
from subtitles.reasons import Reason, Refusal, _
from subtitles.timing import as_vtt
from subtitles.webvtt import Cue, Document, Dropped, Mended, Parsed
from subtitles.webvtt.cuetext import plain_text

_HEADINGS = {
    "start": "start|start time|starttime|begin|in|in time|tc in|timecode in|from|time|timecode|starttid|börjar|början|"
    "från|tid|tidkod|شروع|آغاز|از|زمان|زمان شروع|زمان آغاز",
    "end": "end|end time|endtime|stop|out|out time|tc out|timecode out|to|sluttid|slut|slutar|till|پایان|تا|زمان پایان",
    "duration": "duration|length|längd|varaktighet|مدت|طول",
    "text": "text|subtitle|subtitles|caption|transcript|line|sentence|translation|undertext|undertexter|replik|"
    "översättning|متن|زیرنویس|گفتار|ترجمه",
    "speaker": "speaker|name|who|actor|talare|vem|namn|person|گوینده|نام",
    "identifier": "id|identifier|number|no|nr|nummer|cue|index|#|شماره|ردیف|شناسه",
}
_COLUMN = {name: column for column, names in _HEADINGS.items() for name in names.split("|")}
_DELIMITERS = ",;\t|"
_SEPARATED = re.compile(r"\"?sep=([,;\t|])\"?", re.IGNORECASE)
# What a spreadsheet would take for a formula is written with an apostrophe before it, as Excel itself does.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED_FORMULA = re.compile(r"'(?='*[=+\-@\t\r])")
_WRITTEN = ["id", "start", "end", "speaker", "text"]
_BETWEEN_NAMES = " / "
Columns = dict[str, int]


class Table(Format):
    """CSV. Text only: how it is set is not kept. Written as Excel opens it: UTF-8 with a mark, CR LF, quotes."""

    name = "csv"
    label = _("CSV table")
    extensions: ClassVar[tuple[str, ...]] = ("csv",)
    media_type = "text/csv"
    keeps = frozenset({Feature.TIMES, Feature.SPEAKERS, Feature.IDENTIFIERS})
    delimiter = ","

    def parse(self, text: str) -> Parsed:
        text = text.removeprefix("\ufeff").replace("\0", "\ufffd")
        try:
            return _read(text)
        except csv.Error as error:  # a cell beyond the module's own bound
            raise UnreadableSubtitles(Refusal.CUE_TOO_LONG) from error

    def write(self, document: Document, direction: str = "ltr", language: str = "") -> str:
        written = io.StringIO(newline="")
        writer = csv.writer(written, delimiter=self.delimiter, lineterminator="\r\n")
        writer.writerow(_WRITTEN)
        writer.writerows([safe(cell) for cell in _row(cue)] for cue in document.cues)
        return written.getvalue()

    def encode(self, document: Document, direction: str = "ltr", language: str = "") -> bytes:
        return self.write(document, direction, language).encode("utf-8-sig", errors="replace")


class TabbedTable(Table):
    """TSV: the same with tabulators."""

    name = "tsv"
    label = _("TSV table")
    extensions = ("tsv", "tab")
    media_type = "text/tab-separated-values"
    delimiter = "\t"


def _read(text: str) -> Parsed:
    first, _, rest = text.partition("\n")
    separated = _SEPARATED.fullmatch(first.strip())
    delimiter = separated[1] if separated else _delimiter(first)
    rows = list(_rows(rest if separated else text, delimiter, 1 if separated else 0))
    line, head = rows[0] if rows else (0, [])
    columns = _titled(head)
    if columns:
        named = set(columns.values())
        dropped = [Dropped(line, Reason.COLUMN, name) for at, name in enumerate(head) if name and at not in named]
        return _cues(rows[1:], columns, dropped)
    columns = _untitled(head)
    if not columns:
        raise UnreadableSubtitles(Refusal.NO_COLUMNS)
    return _cues(rows, columns, [])


def _rows(text: str, delimiter: str, above: int) -> Iterator[tuple[int, list[str]]]:
    """Each row that holds anything, with the line on which it begins; `above` lines were taken off before."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = above + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells]
        line = above + reader.line_num + 1


def _delimiter(first: str) -> str:
    """The one that finds most columns in the first row."""

    def found(delimiter: str) -> int:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        return len(_titled(cells) or _untitled(cells))

    return max(_DELIMITERS, key=found)


def _titled(head: list[str]) -> Columns:
    """The columns by their headings; none unless times and text are among them."""
    columns: Columns = {}
    for at, cell in enumerate(head):
        column = _COLUMN.get(re.sub(r"[\s_-]+", " ", cell).strip().lower())
        if column:
            columns.setdefault(column, at)
    return columns if "start" in columns and "text" in columns else {}


def _untitled(cells: list[str]) -> Columns:
    """The columns of a table without headings: one or two times, at most a number before them, the text last."""
    times = [at for at, cell in enumerate(cells) if ":" in cell and clock.milliseconds(cell) is not None][:2]
    if (
        not times
        or times[0] > 1
        or times != list(range(times[0], times[0] + len(times)))
        or times[-1] + 1 >= len(cells)
    ):
        return {}
    columns = dict(zip(("start", "end"), times, strict=False)) | {"text": len(cells) - 1}
    return columns | {"identifier": 0} if times[0] else columns


def _cues(rows: list[tuple[int, list[str]]], columns: Columns, dropped: list[Dropped]) -> Parsed:
    document, mended = Document(), list[Mended]()
    open_cue: Cue | None = None  # one whose row does not say when it ends
    for line, cells in rows:
        about = {column: _unsafe(cells[at]) for column, at in columns.items() if at < len(cells)}
        start_ms = clock.milliseconds(about.get("start", ""))
        if start_ms is None:
            dropped.append(Dropped(line, Reason.BAD_TIME, " | ".join(cells)))
            continue
        if open_cue:
            _close(open_cue, start_ms, mended)
        style = Style(speaker=about.get("speaker", ""))
        text = payload([(about.get("text", ""), style)])
        end_ms = _end(about, start_ms)
        cue = Cue(about.get("identifier", ""), start_ms, end_ms or start_ms, "", text, line)
        open_cue = cue if end_ms is None else None
        document.blocks.append(cue)
    if open_cue:
        _close(open_cue, 0, mended)
    return Parsed(document, dropped, mended)


def _end(about: dict[str, str], start_ms: int) -> int | None:
    end_ms = clock.milliseconds(about.get("end", ""))
    if end_ms is not None:
        return end_ms
    length_ms = clock.milliseconds(about.get("duration", ""))
    return None if length_ms is None else start_ms + length_ms


def _close(cue: Cue, following_ms: int, mended: list[Mended]) -> None:
    if following_ms > cue.start_ms:
        cue.end_ms = following_ms
        return
    cue.end_ms = cue.start_ms + reading_ms(cue.payload)
    mended.append(Mended(cue.line, Reason.GUESSED_END, as_vtt(cue.start_ms), as_vtt(cue.end_ms)))


def _row(cue: Cue) -> list[str]:
    speakers = dict.fromkeys(style.speaker for _, style in runs(cue.payload) if style.speaker)
    names = _BETWEEN_NAMES.join(speakers)
    return [cue.identifier, as_vtt(cue.start_ms), as_vtt(cue.end_ms), names, plain_text(cue.payload)]


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unsafe(cell: str) -> str:
    return cell[1:] if _QUOTED_FORMULA.match(cell) else cell
