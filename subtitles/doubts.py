"""What a program can only guess about a file, and a person has to decide. No Django here.

A doubt that is not decided is left as the file has it; only what could not be read at all otherwise is read as guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from subtitles.reasons import _


class Doubt(StrEnum):
    """Codes that are stored with revisions and typed on command lines; they never change their meaning."""

    ENCODING = "encoding"
    MIXED = "mixed_encoding"
    DOUBLED = "double_encoded"
    WEBVTT = "webvtt"
    STOPS = "moved_stops"
    ROLLING = "rolling"
    LOOP = "loop"
    LABELS = "speakers"
    SAME_TIME = "same_time"
    SHIFT = "shift"
    STRETCH = "stretch"
    PAST_END = "past_end"
    NO_LENGTH = "no_length"
    LANGUAGE = "language"


DOUBTS: dict[str, str] = {
    Doubt.ENCODING: _("The file is not in UTF-8. It looks like %(encoding)s: are these letters right?"),
    Doubt.MIXED: _("Some bytes are not UTF-8 and cannot be shown. Read them in an older code page?"),
    Doubt.DOUBLED: _("The letters look as if they had been encoded twice. Undo that?"),
    Doubt.WEBVTT: _("WebVTT wants times like 00:00:01.000 and no empty line inside a cue. Mend what is not so?"),
    Doubt.STOPS: _("Punctuation seems to have been moved to the other end of lines by hand. Move it back?"),
    Doubt.ROLLING: _("The captions scroll: each line comes several times. Fold them to one cue for each line?"),
    Doubt.LOOP: _("A text comes again and again, as recognisers write where nobody speaks. Keep only the first?"),
    Doubt.LABELS: _("Lines begin with names, as if to say who speaks. Make them speakers?"),
    Doubt.SAME_TIME: _("Cues have the same times as the one before them. Join each with that one?"),
    Doubt.SHIFT: _("The cues go on after the end of the recording. Move all of them %(seconds)s seconds earlier?"),
    Doubt.STRETCH: _("The cues run slower than the recording, by %(factor)s. Adjust them to it?"),
    Doubt.PAST_END: _("Cues begin after the end of the recording. Leave them out?"),
    Doubt.NO_LENGTH: _("Cues end when they begin, or before, so that nobody would see them. Give them a time?"),
    Doubt.LANGUAGE: _(
        "Another language than that of the track (%(said)s) was recognised: %(found)s. Mark these cues with it? "
        "(If the whole file is in it, rather leave the file and send it again under its own language.)"
    ),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A place in the file, what it holds now and what it would hold."""

    line: int
    was: str
    became: str


@dataclass(frozen=True, slots=True)
class Guess:
    """One doubt about a file. `answer` is a person's, None while it is open; `count` how many places it is about.

    `values` fill its sentence.
    """

    code: str
    count: int
    examples: tuple[Example, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    answer: bool | None = None

    @property
    def is_open(self) -> bool:
        return self.answer is None

    @property
    def sentence(self) -> str:
        """In English, a message of the catalogue of translations, with places for `values`."""
        return DOUBTS[self.code]


@dataclass(frozen=True, slots=True)
class Answers:
    """What people said to guesses: by the code of a doubt, and the encoding that they named ("" for none)."""

    said: Mapping[str, bool] = field(default_factory=dict)
    encoding: str = ""

    def to(self, code: str) -> bool | None:
        return self.said.get(code)


NOTHING_SAID = Answers()
