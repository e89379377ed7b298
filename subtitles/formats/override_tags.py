"""The text of a line of SubStation Alpha: what stands between braces steers it, the rest is read."""

import re
from dataclasses import dataclass, replace

from subtitles.formats import places
from subtitles.formats.markup import PLAIN, Run, Style, payload, runs
from subtitles.webvtt.writer import RIGHT_TO_LEFT_MARK

_PARTS = re.compile(r"\\([{}])|\{([^{}]*)\}|\\([Nnh])")
_TAG = re.compile(r"\\([^\\]+)")
_MARK = re.compile(r"(i|b|u)([0-9]{0,3})")
_PLACE = re.compile(r"an([1-9])|a([0-9]{1,2})")
_DRAWING = re.compile(r"p([0-9]+)")
_NAMES = {"i": "italic", "b": "bold", "u": "underline"}
_BREAKS = {"N": "\n", "n": "\n", "h": "\u00a0"}
_HEAVY = 600  # from this weight of type on it is bold
_ONE = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """How a line is set before any tag is read, and where: a key of `places`."""

    style: Style = PLAIN
    place: int = places.DEFAULT


@dataclass(frozen=True, slots=True)
class Text:
    """A line's text as cue text, its place, and the tags that have no counterpart."""

    payload: str
    place: int
    lost: str


def read(text: str, setting: Setting, speaker: str) -> Text:
    reading = _Reading(setting, speaker)
    at = 0
    for found in _PARTS.finditer(text):
        reading.say(text[at : found.start()])
        at = found.end()
        if found[1] or found[3]:
            reading.say(found[1] or _BREAKS[found[3]])
        else:
            reading.steer(found[2])
    reading.say(text[at:])
    lines = payload(reading.runs)
    return Text(lines, reading.place, " ".join(reading.lost))


class _Reading:
    def __init__(self, setting: Setting, speaker: str) -> None:
        self.start = self.style = replace(setting.style, speaker=speaker)
        self.place = setting.place
        self.runs: list[Run] = []
        self.lost: list[str] = []
        self.drawing = False

    def say(self, text: str) -> None:
        text = text.replace("\\\u2060", "\\")
        if self.drawing:
            self.lost.append(text)
        elif text:
            at_line_start = not self.runs or self.runs[-1][0].endswith("\n")
            self.runs.append((text.lstrip(RIGHT_TO_LEFT_MARK) if at_line_start else text, self.style))

    def steer(self, inside: str) -> None:
        tags = _TAG.findall(inside)
        if not tags and inside.strip():
            self.lost.append(f"{{{inside}}}")
        for tag in tags:
            if not self._heed(tag.strip()):
                self.lost.append(f"{{\\{tag}}}")

    def _heed(self, tag: str) -> bool:
        if found := _MARK.fullmatch(tag):
            weight = int(found[2] or 0)
            name = _NAMES[found[1]]
            on = weight == _ONE or (name == "bold" and weight >= _HEAVY)
            self.style = self.style.set(name, on if found[2] else getattr(self.start, name))
        elif found := _PLACE.fullmatch(tag):
            self.place = int(found[1]) if found[1] else _of_elder(int(found[2]))
        elif tag == "r":
            self.style = self.start
        elif found := _DRAWING.fullmatch(tag):
            self.drawing = int(found[1]) > 0
        else:
            return False
        return True


def _of_elder(number: int) -> int:
    """SSA's places: 1 to 3 below, 5 to 7 above, 9 to 11 in the middle."""
    row, column = divmod(number, 4)
    if column == 0 or row > _ONE + 1:
        return places.DEFAULT
    return (places.BOTTOM, places.TOP, places.MIDDLE)[row] * 3 + column


def written(cue_text: str, mark: str) -> tuple[str, str]:
    """Cue text as a line's text, each line of it beginning with `mark`, and the names of those who speak."""
    parts: list[str] = [mark]
    speakers: dict[str, None] = {}
    before = PLAIN
    for text, style in runs(cue_text):
        if style.speaker:
            speakers[style.speaker.replace(",", " ")] = None
        changed = [f"\\{tag}{int(new)}" for tag, new, old in _changes(style, before) if new != old]
        parts.append("{" + "".join(changed) + "}" if changed else "")
        parts.append(_escaped(text).replace("\n", f"\\N{mark}"))
        before = style
    return "".join(parts), " / ".join(speakers)


def _changes(style: Style, before: Style) -> list[tuple[str, bool, bool]]:
    return [(tag, getattr(style, name), getattr(before, name)) for tag, name in _NAMES.items()]


def _escaped(text: str) -> str:
    # A word joiner keeps a backslash from being read together with what follows it.
    text = text.replace("\r", " ").replace("\\", "\\\u2060").replace("{", "\\{").replace("}", "\\}")
    return text.replace("\u00a0", "\\h")
