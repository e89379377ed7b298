"""Writing a file: every block in its place, nothing that would end a block inside it."""

from subtitles.timing import as_vtt
from subtitles.webvtt.document import Block, Cue, Document
from subtitles.webvtt.parser import ARROW

RIGHT_TO_LEFT_MARK = "\u200f"


def write(document: Document, direction: str = "ltr") -> str:
    """The document as a WebVTT file with line feeds.

    With direction "rtl" every line of a cue begins with U+200F: the standard sets the base direction line by line, but
    browsers take the first strong character of the whole cue, or of its first line.
    """
    mark = RIGHT_TO_LEFT_MARK if direction == "rtl" else ""
    parts = [document.header]
    parts += [block.text if isinstance(block, Block) else _cue(block, mark) for block in document.blocks]
    return "\n\n".join(parts) + "\n"


def _cue(cue: Cue, mark: str) -> str:
    times = f"{as_vtt(cue.start_ms)} {ARROW} {as_vtt(cue.end_ms)}"
    if cue.settings:
        times += f" {_one_line(cue.settings)}"
    lines = [_one_line(cue.identifier), times] if cue.identifier else [times]
    lines += [mark + line.removeprefix(mark) for line in _safe(cue.payload).split("\n") if line]
    return "\n".join(lines)


def _safe(text: str) -> str:
    """Cue text that cannot end its own block: no empty line, no arrow."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(ARROW, "--&gt;")
    return "\n".join(line for line in text.split("\n") if line)


def _one_line(text: str) -> str:
    return " ".join(text.replace(ARROW, "->").splitlines())
