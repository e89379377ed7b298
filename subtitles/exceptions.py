"""What can go wrong with timed text, as one tree. No Django here: the pure packages raise these too.

`error.said(gettext)` is the sentence in the language that is active; `str(error)` is the same in English.
"""

from collections.abc import Callable
from typing import Any

from subtitles.reasons import REFUSALS, Refusal


class SubtitlesError(Exception):
    """A file that this app refuses. `code` is a `Refusal`, stable for events and --json; `values` belong to it."""

    def __init__(self, code: Refusal, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values: dict[str, Any] = {**values}

    def said(self, translate: Callable[[str], str] = str) -> str:
        return translate(REFUSALS[self.code]) % self.values if self.values else translate(REFUSALS[self.code])

    def __str__(self) -> str:
        return self.said()


class BelowTheBar(Exception):
    """A revision with so many `errors` is published only by somebody who says why."""

    def __init__(self, errors: int) -> None:
        super().__init__(errors)
        self.errors = errors

    def __str__(self) -> str:
        return f"The rules find errors: {self.errors}."


class Undecided(Exception):
    """A revision is published only by somebody who says why, while it is a guess how its file is to be read.

    `count` questions about the file are open.
    """

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class NotApproved(Exception):
    """Here a revision is approved before it is published; an archivist publishes it all the same, and says why."""


class TrackExists(Exception):
    """A recording has one track of a language, kind and label for people's work, and one for machines'."""


class TrackMoved(Exception):
    """A track came to another recording while somebody was publishing it."""


class EditedMeanwhile(Exception):
    """What somebody chose over what stood here was written in before she chose."""


class NotTheNewest(Exception):
    """A revision that somebody wanted to go on from has a successor, of this `number`, and nothing of hers comes in."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class UnsupportedFormat(SubtitlesError):
    """No reader for files of this kind.

    `extension` is without its dot, "" when the name has none; `known` are those that can be read, with theirs.
    """

    def __init__(self, extension: str, known: tuple[str, ...] = ()) -> None:
        super().__init__(Refusal.UNSUPPORTED, formats=", ".join(known))
        self.extension = extension


class UnreadableSubtitles(SubtitlesError):
    """Nothing in the file can be used."""


class AheadOfTheTrack(Exception):
    """Somebody names a change that the track has not had: its newest has this `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class NothingToKeep(Exception):
    """A track to which nothing was ever done."""
