"""Why a part of a file, or the whole of it, was not taken in. No Django here.

The sentences are written down in English and marked for translation; whoever shows one passes it through gettext.
"""

from enum import StrEnum


def _(sentence: str) -> str:
    """Mark a sentence for the catalogue of translations and leave it as it is."""
    return sentence


class Reason(StrEnum):
    """Codes that are stored in reports; they never change their meaning."""

    NO_SIGNATURE = "no_signature"
    BAD_TIME = "bad_time"
    WITH_BAD_TIME = "with_bad_time"
    NO_TIME = "no_time"
    BAD_SETTING = "bad_setting"
    UNKNOWN_REGION = "unknown_region"
    MARKUP = "markup"
    BACKWARDS = "backwards"


class Refusal(StrEnum):
    """Codes for a file that is refused as a whole."""

    UNSUPPORTED = "unsupported"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_CUES = "too_many_cues"
    TOO_MANY_LINES = "too_many_lines"
    UNREADABLE_LINES = "unreadable_lines"
    CUE_TOO_LONG = "cue_too_long"
    ENCODING = "encoding"
    NO_SIGNATURE = "no_signature"
    NO_CUE = "no_cue"


REASONS: dict[str, str] = {
    Reason.NO_SIGNATURE: _("The file does not begin with the word WEBVTT."),
    Reason.BAD_TIME: _("The times on this line cannot be read."),
    Reason.WITH_BAD_TIME: _("This line belongs to a cue whose times cannot be read."),
    Reason.NO_TIME: _("This line belongs to no cue: no times stand above it."),
    Reason.BAD_SETTING: _("This setting of the cue is not in the standard; the cue itself was kept."),
    Reason.UNKNOWN_REGION: _("This cue setting names a region that the file does not define; the cue itself was kept."),
    Reason.BACKWARDS: _("The cue ends before it begins; it was kept and ends where it begins, so that nobody sees it."),
    Reason.MARKUP: _("This formatting has no counterpart in WebVTT; the text itself was kept."),
}

REFUSALS: dict[str, str] = {
    Refusal.UNSUPPORTED: _("Only subtitle files that end in .vtt or .srt can be read."),
    Refusal.EMPTY: _("The file is empty."),
    Refusal.TOO_LARGE: _("The file is larger than 10 MB, which no subtitle file is."),
    Refusal.TOO_MANY_CUES: _("The file holds more than 50,000 cues; divide it and try again."),
    Refusal.TOO_MANY_LINES: _("The file has more than 400,000 lines, which no subtitle file has."),
    Refusal.UNREADABLE_LINES: _("More than 50,000 lines of the file cannot be read; it is no subtitle file."),
    Refusal.CUE_TOO_LONG: _("A cue in the file holds more than 20,000 characters; it is no subtitle file."),
    Refusal.ENCODING: _("The file's character encoding cannot be recognised; save it as UTF-8 and try again."),
    Refusal.NO_SIGNATURE: _("A WebVTT file must begin with the word WEBVTT; this one does not."),
    Refusal.NO_CUE: _("No cue in the file can be read: no line holds a start and an end time."),
}
