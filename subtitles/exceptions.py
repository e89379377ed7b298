"""What can go wrong with timed text, as one tree. No Django here: the pure packages raise these too.

`str(error)` is one English sentence that stands in the catalogue of translations, so `gettext(str(error))` says it in
the user's language.
"""

from subtitles.reasons import REFUSALS, Refusal


class SubtitlesError(Exception):
    """A file that this app refuses. `code` is a `Refusal`, stable for events and --json."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return REFUSALS[self.code]


class UnsupportedFormat(SubtitlesError):
    """No reader for files of this kind. `extension` is without its dot, "" when the name has none."""

    def __init__(self, extension: str) -> None:
        super().__init__(Refusal.UNSUPPORTED)
        self.extension = extension


class UnreadableSubtitles(SubtitlesError):
    """Nothing in the file can be used."""
