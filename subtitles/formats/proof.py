"""Word documents for proof-reading: a table with a row for each cue, what was said beside what is written.

Whoever reads proofs changes the last column, or a time; the first holds the cue's key and must stay. `changes` compares
what came back with the document that it was made from, and names the cues in which anything was edited.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from subtitles.doubts import NOTHING_SAID, Answers
from subtitles.formats import clock, speech, transcript, word_file
from subtitles.formats.base import Format
from subtitles.formats.encodings import Decoded
from subtitles.formats.features import Feature
from subtitles.formats.markup import Run, payload, runs
from subtitles.formats.word_table import HEADINGS, Side, paragraph, table
from subtitles.reasons import Reason, _
from subtitles.webvtt import Cue, Document, Dropped, Parsed
from subtitles.wordtimes import moved, reworded

_TIMES = re.compile(r"\s*([^\s→>-]+)\s*(?:-{1,3}>?|–|→)\s*([^\s→>-]+)\s*")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARK = re.compile(r"(?<![0-9a-f-])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([0-9]{1,9})(?![0-9])", re.ASCII)
_LEAST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Changed:
    """A cue that was edited: its place among the document's cues, and as it is now."""

    index: int
    cue: Cue


@dataclass(frozen=True, slots=True)
class Proofread:
    """What came back. `missing` are the places of cues without a row; `unknown` the rows of no cue, or of one again."""

    changed: list[Changed] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    unknown: list[Dropped] = field(default_factory=list)


class Proof(Format):
    """DOCX. Without the table, its paragraphs are read as a transcript."""

    name = "docx"
    label = _("Word table for proof-reading")
    extensions = ("docx",)
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    keeps = frozenset({Feature.MARKUP, Feature.SPEAKERS, Feature.TIMES, Feature.DIRECTION, Feature.IDENTIFIERS})

    def decode(self, data: bytes, language: str, answers: Answers = NOTHING_SAID) -> Decoded:
        return Decoded(word_file.unpacked(data), "utf-8")

    def parse(self, text: str) -> Parsed:
        content = word_file.content(text)
        if not any(_is_row(row) for row in content.rows):
            return transcript.read("\n".join(content.paragraphs))
        document, dropped = Document(), list[Dropped]()
        known = speech.names(line for row in content.rows if row for line in _text(row[-1]).split("\n"))
        for number, row in enumerate(content.rows, start=1):
            times = _times(row)
            if times is None:
                dropped += [Dropped(number, Reason.NO_TIME, " | ".join(map(_text, row)))] if number > 1 else []
                continue
            said = payload(speech.attributed(row[-1], known))
            document.blocks.append(Cue(_text(row[0]).strip(), *times, "", said, number))
        return Parsed(document, dropped)

    def write(self, document: Document, direction: str = "ltr", language: str = "") -> str:
        return table(document, keys_of(document), Side(), Side((), language, direction))

    def encode(self, document: Document, direction: str = "ltr", language: str = "") -> bytes:
        return word_file.packed(self.write(document, direction, language))


def keys_of(document: Document) -> list[str]:
    """A key for each cue, none of them twice: its identifier where that is a name of its own, else its number."""
    counted = Counter(cue.identifier for cue in document.cues)
    return [
        cue.identifier
        if counted[cue.identifier] == 1 and not cue.identifier.isdecimal() and cue.identifier
        else str(number)
        for number, cue in enumerate(document.cues, start=1)
    ]


def sheet(
    document: Document,
    keys: Sequence[str],
    source: Side,
    target: Side,
    *,
    headings: Sequence[str] = HEADINGS,
    above: Sequence[tuple[str, Side]] = (),
) -> bytes:
    """A Word document about the cues. `keys` name them, each once; `source.texts` stand beside them one by one.

    `above` are lines that stand over the table; where one holds a `mark`, `marked` finds it again.
    """
    return word_file.packed(*(paragraph(*line) for line in above), table(document, keys, source, target, headings))


def mark(track: UUID, revision: int) -> str:
    """What a sheet says of where it came from: the track, and the number of its revision."""
    return f"{track}/{revision}"


def marked(data: bytes) -> tuple[UUID, int] | None:
    """The track and the revision that a sheet was made from; None where it does not say. Raises UnreadableSubtitles."""
    lines = word_file.content(word_file.unpacked(data)).paragraphs
    found = next(filter(None, map(_MARK.search, lines)), None)
    return (UUID(found[1]), int(found[2])) if found else None


def changes(document: Document, keys: Sequence[str], data: bytes) -> Proofread:
    """What was edited in a sheet that was made of this document with these keys. Raises UnreadableSubtitles."""
    cues, places = document.cues, {key: index for index, key in enumerate(keys)}
    names = {style.speaker for cue in cues for _, style in runs(cue.payload) if style.speaker}
    seen: set[int] = set()
    read = Proofread()
    for number, row in enumerate(word_file.content(word_file.unpacked(data)).rows, start=1):
        index = places.get(_text(row[0]).strip()) if len(row) >= _LEAST_COLUMNS else None
        if index is None or index in seen:
            if number > 1:
                read.unknown.append(Dropped(number, Reason.NO_TIME, " | ".join(map(_text, row))))
            continue
        seen.add(index)
        now = _edited(cues[index], row, names)
        if now != cues[index]:
            read.changed.append(Changed(index, now))
    read.missing.extend(index for index in range(len(cues)) if index not in seen)
    return read


def _edited(cue: Cue, row: word_file.Row, names: set[str]) -> Cue:
    """The cue with what is otherwise in its row; what Word leaves alone comes back and counts as the same."""
    given = _as_given(speech.named(cue.payload), names)
    back = _as_given(row[-1], names)
    if _BIDI.sub("", back) != _BIDI.sub("", given):
        text = _in_its_language(back, cue.payload)
        cue = replace(cue, payload=text, words=reworded(cue.words, cue.payload, text))
    times, before = _times(row), (cue.start_ms, cue.end_ms)
    if times and times != before and times[0] <= times[1]:
        cue = replace(cue, start_ms=times[0], end_ms=times[1], words=moved(cue.words, before, times))
    return cue


def _as_given(found: Sequence[Run], names: set[str]) -> str:
    """As cue text, without languages, of which Word keeps none that one could read back."""
    plain = [(text, replace(style, language="")) for text, style in found]
    return payload(speech.attributed(plain, names))


def _in_its_language(new: str, earlier: str) -> str:
    """A cue that was wholly in another language stays so."""
    languages = {style.language for text, style in runs(earlier) if text.strip()}
    if len(languages) != 1:
        return new
    language = languages.pop()
    return payload([(text, replace(style, language=language)) for text, style in runs(new)])


def _is_row(row: word_file.Row) -> bool:
    return _times(row) is not None


def _times(row: word_file.Row) -> tuple[int, int] | None:
    found = _TIMES.fullmatch(_text(row[1])) if len(row) >= _LEAST_COLUMNS else None
    start_ms, end_ms = (clock.milliseconds(each) for each in found.groups()) if found else (None, None)
    return None if start_ms is None or end_ms is None else (start_ms, end_ms)


def _text(cell: Sequence[Run]) -> str:
    return "".join(text for text, _ in cell)
