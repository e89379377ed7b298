"""Advanced SubStation Alpha and its elder, SSA: read line by line, so that one bad line costs that line alone."""

import re
from dataclasses import dataclass, field

from pysubs2 import Alignment, SSAFile

from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats import places
from subtitles.formats.base import MAX_CUE_CHARACTERS, Format
from subtitles.formats.features import Feature
from subtitles.formats.markup import Style
from subtitles.formats.override_tags import Setting, read, written
from subtitles.reasons import Reason, Refusal
from subtitles.timing import SRT_TIMESTAMP, milliseconds
from subtitles.webvtt import Cue, Document, Dropped, Parsed
from subtitles.webvtt.writer import mark_of

_TIME = re.compile(rf"\s*{SRT_TIMESTAMP}\s*")
_SECTION = re.compile(r"\[[^\]]+\]")
_EVENTS = "layer, start, end, style, name, marginl, marginr, marginv, effect, text"
_STYLES = (
    "name, fontname, fontsize, primarycolour, secondarycolour, outlinecolour, backcolour, bold, italic, underline, "
    "strikeout, scalex, scaley, spacing, angle, borderstyle, outline, shadow, alignment"
)
_LONGEST_LINE = 10 * MAX_CUE_CHARACTERS  # with all its tags
_NOT_SHOWN = {"comment", "picture", "sound", "movie", "command"}


class SubStation(Format):
    """ASS. Override tags for bold, italic, underline and the nine places are kept, other effects are reported."""

    name = "ass"
    label = "SubStation Alpha"
    extensions = ("ass", "ssa")
    media_type = "text/x-ssa"
    keeps = frozenset({Feature.MARKUP, Feature.SPEAKERS, Feature.TIMES, Feature.DIRECTION})

    def recognises(self, text: str) -> bool:
        return text.lstrip("\ufeff \t\r\n").lower().startswith("[script info]")

    def parse(self, text: str) -> Parsed:
        reading = _Reading()
        text = text.removeprefix("\ufeff").replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
        for number, line in enumerate(text.split("\n"), start=1):
            reading.take(number, line)
        return Parsed(reading.document, reading.dropped)

    def write(self, document: Document, direction: str = "ltr", language: str = "") -> str:
        head = SSAFile().to_string("ass", header_notice="")
        return head + "".join(_dialogue(cue, direction) for cue in document.cues)


@dataclass
class _Reading:
    """One pass over the lines of a file."""

    document: Document = field(default_factory=Document)
    dropped: list[Dropped] = field(default_factory=list)
    section: str = ""
    fields: dict[str, list[str]] = field(default_factory=lambda: {"style": _names(_STYLES), "event": _names(_EVENTS)})
    styles: dict[str, Setting] = field(default_factory=dict)

    def take(self, number: int, line: str) -> None:
        if _SECTION.fullmatch(line.strip()):
            self.section = line.strip().strip("[]").lower()
            if self.section != "events":
                self.dropped.append(Dropped(number, Reason.NOT_SHOWN, line.strip()))
            return
        kind, colon, rest = line.partition(":")
        kind = kind.strip().lower()
        if self.section == "events":
            self._event(number, kind, rest if colon else "", line)
        elif "styles" in self.section and kind == "format":
            self.fields["style"] = _names(rest)
        elif "styles" in self.section and kind == "style":
            self._style(rest)
        elif not self.section and line.strip():
            self.dropped.append(Dropped(number, Reason.NO_TIME, line))

    def _style(self, rest: str) -> None:
        about = dict(zip(self.fields["style"], (part.strip() for part in rest.split(",")), strict=False))
        bold, italic, underline = (about.get(name, "0") not in {"0", ""} for name in ("bold", "italic", "underline"))
        # SSA names its styles' section without a plus, and counts places in another way.
        place = _place(about.get("alignment", ""), elder="+" not in self.section)
        self.styles[about.get("name", "").lstrip("*")] = Setting(Style(bold, italic, underline), place)

    def _event(self, number: int, kind: str, rest: str, line: str) -> None:
        if kind == "format":
            self.fields["event"] = _names(rest)
        elif kind == "dialogue":
            self._dialogue(number, rest, line)
        elif line.strip() and not line.startswith(";"):
            reason = Reason.NOT_SHOWN if kind in _NOT_SHOWN else Reason.NO_TIME
            self.dropped.append(Dropped(number, reason, line))

    def _dialogue(self, number: int, rest: str, line: str) -> None:
        names = self.fields["event"]
        about = dict(zip(names, rest.split(",", len(names) - 1), strict=False))
        start, end = _TIME.fullmatch(about.get("start", "")), _TIME.fullmatch(about.get("end", ""))
        if start is None or end is None:
            self.dropped.append(Dropped(number, Reason.BAD_TIME, line))
            return
        setting = self.styles.get(about.get("style", "").strip().lstrip("*"), Setting())
        if len(line) > _LONGEST_LINE:
            raise UnreadableSubtitles(Refusal.CUE_TOO_LONG)
        text = read(about.get("text", ""), setting, about.get("name", "").strip())
        if text.lost:
            self.dropped.append(Dropped(number, Reason.MARKUP, text.lost))
        if text.payload:
            times = milliseconds(*start.groups()), milliseconds(*end.groups())
            self.document.blocks.append(Cue("", *times, places.settings(text.place), text.payload, number))


def _names(line: str) -> list[str]:
    names = [name.strip().lower() for name in line.split(",")]
    return ["name" if name == "actor" else name for name in names]


def _place(text: str, *, elder: bool) -> int:
    try:
        number = int(text)
        return int(Alignment.from_ssa_alignment(number) if elder else Alignment(number))
    except (ValueError, KeyError, IndexError):
        return places.DEFAULT


def _dialogue(cue: Cue, direction: str) -> str:
    text, speaker = written(cue.payload, mark_of(cue, direction))
    place = places.key_of(cue.settings, direction)
    placed = "" if place == places.DEFAULT else f"{{\\an{place}}}"
    return f"Dialogue: 0,{_time(cue.start_ms)},{_time(cue.end_ms)},Default,{speaker},0,0,0,,{placed}{text}\n"


def _time(ms: int) -> str:
    """0:01:02.50: hundredths, the nearest."""
    seconds, hundredths = divmod((ms + 5) // 10, 100)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{hundredths:02}"
