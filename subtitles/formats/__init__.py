"""The subtitle formats, one entry each. No Django here.

The next format is an afternoon:

1. A class in a module of its own, named after what it reads. `parse` takes decoded text and gives `Parsed`: cues with
   WebVTT cue text, every part that was left out as `Dropped`, everything that was read otherwise than it stands as
   `Mended`. It raises UnreadableSubtitles where the whole file is something else; nothing other, whatever the bytes.
   Text goes through `markup.payload`, which escapes it and knows bold, italics, speakers (`<v>`) and languages
   (`<lang>`); `clock` reads times as people write them, `speech` finds "ANNA:", `places` the nine places of a screen,
   `xml.parse` takes XML from strangers, `machine.cues` makes cues of words.
2. `write` gives the text back; a format that is only read says `writes = False`. One that is not text (a binary block,
   an archive) turns bytes into text in `decode` and back in `encode`, within bounds of its own.
3. `keeps` names what survives in it; `losses` tells the rest to whoever converts. `recognises` looks at how a file
   begins, where another format has the same extension.
4. A line in FORMATS, a row in tests/subtitles/formats/samples.py: the tests that hold for all formats (arbitrary bytes,
   size, round trip, sentences, the names in the refusal) then hold for it too.

ELAN and LRC need nothing more; EBU STL reads its blocks of 128 bytes in `decode`.
"""

from dataclasses import replace
from operator import attrgetter
from pathlib import PurePath

from subtitles.doubts import NOTHING_SAID, Answers
from subtitles.exceptions import UnreadableSubtitles, UnsupportedFormat
from subtitles.formats.ass import SubStation
from subtitles.formats.base import MAX_BYTES, MAX_CUES, Format, Reading, check_size
from subtitles.formats.encodings import decode
from subtitles.formats.losses import Loss, losses
from subtitles.formats.machine import Recognised
from subtitles.formats.ohms import OralHistory
from subtitles.formats.proof import Proof
from subtitles.formats.sbv import SubViewer
from subtitles.formats.srt import SubRip
from subtitles.formats.table import TabbedTable, Table
from subtitles.formats.transcript import Transcript
from subtitles.formats.ttml import TimedTextMarkup
from subtitles.formats.vtt import WebVTT
from subtitles.reasons import Reason
from subtitles.webvtt.document import Mended

FORMATS: dict[str, Format] = {
    known.name: known
    for known in (
        WebVTT(),
        SubRip(),
        SubStation(),
        SubViewer(),
        TimedTextMarkup(),
        OralHistory(),
        Transcript(),
        Table(),
        TabbedTable(),
        Proof(),
        Recognised(),
    )
}
WRITTEN: dict[str, Format] = {name: known for name, known in FORMATS.items() if known.writes}
# So much of a file is looked at to see what it is.
_BEGINNING = 64 * 1024
_PACKED = b"PK\x03\x04"

__all__ = ["FORMATS", "MAX_BYTES", "MAX_CUES", "WRITTEN", "Format", "Loss", "Reading", "format_for", "losses", "read"]


def read(
    data: bytes,
    file_name: str,
    language: str,
    answers: Answers = NOTHING_SAID,
    duration_ms: int | None = None,
) -> Reading:
    """Read a file as what it is, whatever its name says, and see `Format.read` for the rest.

    Raises UnsupportedFormat when neither its content nor its name is known, and UnreadableSubtitles.
    """
    check_size(data)
    named = _named(file_name)
    known = _recognised(data, named, language, answers) or (named[0] if named else format_for(file_name))
    reading = known.read(data, language, answers, duration_ms)
    if known in named:
        return reading
    was = PurePath(file_name).suffix or PurePath(file_name).name
    word = Mended(1, Reason.FORMAT, was, known.label)
    return replace(reading, mended=sorted([word, *reading.mended], key=attrgetter("line")))


def format_for(file_name: str) -> Format:
    """The format of a file by the end of its name, the first where several end alike. Raises UnsupportedFormat."""
    named = _named(file_name)
    if not named:
        raise UnsupportedFormat(_extension(file_name), tuple(f".{known.extensions[0]}" for known in FORMATS.values()))
    return named[0]


def _named(file_name: str) -> list[Format]:
    extension = _extension(file_name)
    return [known for known in FORMATS.values() if extension in known.extensions]


def _extension(file_name: str) -> str:
    return PurePath(file_name).suffix.lower().lstrip(".")


def _recognised(data: bytes, named: list[Format], language: str, answers: Answers) -> Format | None:
    """The format that the beginning of the file is in; one of those of its name, when it may be that."""
    if data.startswith(_PACKED):  # it shows nothing of what it is before it is unpacked
        return None
    try:
        text = decode(data[:_BEGINNING], language, answers).text
    except UnreadableSubtitles:
        return None
    return next((known for known in [*named, *FORMATS.values()] if known.recognises(text)), None)
