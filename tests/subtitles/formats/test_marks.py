import pytest
from hypothesis import given
from hypothesis import strategies as st

from subtitles.formats import FORMATS
from subtitles.formats.marks import cleaned

SALAM = "سلام"


@pytest.mark.parametrize(
    ("line", "clean"),
    [
        (f"\u202b{SALAM}\u202c", SALAM),
        (f"\u2067{SALAM}\u2069!", f"{SALAM}!"),
        (f"\u200f{SALAM}.\u200f", f"{SALAM}."),
        (f"\u200e{SALAM}!\u200f ", f"{SALAM}!"),
        (f"<i>\u200f{SALAM}.\u200f</i>", f"<i>{SALAM}.</i>"),
        (f"&rlm;{SALAM}&lrm;", SALAM),
        (f"\ufeff{SALAM}\u200b", SALAM),
        ("\u200b", ""),
        (f"{SALAM}\u200f {SALAM}", f"{SALAM} {SALAM}"),
        # It stands at a sign and decides on which side that is shown.
        (f"C++\u200e {SALAM}", f"C++\u200e {SALAM}"),
        # Letters' own.
        ("می\u200cآیم \u200d", "می\u200cآیم \u200d"),
        (" ord ", " ord "),
    ],
)
def test_marks_of_direction_go_and_what_belongs_to_letters_stays(line: str, clean: str) -> None:
    assert cleaned(line) == clean


@given(st.text(alphabet="اب a.<>i/\u200c\u200d\u200e\u200f\u202b\u202c\u2067\u2069\ufeff\u200b&rlm;"))
def test_cleaning_twice_is_cleaning_once_and_nothing_visible_goes(line: str) -> None:
    clean = cleaned(line)
    invisible = dict.fromkeys(map(ord, "\u200e\u200f\u202b\u202c\u2067\u2069\ufeff\u200b \t"))
    plain = line.replace("&rlm;", "").replace("&lrm;", "")
    if "rlm;" not in plain.translate(invisible):
        assert clean.translate(invisible) == plain.translate(invisible)
    assert clean.count("\u200c") == line.count("\u200c")


def test_what_was_taken_out_is_told_with_its_line_and_our_own_mark_is_not() -> None:
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n\u200f{SALAM}\n\u202b{SALAM}\u202c\n"
    reading = FORMATS["vtt"].read(text.encode(), "fa")
    assert [cue.payload for cue in reading.document.cues] == [f"{SALAM}\n{SALAM}"]
    assert [(part.line, str(part.reason), part.was, part.became) for part in reading.mended] == [
        (5, "marks", f"\u202b{SALAM}\u202c", SALAM)
    ]
