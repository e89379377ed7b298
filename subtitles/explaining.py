"""Findings in words, in the language of whoever reads, with their times and their place in the text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from archive import timecode
from archive.languages import digits
from subtitles import timing
from subtitles.models import Cue
from subtitles.rules import SENTENCES, Finding, Severity
from subtitles.webvtt.languages import direction, language_of

SEVERITY_NAMES: dict[Severity, str | Promise] = {
    Severity.ERROR: gettext_lazy("Error"),
    Severity.WARNING: gettext_lazy("Warning"),
    Severity.NOTE: gettext_lazy("Remark"),
}
# What each rule is about, for lists of rules.
RULE_NAMES: dict[str, str | Promise] = {
    "empty": gettext_lazy("Empty cues"),
    "no_time": gettext_lazy("Cues without time"),
    "reading_speed": gettext_lazy("Reading speed"),
    "too_short": gettext_lazy("Shortest time"),
    "too_long": gettext_lazy("Longest time"),
    "gap": gettext_lazy("Gap to the next cue"),
    "blink": gettext_lazy("Flicker between cues"),
    "overlap": gettext_lazy("Overlapping cues"),
    "near_shot": gettext_lazy("Changes of shot"),
    "line_length": gettext_lazy("Length of lines"),
    "lines": gettext_lazy("Number of lines"),
    "line_break": gettext_lazy("Where lines break"),
    "hyphenated": gettext_lazy("Divided words"),
    "double_space": gettext_lazy("Double spaces"),
    "edge_space": gettext_lazy("Spaces at the ends"),
    "all_caps": gettext_lazy("Capital letters alone"),
    "dash_space": gettext_lazy("Space after a dash"),
    "dash_alone": gettext_lazy("Dashes of a dialogue"),
    "punctuation": gettext_lazy("Punctuation"),
    "quotes": gettext_lazy("Quotation marks"),
    "italics": gettext_lazy("Italics"),
    "arabic_letters": gettext_lazy("Arabic letters"),
    "digits": gettext_lazy("Digits"),
    "zwnj_missing": gettext_lazy("Zero-width non-joiner missing"),
    "zwnj_doubled": gettext_lazy("Zero-width non-joiner doubled"),
    "zwnj_stray": gettext_lazy("Zero-width non-joiner astray"),
    "bidi_base": gettext_lazy("Direction of a line"),
    "bidi_torn": gettext_lazy("Signs torn from words"),
    "numbers": gettext_lazy("Numbers beside the source"),
    "glossary": gettext_lazy("Terms of the glossary"),
    "names": gettext_lazy("Names beside the source"),
    "missing_translation": gettext_lazy("Missing translation"),
    "untranslated": gettext_lazy("Not translated"),
    "stale": gettext_lazy("Source changed since"),
    "guarded_name": gettext_lazy("Names that are not told"),
    "spelling": gettext_lazy("Spelling"),
}
# Whatever direction a text has, it stands alone in the sentence; what a player shows stands as it is shown.
_ISOLATED = "\u2068{}\u2069"
_AS_SHOWN = "\u2066\u202d{}\u202c\u2069"


@dataclass(frozen=True, slots=True)
class Explained:
    """`number` counts cues in the order of time, from 1, in the reader's digits.

    `before`, `marked` and `after` are the text and its range; `language` and `dir` those of the cue.
    """

    finding: Finding
    key: str
    number: str
    start: str
    severity: str
    rule: str
    sentence: str
    before: str
    marked: str
    after: str
    language: str
    dir: str

    @property
    def word(self) -> str:
        return word_of(self.finding)

    @classmethod
    def of(cls, finding: Finding, cues: Sequence[Cue]) -> Self:
        cue = cues[finding.cue]
        text = cue.text
        language = language_of(cue.payload, cue.revision.track.language)
        return cls(
            finding,
            key_of(finding, cues),
            digits(finding.cue + 1),
            digits(timing.as_vtt(cue.start_ms)),
            str(SEVERITY_NAMES[finding.severity]),
            str(RULE_NAMES[finding.code]),
            sentence(finding),
            text[: finding.start],
            text[finding.start : finding.end],
            text[finding.end :],
            language,
            direction(language),
        )


def key_of(finding: Finding, cues: Sequence[Cue]) -> str:
    """Names a finding among those of one revision."""
    return f"{finding.code}:{cues[finding.cue].uuid}:{finding.start}"


def word_of(finding: Finding) -> str:
    """The word that no dictionary knows; "" where the finding is about something else."""
    return str(finding.values["word"]) if finding.code == "spelling" else ""


def sentence(finding: Finding) -> str:
    said = {name.removesuffix("_ms"): _said(name, value) for name, value in finding.values.items()}
    return gettext(SENTENCES[finding.code]) % said


def _said(name: str, value: object) -> str:
    if name.endswith("_ms") and isinstance(value, int):
        return timecode.precise(value)
    if isinstance(value, int | float):
        return digits(f"{value:g}")
    return (_AS_SHOWN if name == "shown" else _ISOLATED).format(value)
