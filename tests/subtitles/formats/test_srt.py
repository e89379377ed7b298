from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subtitles.formats import FORMATS
from subtitles.formats.srt import SubRip
from subtitles.webvtt import Cue, Document
from subtitles.webvtt.cuetext import plain_text

TIMES = "00:00:01,000 --> 00:00:02,000"


def cues(text: str) -> list[tuple[str, int, int, str]]:
    return [(cue.identifier, cue.start_ms, cue.end_ms, cue.payload) for cue in SubRip().parse(text).document.cues]


def mended(text: str) -> list[tuple[int, str, str, str]]:
    return [
        (part.line, str(part.reason), part.was, part.became)
        for part in sorted(SubRip().parse(text).mended, key=attrgetter("line"))
    ]


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
    text = f"rubbish\n\n1\n{TIMES}\nHej\n\n3\n00:00:xx --> 00:00:05,000\nlost\n\n4\n{TIMES}\ndu\n\n5"
    assert cues(text) == [("1", 1000, 2000, "Hej"), ("4", 1000, 2000, "du")]
    assert dropped(text) == [
        (1, "no_time", "rubbish"),
        (7, "with_bad_time", "3"),
        (8, "bad_time", "00:00:xx --> 00:00:05,000"),
        (9, "with_bad_time", "lost"),
        (15, "no_time", "5"),
    ]


def test_text_after_an_empty_line_belongs_to_the_cue_above() -> None:
    text = f"1\n{TIMES}\nHej\n\ndu\n\n\n2\n{TIMES}\n\nFrihet\n"
    assert cues(text) == [("1", 1000, 2000, "Hej\ndu"), ("2", 1000, 2000, "Frihet")]
    assert mended(text) == [(5, "gap", "\ndu", "du"), (11, "gap", "\nFrihet", "Frihet")]


def test_a_file_with_empty_lines_everywhere_is_read() -> None:
    text = "\n\n".join(["1", TIMES, "Hej", "du", "2", TIMES, "Frihet", "1994", "3", TIMES, "Kamp"])
    assert cues(text) == [
        ("1", 1000, 2000, "Hej\ndu"),
        ("2", 1000, 2000, "Frihet\n1994"),
        ("3", 1000, 2000, "Kamp"),
    ]
    assert dropped(text) == []


def test_a_number_in_a_text_is_not_the_number_of_the_cue_below() -> None:
    text = f"1\n{TIMES}\nDet var\n1994\n{TIMES}\nHej\n\n1995\n{TIMES}\ndu"
    assert cues(text) == [
        ("1", 1000, 2000, "Det var\n1994"),
        ("", 1000, 2000, "Hej"),
        ("1995", 1000, 2000, "du"),
    ]


def test_an_arrow_in_a_text_is_text() -> None:
    text = f"1\n{TIMES}\nKabul --> Herat\n\n2\n{TIMES}\nx -->\n"
    assert cues(text) == [("1", 1000, 2000, "Kabul --&gt; Herat"), ("2", 1000, 2000, "x --&gt;")]
    assert SubRip().write(SubRip().parse(text).document) == text


def test_unusual_times_are_read_and_told() -> None:
    assert mended(f"۱\n-00:00:01,000 –> 00:00:02,5\nHej\n\n2\n{TIMES}\ndu") == [
        (1, "time", "۱", "1"),
        (2, "negative", "-00:00:01,000 –> 00:00:02,5", "00:00:00,000 --> 00:00:02,500"),
    ]


def test_entities_are_read_as_their_characters_and_written_so_that_they_come_again() -> None:
    text = f"1\n{TIMES}\nSaft &amp; bulle &lt;3 &nbsp;&quot;hej&quot; &#8211; &bogus; &#0; A & B < C\n"
    assert cues(text)[0][3] == 'Saft &amp; bulle &lt;3 \u00a0"hej" – &amp;bogus; &amp;#0; A &amp; B &lt; C'
    assert [reason for _, reason, _, _ in mended(text)] == ["entity"]


def test_a_mark_for_the_place_becomes_a_setting() -> None:
    text = f"1\n{TIMES}\n{{\\an8}}Hej\n\n2\n{TIMES}\n{{\\an4}}{{\\fad(1,2)}}du {{\\an5}}"
    settings = [(cue.settings, cue.payload) for cue in SubRip().parse(text).document.cues]
    assert settings == [("line:0", "Hej"), ("line:50%", "du ")]
    assert dropped(text) == [(7, "markup", "{\\fad(1,2)} {\\an5}")]


@pytest.mark.parametrize(
    "payload",
    ["&amp;amp;", "&amp;lt;i&gt;", "&lt;i&gt;", "{\\an8}", "00:00:01,000 --&gt; 00:00:02,000", "00:00:01 → 00:00:02",
     "1", "&amp;<i>amp;</i>", "&lt;font&gt;", "-->", "a\u2028b"],
)  # fmt: skip
def test_a_text_that_looks_like_something_else_is_written_so_that_it_comes_again(payload: str) -> None:
    document = Document(blocks=[Cue("1", 1000, 2000, "", payload), Cue("2", 1000, 2000, "", "du")])
    again = SubRip().parse(SubRip().write(document)).document
    assert [plain_text(cue.payload) for cue in again.cues] == [plain_text(payload), "du"]


def test_markup_becomes_webvtt_or_is_reported() -> None:
    text = f'1\n{TIMES} X1:40\n{{\\an8}}<I>Hej</I> <font color="red">du</font>\na < b & c <x>'
    assert cues(text) == [("1", 1000, 2000, "<i>Hej</i> du\na &lt; b &amp; c &lt;x&gt;")]
    assert dropped(text) == [
        (2, "markup", "X1:40"),
        (3, "markup", '<font color="red"> </font>'),
    ]


def test_a_file_is_written_back() -> None:
    text = f"1\n{TIMES}\n<i>Hej</i> a < b & c\ndu\n\n2\n{TIMES}\nFrihet\n"
    assert SubRip().write(SubRip().parse(text).document) == text


def test_what_subrip_cannot_say_is_left_out_on_writing() -> None:
    text = f"WEBVTT\n\nNOTE x\n\n{TIMES.replace(',', '.')} line:0\n<v Sara>Hej <c.red>du</c> --&gt; <00:01.500>där\n"
    document = FORMATS["vtt"].parse(text).document
    assert SubRip().write(document) == f"1\n{TIMES}\nHej du --> där\n"


PIECES = ["\n", "\n\n", "\r", " ", "-->", TIMES, "1", "<i>", "</i>", "{\\an8}", "<font>", "&", "\0", "\ufeff", "آ"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4)).map("".join))
def test_reading_never_fails_and_the_result_is_sound_webvtt(text: str) -> None:
    vtt = FORMATS["vtt"]
    written = vtt.write(SubRip().parse(text).document)
    assert vtt.parse(written).dropped == []
    assert vtt.write(vtt.parse(written).document) == written
