"""What must hold for any file at all: it is read or refused, nothing of it is silently lost, and it can be written."""

import re
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from subtitles.doubts import Answers, Doubt
from subtitles.exceptions import SubtitlesError
from subtitles.formats import FORMATS, Reading, read
from subtitles.timing import as_srt
from subtitles.webvtt import Cue

EVERYTHING = Answers({str(code): True for code in Doubt})
TIMES = ["00:00:01,000 --> 00:00:02,000", "00:01.000 --> 00:02.000", "00:00:03,0 –> 00:00:02,0", "00:xx --> 00:02,0",
         "-00:00:01,000 --> ۰۰:۰۰:۰۲,۰", "00:00:01,000 --> 00:00:02,000 line:0 X1:3"]  # fmt: skip
PIECES = [
    *TIMES, "WEBVTT", "\n", "\n\n", "\r\n", " ", "1", "2", "۱", "NOTE", "-->", "→", "<i>", "</i>", "<v Anna>",
    "{\\an8}", "<font>", "&amp;", "&rlm;", "\ufeff", "\u200f", "\u202b", "\u200b", "\u200c", "ANNA: ", ".سلام",
    "سلام -", "Ã¤", "\0",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join)
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp1256", "cp850"])
names = st.sampled_from(["a.srt", "a.vtt", "a.txt", ""])
languages = st.sampled_from(["sv", "fa", "ar", "ckb", "kmr", "en"])


@given(st.binary(max_size=400) | texts.map(lambda text: text.encode(errors="replace")), names, languages)
@settings(deadline=None)
def test_no_file_raises_anything_but_a_sentence(data: bytes, name: str, language: str) -> None:
    for answers in (Answers(), EVERYTHING):
        try:
            reading = read(data, name, language, answers, duration_ms=1500)
        except SubtitlesError as error:
            assert str(error).endswith(".")
        else:
            assert all(cue.start_ms >= 0 and cue.end_ms >= cue.start_ms for cue in reading.document.cues)


@given(texts, encodings, languages)
def test_a_whole_file_in_any_encoding_raises_nothing_else_either(text: str, encoding: str, language: str) -> None:
    data = f"1\n{TIMES[0]}\n{text}".encode(encoding, errors="replace")
    try:
        read(data, "a.srt", language)
    except SubtitlesError as error:
        assert str(error).endswith(".")


def everything_of(reading: Reading) -> str:
    """All that the reading tells of the file: what is kept, what was mended, what was dropped."""
    kept = FORMATS["vtt"].write(reading.document)
    told = [part.was for part in reading.mended] + [part.text for part in reading.dropped]
    return "\n".join([kept, *told])


lines_of_files = st.lists(
    st.sampled_from(["", "word", "word", *TIMES, "NOTE", "1", "word -->", "<i>word", "REGION"]), max_size=30
)


@given(lines_of_files, st.sampled_from(["a.srt", "a.vtt"]), st.booleans())
def test_every_word_is_kept_mended_or_dropped(lines: list[str], name: str, accept: bool) -> None:
    """Each word of the file bears a number of its own, and is found again."""
    numbered = [line.replace("word", f"word{at}w") for at, line in enumerate(lines)]
    text = "\n".join(["WEBVTT", "", *numbered] if name == "a.vtt" else numbered)
    said = Answers({str(Doubt.WEBVTT): True}) if accept else Answers()
    try:
        reading = read(text.encode(), name, "sv", said)
    except SubtitlesError:
        return
    told = everything_of(reading)
    assert [word for word in re.findall(r"word\d+w", text) if word not in told] == []


@given(st.text(alphabet="ابپ می\u200cکتاب\u200c\n"), st.sampled_from(["a.srt", "a.vtt"]))
def test_no_zwnj_is_lost(text: str, name: str) -> None:
    head = "WEBVTT\n\n00:01.000 --> 00:02.000\n" if name == "a.vtt" else f"1\n{TIMES[0]}\n"
    reading = read(f"{head}{text}x".encode(), name, "fa", EVERYTHING)
    told = everything_of(reading)
    assert told.count("\u200c") >= text.count("\u200c")


@given(texts, st.sampled_from(["srt", "vtt"]), st.sampled_from(["ltr", "rtl"]))
@example("<i>00:00:01,000 --> 00:00:02,000{\\an8}", "srt", "ltr")  # a tag in a line that looks like times
@example("\n word", "srt", "rtl")  # a line that begins with a space of its own
def test_what_was_written_is_read_as_the_same(text: str, name: str, direction: str) -> None:
    form = FORMATS[name]
    head = "WEBVTT\n\n" if name == "vtt" else ""
    try:
        document = form.read(f"{head}1\n00:00:01.000 --> 00:00:02.000\nx{text}".encode(), "fa").document
    except SubtitlesError:
        return
    written = form.write(document, direction)
    again = form.read(written.encode(), "fa")
    assert form.write(again.document, direction) == written
    assert [cue.payload for cue in again.document.cues if cue.payload] == _lines_kept(document.cues)
    assert [part.reason for part in again.dropped] == []


def _lines_kept(cues: list[Cue]) -> list[str]:
    return [cue.payload for cue in cues if cue.payload]


LONG_LINE = 500_000
HOSTILE = ["\u200f", " ", "<", "&", "{\\", "-", "->", ":", "1", "<b>", "<v ", "\0", "0:", "\r", ".", "-->", "\u0621-"]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_reading_is_linear_in_the_size_of_a_line(piece: str, name: str) -> None:
    """A reader that looks at every character again for every other would not come to an end of this."""
    head = "WEBVTT\n\n00:01.000 --> 00:02.000\n" if name == "vtt" else f"1\n{TIMES[0]}\n"
    line = (piece * LONG_LINE)[:LONG_LINE]
    with suppress(SubtitlesError):  # a cue of this length is refused, after it was read
        FORMATS[name].read(f"{head}{line}x\n".encode(), "fa", EVERYTHING)


def test_a_long_file_of_every_oddity_is_read_whole() -> None:
    cues = [f"{at}\n\n{as_srt(at * 1000)} –> {as_srt(at * 1000 + 900)}\n\nRad {at} &amp;\n" for at in range(1, 5001)]
    reading = read("\n".join(cues).encode(), "a.srt", "sv")
    assert len(reading.document.cues) == 5000
    assert reading.dropped == []


@settings(max_examples=20)
@given(st.integers(min_value=1, max_value=60))
def test_a_file_cut_anywhere_keeps_what_came_before(cut: int) -> None:
    whole = f"1\n{TIMES[0]}\nآزادی\n\n2\n{TIMES[0]}\nدوست\n".encode()
    reading = read(whole[: len(whole) - min(cut, 20)], "a.srt", "fa")
    assert reading.document.cues[0].payload == "آزادی"
