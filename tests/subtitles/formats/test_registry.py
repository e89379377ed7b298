import pytest

from subtitles.doubts import Doubt, Example, Guess
from subtitles.exceptions import UnreadableSubtitles, UnsupportedFormat
from subtitles.formats import FORMATS, MAX_BYTES, MAX_CUES, Reading, format_for
from subtitles.formats.base import MAX_CUE_CHARACTERS, MAX_DROPPED, MAX_LINES
from subtitles.formats.features import Feature
from subtitles.reasons import Reason
from subtitles.webvtt import Cue, Document, Dropped, Mended

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nhi\n"


@pytest.mark.parametrize(
    ("file_name", "name"), [("a.vtt", "vtt"), ("A.B.SRT", "srt"), ("a.webvtt", "vtt"), ("$(x) ;.srt", "srt")]
)
def test_a_format_is_found_by_the_end_of_the_name(file_name: str, name: str) -> None:
    assert format_for(file_name).name == name


@pytest.mark.parametrize("file_name", ["a.pdf", "srt", "", ".srt", "a.srt.exe"])
def test_an_unknown_format_is_refused(file_name: str) -> None:
    with pytest.raises(
        UnsupportedFormat, match=r"^Files of this kind cannot be read\. These can: \.vtt, .*\.srt, .*\.$"
    ):
        format_for(file_name)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("vtt", b"", "empty"),
        ("srt", b" \r\n\t", "empty"),
        ("vtt", b"1\n00:00:01,000 --> 00:00:02,000\nhi", "no_signature"),
        ("vtt", b"WEBVTT\n\n00:xx --> 00:02\nhi", "no_cue"),
        ("srt", b"\0" * 5000, "no_cue"),
        ("srt", b"MZ\x90\0\x03\0\xff\xff", "no_cue"),
        ("vtt", b"W" * (MAX_BYTES + 1), "too_large"),
        ("vtt", VTT.encode() + b"<b>" * MAX_CUE_CHARACTERS, "cue_too_long"),
        ("vtt", b"WEBVTT\n" + b"\n" * MAX_LINES, "too_many_lines"),
        ("vtt", VTT.encode() + b"\n-->" * (MAX_DROPPED + 1), "unreadable_lines"),
        ("vtt", b"WEBVTT\n" + b"\n00:01.000 --> 00:02.000\nx\n" * (MAX_CUES + 1), "too_many_cues"),
    ],
)
def test_a_file_with_nothing_to_use_is_refused(name: str, data: bytes, code: str) -> None:
    with pytest.raises(UnreadableSubtitles) as caught:
        FORMATS[name].read(data, "sv")
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


def test_what_was_read_names_what_was_dropped() -> None:
    reading = FORMATS["vtt"].read(f"{VTT}\nlost".encode(), "sv")
    assert reading == Reading(
        Document(blocks=[Cue("", 1000, 2000, "", "hi", 3)]), [Dropped(6, "no_time", "lost")], "utf-8",
        guesses=[Guess(Doubt.WEBVTT, 1, (Example(6, "\nlost", "lost"),))], format="vtt",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["vtt", "srt", "sbv", "ass"])
def test_marks_of_direction_come_on_writing_and_go_on_reading(name: str) -> None:
    document = Document(blocks=[Cue("1", 1000, 2000, "", "می\u200cخواهیم\nآزادی", 0)])
    written = FORMATS[name].write(document, "rtl")
    assert written.count("\u200f") == 2
    read = FORMATS[name].read(written.encode(), "fa").document
    assert [cue.payload for cue in read.cues] == ["می\u200cخواهیم\nآزادی"]
    assert FORMATS[name].write(read, "rtl") == written


def test_marks_written_twice_go_too_and_an_empty_line_with_them() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n\u200f\u200fسلام\n\u200f\nدوست"
    assert [cue.payload for cue in FORMATS["vtt"].read(text.encode(), "fa").document.cues] == ["سلام\nدوست"]


def test_capabilities_say_what_a_format_loses() -> None:
    asked = (Feature.SETTINGS, Feature.BLOCKS, Feature.MARKUP, Feature.WORDS)
    kept = {name: [each.value for each in asked if each in FORMATS[name].keeps] for name in ("vtt", "srt", "json")}
    assert kept == {"vtt": ["settings", "blocks", "markup"], "srt": ["markup"], "json": ["words"]}


def test_a_cue_that_ends_before_it_begins_is_kept_without_a_length_and_reported() -> None:
    data = b"WEBVTT\n\n00:05.000 --> 00:03.000\nFreedom\n\n00:06.000 --> 00:07.000\nBread\n"
    reading = format_for("a.vtt").read(data, "en")
    assert [(cue.start_ms, cue.end_ms, cue.payload) for cue in reading.document.cues] == [
        (5000, 5000, "Freedom"),
        (6000, 7000, "Bread"),
    ]
    assert reading.dropped == []
    assert reading.mended == [
        Mended(3, Reason.BACKWARDS, "00:00:05.000 --> 00:00:03.000", "00:00:05.000 --> 00:00:05.000")
    ]
