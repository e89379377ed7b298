"""Small pictures along the time line: one sheet of them, and a WebVTT file that says which is when."""

import math
import shutil
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from archive.derivatives import stills
from archive.derivatives.names import SHEET

FOLDER = "thumbnails"
LONGER_SIDE = 160
QUALITY = 75
COLUMNS = 10
MOST = 200
SHORTEST_INTERVAL_MS = 2000


@dataclass(frozen=True)
class Sheet:
    """A grid of thumbnails, `width` by `height` pixels each, one per `interval_ms`, row by row."""

    interval_ms: int
    columns: int
    rows: int
    width: int
    height: int

    @property
    def cells(self) -> int:
        return self.columns * self.rows


def plan(duration_ms: int, width: int, height: int) -> Sheet:
    """The sheet for a film of this length and size: at most 200 thumbnails, whole seconds apart."""
    interval_ms = max(SHORTEST_INTERVAL_MS, math.ceil(duration_ms / MOST / 1000) * 1000)
    count = max(1, math.ceil(duration_ms / interval_ms))
    scale = LONGER_SIDE / max(width, height)
    columns = min(COLUMNS, count)
    return Sheet(interval_ms, columns, math.ceil(count / columns), _even(width * scale), _even(height * scale))


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)


def assemble(directory: Path, sheet: Sheet) -> None:
    """Lay the thumbnails in `directory` out as the sheet."""
    whole = Image.new("RGB", (sheet.columns * sheet.width, sheet.rows * sheet.height))
    for cell, path in enumerate(stills.taken(directory / FOLDER)[: sheet.cells]):
        row, column = divmod(cell, sheet.columns)
        with Image.open(path) as thumbnail:
            whole.paste(thumbnail, (column * sheet.width, row * sheet.height))
    whole.save(directory / SHEET, quality=QUALITY, optimize=True)
    shutil.rmtree(directory / FOLDER)


def index(sheet: Sheet, duration_ms: int) -> str:
    """The WebVTT file; each cue names a cell by a media fragment (W3C Media Fragments, xywh)."""
    cues = ["WEBVTT"]
    for cell in range(min(sheet.cells, max(1, math.ceil(duration_ms / sheet.interval_ms)))):
        start = cell * sheet.interval_ms
        end = min(start + sheet.interval_ms, max(duration_ms, start + 1))
        row, column = divmod(cell, sheet.columns)
        place = f"{column * sheet.width},{row * sheet.height},{sheet.width},{sheet.height}"
        cues.append(f"{_time(start)} --> {_time(end)}\n{SHEET}#xywh={place}")
    return "\n\n".join(cues) + "\n"


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
