import pytest
from hypothesis import given
from hypothesis import strategies as st

from subtitles.formats import FORMATS
from subtitles.formats.srt import SubRip

TIMES = "00:00:01,000 --> 00:00:02,000"


def cues(text: str) -> list[tuple[str, int, int, str]]:
    return [(cue.identifier, cue.start_ms, cue.end_ms, cue.payload) for cue in SubRip().parse(text).document.cues]


def dropped(text: str) -> list[tuple[int, str, str]]:
    return [(part.line, str(part.reason), part.text) for part in SubRip().parse(text).dropped]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_numbered_cues_are_read_with_every_line_end(end: str) -> None:
    text = end.join(["1", TIMES, "Hej", "du", "", "2", TIMES, "Frihet", ""])
    assert cues(text) == [("1", 1000, 2000, "Hej\ndu"), ("2", 1000, 2000, "Frihet")]
    assert dropped(text) == []


@pytest.mark.parametrize("times", ["0:0:1,0-->0:0:2,0", "00:00:01.000 --> 00:00:02.000", " 00:00:01 -->  00:00:02 "])
def test_times_are_read_in_the_shapes_that_occur(times: str) -> None:
    assert cues(f"1\n{times}\nHej") == [("1", 1000, 2000, "Hej")]


def test_cues_may_lack_numbers_or_the_line_between() -> None:
    assert cues(f"{TIMES}\nett\n2\n{TIMES}\ntvå\n{TIMES}\ntre") == [
        ("", 1000, 2000, "ett"),
        ("2", 1000, 2000, "två"),
        ("", 1000, 2000, "tre"),
    ]


def test_a_number_in_the_text_stays_there() -> None:
    assert cues(f"1\n{TIMES}\n1994\n\n2\n{TIMES}\nx") == [("1", 1000, 2000, "1994"), ("2", 1000, 2000, "x")]


def test_lines_without_times_are_reported_one_by_one() -> None:
    text = f"rubbish\n\n1\n{TIMES}\nHej\n\nlost\n\n3\n00:00:xx --> 00:00:05,000\nalso lost\n\n9"
    assert cues(text) == [("1", 1000, 2000, "Hej")]
    assert dropped(text) == [
        (1, "no_time", "rubbish"),
        (7, "no_time", "lost"),
        (9, "with_bad_time", "3"),
        (10, "bad_time", "00:00:xx --> 00:00:05,000"),
        (11, "with_bad_time", "also lost"),
        (13, "no_time", "9"),
    ]


def test_markup_becomes_webvtt_or_is_reported() -> None:
    text = f'1\n{TIMES} X1:40\n{{\\an8}}<I>Hej</I> <font color="red">du</font>\na < b & c <x>'
    assert cues(text) == [("1", 1000, 2000, "<i>Hej</i> du\na &lt; b &amp; c &lt;x&gt;")]
    assert dropped(text) == [
        (2, "markup", "X1:40"),
        (3, "markup", '{\\an8} <font color="red"> </font>'),
    ]


def test_a_file_is_written_back() -> None:
    text = f"1\n{TIMES}\n<i>Hej</i> a < b & c\ndu\n\n2\n{TIMES}\nFrihet\n"
    assert SubRip().write(SubRip().parse(text).document) == text


def test_what_subrip_cannot_say_is_left_out_on_writing() -> None:
    text = f"WEBVTT\n\nNOTE x\n\n{TIMES.replace(',', '.')} line:0\n<v Sara>Hej <c.red>du</c> --&gt; <00:01.500>där\n"
    document = FORMATS["vtt"].parse(text).document
    assert SubRip().write(document) == f"1\n{TIMES}\nHej du → där\n"


PIECES = ["\n", "\n\n", "\r", " ", "-->", TIMES, "1", "<i>", "</i>", "{\\an8}", "<font>", "&", "\0", "\ufeff", "آ"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4)).map("".join))
def test_reading_never_fails_and_the_result_is_sound_webvtt(text: str) -> None:
    vtt = FORMATS["vtt"]
    written = vtt.write(SubRip().parse(text).document)
    assert vtt.parse(written).dropped == []
    assert vtt.write(vtt.parse(written).document) == written
