"""What is mended in every file, whatever its format: marks of direction, null characters, cues that end too early."""

from collections.abc import Iterator

from subtitles.formats import marks
from subtitles.reasons import Reason
from subtitles.timing import as_vtt
from subtitles.webvtt.document import Cue, Document, Mended
from subtitles.webvtt.parser import ARROW

_SHOWN_NULL = "\\x00"


def nulls(text: str) -> Iterator[Mended]:
    """The lines in which a null character stood, of which every reader makes U+FFFD."""
    if "\0" not in text:
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        if "\0" in line:
            yield Mended(number, Reason.NULL, line.replace("\0", _SHOWN_NULL), line.replace("\0", "\ufffd"))


def clean(document: Document) -> Iterator[Mended]:
    """Mend the cues where they stand; what each of them was."""
    for cue in document.cues:
        if marks.has_marks(cue.payload):
            yield from _without_marks(cue)
        if cue.end_ms <= cue.start_ms:
            yield _turned(cue)


def _without_marks(cue: Cue) -> Iterator[Mended]:
    kept = []
    for number, line in enumerate(cue.payload.split("\n"), start=cue.line + 1):
        text = marks.cleaned(line) if marks.has_marks(line) else line
        if not marks.is_ours(line, text):
            yield Mended(number, Reason.MARKS, line, text)
        if text:
            kept.append(text)
    cue.payload = "\n".join(kept)


def _turned(cue: Cue) -> Mended:
    """Let no cue end before it begins; one without a length is only named."""
    reason = Reason.BACKWARDS if cue.end_ms < cue.start_ms else Reason.NO_LENGTH
    was = times(cue)
    cue.end_ms = cue.start_ms
    return Mended(cue.line, reason, was, times(cue))


def times(cue: Cue) -> str:
    """A cue's times as WebVTT writes them."""
    return f"{as_vtt(cue.start_ms)} {ARROW} {as_vtt(cue.end_ms)}"
