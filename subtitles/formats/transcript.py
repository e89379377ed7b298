"""A written-out conversation: stamps such as [00:01:02] before what is said, names with a colon before who says it."""

import re
from itertools import islice

from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats import clock, speech
from subtitles.formats.base import MAX_CUES, Format
from subtitles.formats.features import Feature
from subtitles.formats.markup import PLAIN, payload
from subtitles.reasons import Reason, Refusal, _
from subtitles.webvtt import Cue, Document, Dropped, Mended, Parsed

# In brackets anywhere; without them only where a line begins, with a colon, so that "1994" stays a year.
_BRACKETED = rf"[\[(<][ \t]*{clock.CLOCK}(?:[ \t]*(?:-{{1,3}}>?|–|—|→)[ \t]*{clock.CLOCK})?[ \t]*[\])>]"
_BARE = r"^[ \t]*(?:([0-9]{1,4}):)?([0-9]{1,5}):([0-9]{2})(?:\.([0-9]{1,9}))?(?:[ \t]*[-–—])?(?=[ \t]|$)"
_STAMP = re.compile(rf"(?:{_BRACKETED})|(?:{_BARE})", re.MULTILINE)
_MS_A_CHARACTER, _LEAST_MS, _MOST_MS = 70, 1000, 15_000


class Transcript(Format):
    """TXT. A cue for each stamp; it ends where the next begins, or where its own stamp says."""

    name = "txt"
    label = _("Plain transcript")
    extensions = ("txt",)
    media_type = "text/plain"
    keeps = frozenset({Feature.SPEAKERS})

    def parse(self, text: str) -> Parsed:
        text = text.removeprefix("\ufeff").replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
        return read(text)

    def write(self, document: Document, direction: str = "ltr", language: str = "") -> str:
        return "\n\n".join(map(_written, document.cues)) + "\n"


def read(text: str) -> Parsed:
    """Text with stamps as cues. Raises UnreadableSubtitles where it has none."""
    # In ASCII digits each in its place, so that what is found lies there in the text itself too.
    digits = clock.plain(text.replace("\u200e", " ").replace("\u200f", " "))
    # A number alone in brackets is a note or a year.
    stamps = list(islice((found for found in _STAMP.finditer(digits) if ":" in found[0]), MAX_CUES + 1))
    if not stamps:
        raise UnreadableSubtitles(Refusal.NO_TIMES)
    if len(stamps) > MAX_CUES:
        raise UnreadableSubtitles(Refusal.TOO_MANY_CUES)
    dropped = _before(text[: stamps[0].start()])
    document, mended = Document(), list[Mended]()
    ends = [found.start() for found in stamps[1:]] + [len(text)]
    said = [_lines(text[found.end() : end]) for found, end in zip(stamps, ends, strict=True)]
    known = speech.names(line for lines in said for line in lines)
    starts = [_times(found) for found in stamps]
    following = [times[0] for times in starts[1:]] + [None]
    line, counted = 1, 0
    for found, lines, (start_ms, said_end_ms), next_ms in zip(stamps, said, starts, following, strict=True):
        line, counted = line + text.count("\n", counted, found.start()), found.start()
        if not lines:
            continue
        end_ms = next_ms if said_end_ms is None else said_end_ms
        if end_ms is None or (said_end_ms is None and end_ms <= start_ms):
            end_ms = start_ms + reading_ms("".join(lines))
            mended.append(Mended(line, Reason.GUESSED_END, found[0].strip(), clock.to_the_second(end_ms)))
        spoken = payload(speech.attributed([("\n".join(lines), PLAIN)], known))
        document.blocks.append(Cue("", start_ms, end_ms, "", spoken, line))
    return Parsed(document, dropped, mended)


def reading_ms(text: str) -> int:
    """How long a text of which nobody says when it ends may be read."""
    return min(max(_MS_A_CHARACTER * len(text), _LEAST_MS), _MOST_MS)


def _times(found: re.Match[str]) -> tuple[int, int | None]:
    groups = found.groups()
    if groups[2] is None:  # without brackets
        return clock.of_groups(*groups[8:12]), None
    end = clock.of_groups(*groups[4:8]) if groups[6] is not None else None
    return clock.of_groups(*groups[:4]), end


def _lines(text: str) -> list[str]:
    lines = (line.strip() for line in text.lstrip(": \t").split("\n"))
    return [line for line in lines if line]


def _before(text: str) -> list[Dropped]:
    lines = enumerate(text.split("\n"), start=1)
    return [Dropped(number, Reason.NO_TIME, line) for number, line in lines if line.strip()]


def _written(cue: Cue) -> str:
    return f"[{clock.to_the_second(cue.start_ms)}] {speech.named_text(cue.payload)}"
