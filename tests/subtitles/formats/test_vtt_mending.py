from hypothesis import given
from hypothesis import strategies as st

from subtitles.doubts import Answers
from subtitles.formats import FORMATS, Reading, heads, vtt_mending
from subtitles.webvtt import parse


def read(text: str, accept: bool | None = None) -> Reading:
    return FORMATS["vtt"].read(text.encode(), "sv", Answers({} if accept is None else {"webvtt": accept}))


def kept(reading: Reading) -> list[tuple[int, int, str]]:
    return [(cue.start_ms, cue.end_ms, cue.payload) for cue in reading.document.cues]


COMMAS = "WEBVTT\n\n00:00:01,000 --> 00:00:02,500 align:start\nKomma\n\n00:00:03.000 --> 00:00:04.500\nPunkt\n"


def test_the_standard_is_kept_to_until_somebody_says_otherwise() -> None:
    strict = read(COMMAS)
    assert kept(strict) == [(3000, 4500, "Punkt")]
    assert [part.line for part in strict.dropped] == [3, 4]
    (guess,) = strict.open_guesses
    assert (guess.code, guess.count) == ("webvtt", 1)
    assert guess.examples[0].became == "00:00:01.000 --> 00:00:02.500 align:start"


def test_accepted_the_times_are_read_as_they_were_meant() -> None:
    mended = read(COMMAS, accept=True)
    assert kept(mended) == [(1000, 2500, "Komma"), (3000, 4500, "Punkt")]
    assert mended.document.cues[0].settings == "align:start"
    assert (mended.dropped, [part.line for part in mended.mended], mended.open_guesses) == ([], [3], [])


def test_declined_nothing_is_mended() -> None:
    assert kept(read(COMMAS, accept=False)) == [(3000, 4500, "Punkt")]
    assert read(COMMAS, accept=False).open_guesses == []


def test_a_file_of_which_the_standard_leaves_nothing_is_read_and_asked_about() -> None:
    reading = read("\n\n\ufeffWEBVTT\n\n00:01.000 --> 00:02.500\nTomrader först")
    assert kept(reading) == [(1000, 2500, "Tomrader först")]
    assert [guess.code for guess in reading.open_guesses] == ["webvtt"]
    assert [(part.line, str(part.reason)) for part in reading.mended] == [(1, "signature")]


def test_text_after_an_empty_line_goes_to_the_cue_above_and_a_number_to_the_cue_below() -> None:
    text = "WEBVTT\n\n1\n\n00:01.000 --> 00:02.000\n\nHej\n\ndu\n\n2\n\n00:03.000 --> 00:04.000\n\nNu\n"
    mended = read(text, accept=True)
    assert kept(mended) == [(1000, 2000, "Hej\ndu"), (3000, 4000, "Nu")]
    assert [cue.identifier for cue in mended.document.cues] == ["1", "2"]
    assert mended.dropped == []


def test_a_note_with_an_empty_line_in_it_never_becomes_a_caption() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nHej\n\nNOTE fråga Sara\n\nom namnet\n\n00:00:03,000 --> 00:04.000\nNu\n"
    mended = read(text, accept=True)
    assert kept(mended) == [(1000, 2000, "Hej"), (3000, 4000, "Nu")]
    assert [part.text for part in mended.dropped] == ["om namnet"]


def test_an_arrow_in_a_text_is_text() -> None:
    mended = read("WEBVTT\n\n00:01.000 --> 00:02.000\nKabul --> Herat\n", accept=True)
    assert kept(mended) == [(1000, 2000, "Kabul --&gt; Herat")]


def test_an_arrow_that_an_editor_put_in_is_seen_though_the_standard_drops_nothing() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nHej\n\n00:03.000 –> 00:04.000\nNu\n"
    assert [guess.code for guess in read(text).open_guesses] == ["webvtt"]
    assert kept(read(text, accept=True)) == [(1000, 2000, "Hej"), (3000, 4000, "Nu")]


def test_a_good_file_is_not_asked_about() -> None:
    reading = read("WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000\n10 -> 20 är 10:30\n")
    assert (reading.guesses, reading.mended, reading.dropped) == ([], [], [])


arrows = st.lists(st.sampled_from("-‐−=>→➜  \u00a0"), min_size=1, max_size=6).map("".join)


@given(arrows)
def test_times_with_any_other_arrow_are_seen(arrow: str) -> None:
    """Only what the standard's own parser does not drop has to be looked for, and is not overlooked."""
    line = f"00:00:01.000{arrow}00:00:02.000"
    text = f"WEBVTT\n\n{line}\nx\n"
    if heads.may_be(line) and heads.read(line) and not parse(text).document.cues:
        assert vtt_mending.read(text, parse(text)) is not None
