"""Writing a file: every block in its place, nothing that would end a block inside it."""

from subtitles.timing import as_vtt
from subtitles.webvtt import languages
from subtitles.webvtt.document import Block, Cue, Document
from subtitles.webvtt.parser import ARROW

RIGHT_TO_LEFT_MARK = "\u200f"
# Where a right-to-left cue begins and ends. Chromium shows none that is set at its "start" or "end".
_SIDES = {"align:start": "align:right", "align:end": "align:left"}


def write(document: Document, direction: str = "ltr") -> str:
    """The document as a WebVTT file with line feeds.

    Every line of a cue that is read from right to left begins with U+200F: the standard sets the base direction line
    by line, but browsers take the first strong character of the whole cue, or of its first line.
    """
    parts = [document.header]
    parts += [block.text if isinstance(block, Block) else _cue(block, direction) for block in document.blocks]
    return "\n\n".join(parts) + "\n"


def mark_of(cue: Cue, direction: str) -> str:
    """What each line of the cue begins with, in a track that is read in this direction."""
    return RIGHT_TO_LEFT_MARK if languages.direction_of(cue.payload, direction) == "rtl" else ""


def _cue(cue: Cue, direction: str) -> str:
    mark = mark_of(cue, direction)
    head = f"{_one_line(cue.identifier)}\n" if cue.identifier else ""
    placed = _one_line(cue.settings)
    if mark and "align:" in placed:
        placed = " ".join(_SIDES.get(setting, setting) for setting in placed.split())
    settings = f" {placed}" if placed else ""
    payload = _safe(cue.payload)
    if mark and payload:
        payload = "\n".join(mark + line.removeprefix(mark) for line in payload.split("\n"))
    times = f"{as_vtt(cue.start_ms)} {ARROW} {as_vtt(cue.end_ms)}{settings}"
    return f"{head}{times}\n{payload}" if payload else f"{head}{times}"


def _safe(text: str) -> str:
    """Cue text that cannot end its own block: no empty line, no arrow."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n\n" in text or text[:1] == "\n" or text[-1:] == "\n":
        text = "\n".join(line for line in text.split("\n") if line)
    return text.replace(ARROW, "--&gt;")


def _one_line(text: str) -> str:
    return text if text.isalnum() else " ".join(text.replace(ARROW, "->").splitlines())
