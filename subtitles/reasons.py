"""Why a part of a file, or the whole of it, was not taken in, or not as it stood. No Django here.

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
    CUT = "cut"
    LOOP = "loop"
    PAST_END = "past_end"
    BACKWARDS = "backwards"
    NOT_SHOWN = "not_shown"
    COLUMN = "column"
    GUESSED_END = "guessed_end"
    NO_LENGTH = "no_length"
    BYTES = "bytes"
    DOUBLED = "double_encoded"
    PERSIAN_LETTERS = "persian_letters"
    NULL = "null"
    FORMAT = "format"
    TIME = "time"
    NEGATIVE = "negative"
    GAP = "gap"
    MARKS = "marks"
    ENTITY = "entity"
    PLACE = "place"
    SIGNATURE = "signature"
    STOPS = "moved_stops"
    ROLLING = "rolling"
    LABEL = "speakers"
    SAME_TIME = "same_time"
    SHIFT = "shift"
    STRETCH = "stretch"
    LANGUAGE = "language"


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
    OTHER_CONTENT = "other_content"
    DOCTYPE = "doctype"
    TOO_DEEP = "too_deep"
    NO_PAIR = "no_pair"
    NO_TIMES = "no_times"
    NO_COLUMNS = "no_columns"
    UNKNOWN_JSON = "unknown_json"
    PACKED_TOO_LARGE = "packed_too_large"
    MACROS = "macros"
    OPEN_GUESSES = "open_guesses"
    NO_PROOF = "no_proof"
    OTHER_PROOF = "other_proof"


REASONS: dict[str, str] = {
    Reason.NO_SIGNATURE: _("The file does not begin with the word WEBVTT."),
    Reason.BAD_TIME: _("The times on this line cannot be read."),
    Reason.WITH_BAD_TIME: _("This line belongs to a cue whose times cannot be read."),
    Reason.NO_TIME: _("This line belongs to no cue: no times stand above it."),
    Reason.BAD_SETTING: _("This setting of the cue is not in the standard; the cue itself was kept."),
    Reason.UNKNOWN_REGION: _("This cue setting names a region that the file does not define; the cue itself was kept."),
    Reason.MARKUP: _("This formatting has no counterpart in WebVTT; the text itself was kept."),
    Reason.NOT_SHOWN: _("This part of the file is not text that is shown; it was left where it stands."),
    Reason.COLUMN: _("Nothing is known of this column; it was not taken in."),
    Reason.GUESSED_END: _("The file does not say when this text ends; it was given a time to be read in."),
    Reason.CUT: _("The file ends in the middle of this letter."),
    Reason.LOOP: _("The same text again and again, as recognisers write where nobody speaks."),
    Reason.PAST_END: _("This cue begins after the end of the recording."),
    Reason.BACKWARDS: _("The cue ends before it begins; it was kept and ends where it begins, so that nobody sees it."),
    Reason.NO_LENGTH: _("The cue ends when it begins, so that nobody would see it."),
    Reason.BYTES: _("This line holds bytes that are not UTF-8."),
    Reason.DOUBLED: _("The letters of this line had been encoded twice."),
    Reason.PERSIAN_LETTERS: _("The code page has no Persian yeh and kaf; the Arabic ones were replaced by them."),
    Reason.NULL: _("This line holds null characters, which no text has."),
    Reason.FORMAT: _("The name of the file says one format, its content is another; it was read as what it is."),
    Reason.TIME: _("The times or the number were not written as the format wants, but can be understood."),
    Reason.NEGATIVE: _("The cue begins before the recording; it begins with it now."),
    Reason.GAP: _("Text after an empty line belongs to the cue above it."),
    Reason.MARKS: _("Invisible marks of direction and the like were taken out; the text is kept in its logical order."),
    Reason.ENTITY: _("Characters were written as HTML writes them."),
    Reason.PLACE: _("A mark for the place on the screen became a setting of the cue."),
    Reason.SIGNATURE: _("Something stood before the word WEBVTT."),
    Reason.STOPS: _("A punctuation mark had been moved to the other end of the line for players that read it wrong."),
    Reason.ROLLING: _("A line that scrolls through several cues became one cue."),
    Reason.LABEL: _("The name of whoever speaks became a mark of the speaker."),
    Reason.SAME_TIME: _("A cue with the same times as the one before it became part of that one."),
    Reason.SHIFT: _("The cue was moved in time."),
    Reason.STRETCH: _("The time of the cue was stretched."),
    Reason.LANGUAGE: _("The cue was marked with the language that it is in."),
}

REFUSALS: dict[str, str] = {
    Refusal.UNSUPPORTED: _("Files of this kind cannot be read. These can: %(formats)s."),
    Refusal.EMPTY: _("The file is empty."),
    Refusal.TOO_LARGE: _("The file is larger than 10 MB, which no subtitle file is."),
    Refusal.TOO_MANY_CUES: _("The file holds more than 50,000 cues; divide it and try again."),
    Refusal.TOO_MANY_LINES: _("The file has more than 400,000 lines, which no subtitle file has."),
    Refusal.UNREADABLE_LINES: _("More than 50,000 lines of the file cannot be read; it is no subtitle file."),
    Refusal.CUE_TOO_LONG: _("A cue in the file holds more than 20,000 characters; it is no subtitle file."),
    Refusal.ENCODING: _("The file's character encoding cannot be recognised; save it as UTF-8 and try again."),
    Refusal.NO_SIGNATURE: _("A WebVTT file must begin with the word WEBVTT; this one does not."),
    Refusal.NO_CUE: _("No cue in the file can be read: no line holds a start and an end time."),
    Refusal.OTHER_CONTENT: _("The file is damaged, or its content is of another kind than its name says."),
    Refusal.DOCTYPE: _("The file wants to fetch other files or to multiply texts (DOCTYPE), which is refused."),
    Refusal.NO_PAIR: _("The file holds no text with a translation between languages that are kept here."),
    Refusal.TOO_DEEP: _("The file holds too many parts, or parts in parts beyond measure; it is no subtitle file."),
    Refusal.NO_TIMES: _(
        "The text holds no times. Give it as a manuscript: the times are then found by aligning it to the sound."
    ),
    Refusal.NO_COLUMNS: _(
        "No columns of times and text were found; call them “start”, “end” and “text” in the first row."
    ),
    Refusal.UNKNOWN_JSON: _("This JSON comes from no speech recogniser that is known here."),
    Refusal.PACKED_TOO_LARGE: _("What is packed in the file is larger than any text; it was not unpacked."),
    Refusal.MACROS: _("The document holds macros. Save it as .docx without them and try again."),
    Refusal.NO_PROOF: _(
        "The file does not say which version it was made from. It was not made here for proof-reading, or the line "
        "above its table is gone."
    ),
    Refusal.OTHER_PROOF: _("The file was made for proof-reading another track, not this one. Nothing was changed."),
    Refusal.OPEN_GUESSES: _("Nothing is published while something about the file is a guess: accept or decline each."),
}
