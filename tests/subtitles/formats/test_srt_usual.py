"""What is read quickly is read as it would be carefully, in whatever it stands."""

from hypothesis import given, settings
from hypothesis import strategies as st

from subtitles.formats import srt_careful, srt_text, srt_usual
from subtitles.formats.srt import SubRip
from subtitles.formats.srt_text import Taken
from subtitles.webvtt import Cue, Document, Parsed

USUAL = "{}\n00:00:01,000 --> 00:00:02,500\n{}\n\n"
PIECES = [
    USUAL.format(1, "Hej"), USUAL.format(2, "<i>Hej</i>\ndu"), USUAL.format(3, "- a"), USUAL.format(77, "1994"),
    USUAL.format(0, "x"), USUAL.format(4, ""), USUAL.format("5.", "x"), USUAL.format("۶", "سلام"), "7\n8\n\n9\n\n",
    "1\n00:00:01,000 --> 00:00:xx\nx\n\n", "00:00:01.000-->00:00:02,5 X1:3\nx\n\n", "1\n-00:00:01 → ۰:۰:۲\nx\n\n",
    "00:00:01,000 --> 00:00:02,000", "0:1:2,5", " --> ", "->", "→", "\n", "\n\n", " ", "1", "22\n", "text\n", "text",
    "<i>", "</I>", "<b >", "<", ">", "&amp;", "&", "{\\an8}", "{", "\u200f", "\u200b", "\u200c", "\u00a0", "\u2028",
    "\x85", "\x1c", "\t", "\f", "\ufeff", "0" * 31, "Anna:", "-",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join)
whole = st.lists(st.sampled_from([*PIECES[:4], *PIECES[:4], *PIECES]), max_size=25).map("".join)


def carefully(text: str) -> Parsed:
    lines, taken, document = text.split("\n"), Taken([], []), Document()
    document.blocks += srt_careful.read(lines, 0, len(lines), srt_careful.Counted(), taken)
    return Parsed(document, taken.dropped, taken.mended)


@given(texts | whole)
@settings(max_examples=1000, deadline=None)
def test_a_file_is_read_as_it_would_be_carefully(text: str) -> None:
    text = text.replace("\r", "").replace("\0", "")
    assert SubRip().parse("\ufeff" + text) == carefully(text)


@given(texts)
@settings(max_examples=500, deadline=None)
def test_what_is_written_quickly_is_what_would_be_written_carefully(payload: str) -> None:
    if srt_usual.is_text(payload):
        assert srt_text.srt_lines(payload) == payload.split("\n")


def test_cues_as_programs_write_them_are_all_taken_quickly_and_one_odd_one_keeps_none_of_the_others_from_it() -> None:
    cues = [USUAL.format(number, f"Rad <i>{number}</i>,\noch en till.") for number in range(1, 10)]
    assert len([*srt_usual.CUE.finditer("".join(cues))]) == 9
    cues[4] = cues[4].replace("Rad", "Rad &amp;")
    assert len([*srt_usual.CUE.finditer("".join(cues))]) == 8


def test_lines_are_counted_over_both() -> None:
    text = f"x\n\n{USUAL.format(1, 'a')}\n{USUAL.format(2, 'b & c')}{USUAL.format(3, 'd')}"
    assert [cue.line for cue in SubRip().parse(text).document.cues] == [4, 9, 13]


def test_a_cue_of_our_own_is_written_and_read_quickly() -> None:
    written = SubRip().write(Document(blocks=[Cue("x", 3_723_004, 3_724_000, "", "<b>Hej</b>\ndu")]))
    assert [found[0] for found in srt_usual.CUE.finditer(written)] == [written]
