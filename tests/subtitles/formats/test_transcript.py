import pytest

from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats.sbv import SubViewer
from subtitles.formats.transcript import Transcript


def read(text: str) -> list[tuple[int, int, str]]:
    return [(cue.start_ms, cue.end_ms, cue.payload) for cue in Transcript().parse(text).document.cues]


def test_a_stamp_begins_a_cue_that_ends_where_the_next_begins() -> None:
    text = "[00:01:02] ANNA: Hej,\nhur mår du?\n\n[00:01:10] BO: Bra.\n[00:01:20 - 00:01:25] Slut."
    assert read(text) == [
        (62_000, 70_000, "<v ANNA>Hej,\nhur mår du?</v>"),
        (70_000, 80_000, "<v BO>Bra.</v>"),
        (80_000, 85_000, "Slut."),
    ]


@pytest.mark.parametrize(
    "stamp", ["[00:01:02]", "[1:02]", "(01:02)", "<01:02>", "01:02", "1:02 –", "[۰۱:۰۲]", "[٠١:٠٢]", "[00:01:02.000]"]
)
def test_stamps_are_read_as_people_write_them(stamp: str) -> None:
    assert [(start, text) for start, _, text in read(f"{stamp} Frihet")] == [(62_000, "Frihet")]


def test_a_stamp_within_a_paragraph_begins_a_cue_too() -> None:
    assert read("[0:01] ett [0:02] två [0:03 --> 0:04] tre") == [
        (1000, 2000, "ett"),
        (2000, 3000, "två"),
        (3000, 4000, "tre"),
    ]


def test_a_year_in_brackets_and_a_time_in_a_sentence_are_text() -> None:
    assert [text for _, _, text in read("[0:01] Det var [1994] klockan 12:30.")] == ["Det var [1994] klockan 12:30."]


def test_several_speak_in_one_cue() -> None:
    assert read("[0:01] ANNA: Hej.\nBO: Hej själv.\n[0:05] x")[0] == (
        1000,
        5000,
        "<v ANNA>Hej.</v>\n<v BO>Hej själv.</v>",
    )


def test_a_sentence_with_a_colon_is_nobody() -> None:
    assert read("[0:01] Hon sade: nej. Hon sade: ja.\n[0:05] Hon sade: nej.")[0][2] == "Hon sade: nej. Hon sade: ja."


def test_a_persian_name_is_one_that_comes_back() -> None:
    text = "[0:01] مریم: سلام\n[0:02] مریم: آزادی\n[0:03] گفت: نه"
    assert [said for _, _, said in read(text)] == ["<v مریم>سلام</v>", "<v مریم>آزادی</v>", "گفت: نه"]


def test_without_any_time_the_sentence_names_the_alignment() -> None:
    with pytest.raises(UnreadableSubtitles, match="aligning it to the sound") as caught:
        Transcript().parse("ANNA: Hej\nBO: Hej själv")
    assert caught.value.code == "no_times"


def test_what_stands_before_the_first_stamp_is_reported_and_a_guessed_end_too() -> None:
    parsed = Transcript().parse("Intervju\n\n[0:01] Ja")
    assert [(part.line, str(part.reason), part.text) for part in parsed.dropped] == [(1, "no_time", "Intervju")]
    assert [(part.line, str(part.reason), part.became) for part in parsed.mended] == [(3, "guessed_end", "00:00:02")]


def test_speakers_and_stamps_are_written_as_they_are_read() -> None:
    text = "[00:01:02] Anna: Hej\ndu\n\n[00:01:10] Bo Ek: Bra.\n"
    assert Transcript().write(Transcript().parse(text).document) == text


def test_a_file_of_empty_lines_and_open_brackets_takes_no_time() -> None:
    with pytest.raises(UnreadableSubtitles):
        Transcript().parse("\n" * 300_000 + "[" * 300_000 + " " * 300_000)


def test_youtubes_own_format_goes_both_ways() -> None:
    text = "0:00:01.500,0:00:03.000\nHej & <du>\nlilla vän\n\n0:00:04.000,0:00:05.000\nslut\n"
    parsed = SubViewer().parse(text)
    assert [cue.payload for cue in parsed.document.cues] == ["Hej &amp; &lt;du&gt;\nlilla vän", "slut"]
    assert SubViewer().write(parsed.document) == text
    assert [part.line for part in SubViewer().parse("skräp\n" + text).dropped] == [1]
    assert [cue.payload for cue in SubViewer().parse("0:00:01.5,0:00:03.0\na[br]b").document.cues] == ["a\nb"]
