"""XML of the Oral History Metadata Synchronizer: an interview's transcript, what is heard when, and its index.

The transcript is a text whose lines are counted; `sync` says at which line and word every so many minutes begin, as
in `1:|13(3)|19(14)`: the third word of line 13 is said at one minute, the 14th of line 19 at two. Newer files bring a
WebVTT text besides, which says more and is read instead. The index stands in the document as notes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

from subtitles import webvtt
from subtitles.doubts import NOTHING_SAID, Answers
from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats import ohms_writer, speech, xml
from subtitles.formats.base import Format
from subtitles.formats.encodings import Decoded
from subtitles.formats.features import EVERYTHING, Feature
from subtitles.formats.markup import PLAIN, payload, trimmed
from subtitles.reasons import Reason, Refusal, _
from subtitles.timing import as_vtt
from subtitles.webvtt import Block, Cue, Document, Dropped, Mended, Parsed
from subtitles.webvtt.parser import ARROW

_POINT = re.compile(r"([0-9]{1,7})(?:\(([0-9]{1,7})\))?")
_INTERVAL = re.compile(r"([0-9]{1,4})(?:\.[0-9]+)?:")
_SECONDS = re.compile(r"[0-9]{1,7}")
_INDEXED = ("synopsis", "partial_transcript", "keywords", "subjects")
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class IndexPoint:
    """A moment that the index names. `text` is what it says of it, a line for each field."""

    start_ms: int
    title: str
    text: str
    line: int


class OralHistory(Format):
    """OHMS. Written with the transcript and its sync points, the same text as WebVTT, and the index."""

    name = "ohms"
    label = _("OHMS (oral history)")
    extensions = ("xml", "ohms")
    media_type = "application/xml"
    keeps = EVERYTHING - {Feature.WORDS, Feature.BLOCKS, Feature.DIRECTION}

    def recognises(self, text: str) -> bool:
        return ohms_writer.NAMESPACE in text

    def decode(self, data: bytes, language: str, answers: Answers = NOTHING_SAID) -> Decoded:
        return xml.decode(data, language, answers)

    def parse(self, text: str) -> Parsed:
        root = xml.parse(text)
        record = root if xml.local(root) == "record" else _child(root, "record")
        if record is None:
            raise UnreadableSubtitles(Refusal.OTHER_CONTENT)
        points = [*_points(record)]
        parsed = _spoken(record)
        if not parsed.document.cues:
            return Parsed(Document(blocks=[*_as_cues(points)]), parsed.dropped)
        notes = sorted(points, key=lambda point: point.start_ms)
        return Parsed(_noted(parsed.document, notes), [*parsed.dropped, *_other(record)], parsed.mended)

    def write(self, document: Document, direction: str = "ltr", language: str = "") -> str:
        return ohms_writer.write(document, language)


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if xml.local(child) == name), None)


def _text(element: Element, name: str) -> str:
    child = _child(element, name)
    return "" if child is None else "".join(child.itertext())


def _line(element: Element) -> int:
    return int(element.get(xml.LINE, "0"))


def _points(record: Element) -> Iterator[IndexPoint]:
    index = _child(record, "index")
    for point in index if index is not None else ():
        time = _SECONDS.match(_text(point, "time").strip())
        if xml.local(point) == "point" and time:
            lines = (" ".join(_text(point, name).split()) for name in _INDEXED)
            title = " ".join(_text(point, "title").split())
            yield IndexPoint(int(time[0]) * 1000, title, "\n".join(line for line in lines if line), _line(point))


def _as_cues(points: list[IndexPoint]) -> Iterator[Cue]:
    """An index without a transcript is a list of chapters."""
    ends = [point.start_ms for point in points[1:]] + [points[-1].start_ms + _MINUTE_MS] if points else []
    for point, end_ms in zip(points, ends, strict=True):
        text = payload([(f"{point.title}\n{point.text}", PLAIN)])
        yield Cue("", point.start_ms, end_ms, "", text, point.line)


def _noted(document: Document, points: list[IndexPoint]) -> Document:
    """The document with a note for each point of the index, before the first cue that begins at its time or later."""
    noted, waiting = Document(document.header), list(points)
    for block in document.blocks:
        while waiting and isinstance(block, Cue) and waiting[0].start_ms <= block.start_ms:
            noted.blocks.append(_note(waiting.pop(0)))
        noted.blocks.append(block)
    noted.blocks += [_note(point) for point in waiting]
    return noted


def _note(point: IndexPoint) -> Block:
    text = trimmed(f"{ohms_writer.NOTE}{as_vtt(point.start_ms)} {point.title}\n{point.text}")
    return Block("note", text.replace(ARROW, "→"), point.line)


def _other(record: Element) -> list[Dropped]:
    """The translation in the same file is another track's."""
    found = [child for child in record if xml.local(child) in {"transcript_alt", "vtt_transcript_alt"}]
    told = [child for child in found if "".join(child.itertext()).strip()]
    return [Dropped(_line(child), Reason.NOT_SHOWN, xml.local(child)) for child in told]


def _spoken(record: Element) -> Parsed:
    if (text := _text(record, "vtt_transcript").strip()).startswith("WEBVTT"):
        parsed = webvtt.parse(text)
        if parsed.document.cues:
            return parsed
    transcript = _child(record, "transcript")
    text = "" if transcript is None else "".join(transcript.itertext())
    if transcript is None or not text.strip():
        return Parsed(Document(), [])
    starts = _starts(_text(record, "sync"), text.split("\n"))
    if len(starts) == 1:
        raise UnreadableSubtitles(Refusal.NO_TIMES)
    return _between(text, starts, _line(transcript))


def _starts(sync: str, lines: list[str]) -> list[tuple[int, int]]:
    """(milliseconds, place in the text) of each stretch, from the beginning of the recording on."""
    interval = _INTERVAL.match(sync.strip())
    every_ms = int(interval[1]) * _MINUTE_MS if interval else _MINUTE_MS
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    starts = [(0, 0)]
    words: dict[int, list[int]] = {}  # of each line that is named, however often
    for number, written in enumerate(sync.strip()[interval.end() if interval else 0 :].split("|")):
        found = _POINT.fullmatch(written.strip())
        if not (number and found and every_ms and 0 < int(found[1]) <= len(lines)):
            continue
        at = int(found[1])
        if at not in words:
            words[at] = [word.start() for word in re.finditer(r"\S+", lines[at - 1])] or [0]
        place = offsets[at - 1] + words[at][min(max(int(found[2] or 1), 1), len(words[at])) - 1]
        if place == starts[-1][1]:
            starts[-1] = (number * every_ms, place)
        elif place > starts[-1][1]:
            starts.append((number * every_ms, place))
    return starts


def _between(text: str, starts: list[tuple[int, int]], line: int) -> Parsed:
    known = speech.names(line.strip() for line in text.split("\n"))
    document, mended, speaker = Document(), list[Mended](), ""
    for (start_ms, place), (end_ms, end) in pairwise([*starts, (starts[-1][0] + _MINUTE_MS, len(text))]):
        said = text[place:end]
        lines = [each.strip() for each in said.split("\n") if each.strip()]
        if lines:
            told = speech.attributed([("\n".join(lines), PLAIN)], known, speaker, goes_on=end < len(text))
            speaker = told[-1][1].speaker  # who goes on in the next stretch
            document.blocks.append(Cue("", start_ms, end_ms, "", payload(told), line))
            if end == len(text):
                mended.append(Mended(line, Reason.GUESSED_END, as_vtt(start_ms), as_vtt(end_ms)))
        line += said.count("\n")
    return Parsed(document, [], mended)
