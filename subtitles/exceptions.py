"""What can go wrong with timed text, as one tree. No Django here: the pure packages raise these too.

Each carries its data; `subtitles.reasons.explain` says it in the user's language.
"""


class SubtitlesError(Exception):
    """Anything this app refuses. `str(error)` is one English sentence."""


class UnsupportedFormat(SubtitlesError):
    """No reader for files of this kind. `extension` is without its dot, "" when the name has none."""

    def __init__(self, extension: str) -> None:
        super().__init__(f"Files of the kind “{extension}” cannot be read.")
        self.extension = extension


class UnreadableSubtitles(SubtitlesError):
    """Nothing in the file can be used. `code` is one of `subtitles.reasons.REFUSALS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
