"""What a rule says of a cue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps a track from the public; a warning asks for a look; a note may well be meant as it is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


# From the gravest on.
SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Repair:
    """What would mend a cue, and nothing else in it.

    `text` takes the place of the finding's range in the plain text; `untag` is the name of a tag that goes while its
    text stays; `end_ms` is the cue's new end. None of them touches another cue.
    """

    text: str | None = None
    untag: str = ""
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding as a rule gives it: `start` and `end` are a range of the cue's plain text, in code points."""

    start: int
    end: int
    values: Mapping[str, object] = field(default_factory=dict)
    repair: Repair | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """`cue` is the index of a cue among those that were checked; `start` and `end` a range of its plain text.

    `code` is a key of `subtitles.rules.sentences.SENTENCES`, whose sentence is filled from `values`.
    """

    code: str
    severity: Severity
    cue: int
    start: int
    end: int
    values: Mapping[str, object] = field(default_factory=dict)
    repair: Repair | None = None
