"""Cases for every branch of the W3C's file parsing algorithm, in our own words."""

import pytest

from subtitles.webvtt import Block, Cue, Document, Dropped, Parsed, parse

TIMES = "00:01.000 --> 00:02.000"


def cues(text: str) -> list[tuple[str, int, int, str, str]]:
    found = parse(text).document.cues
    return [(cue.identifier, cue.start_ms, cue.end_ms, cue.settings, cue.payload) for cue in found]


def dropped(text: str) -> list[tuple[int, str, str]]:
    return [(part.line, str(part.reason), part.text) for part in parse(text).dropped]


@pytest.mark.parametrize("first", ["WEBVTT", "WEBVTT ", "WEBVTT\tx", "WEBVTT - a title", "\ufeffWEBVTT"])
def test_a_file_begins_with_the_signature(first: str) -> None:
    assert cues(f"{first}\n\n{TIMES}\nhi") == [("", 1000, 2000, "", "hi")]


@pytest.mark.parametrize(
    "first", ["", "WEBVT", "webvtt", "WEBVTTx", " WEBVTT", "\nWEBVTT", "WEBVTT-", "\ufeff\ufeffWEBVTT", "WEBVTT\x0b"]
)
def test_without_the_signature_nothing_is_read(first: str) -> None:
    line = first.replace("\ufeff", "", 1).split("\n")[0]
    assert parse(f"{first}\n\n{TIMES}\nhi") == Parsed(Document(), [Dropped(1, "no_signature", line)])


@pytest.mark.parametrize("text", ["WEBVTT", "WEBVTT\n", "WEBVTT\n\n\n\n"])
def test_a_file_may_hold_nothing(text: str) -> None:
    assert parse(text) == Parsed(Document(), [])


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_every_kind_of_line_end_counts(end: str) -> None:
    text = end.join(["WEBVTT", "", "a", TIMES, "one", "two", "", TIMES, "three"])
    assert cues(text) == [("a", 1000, 2000, "", "one\ntwo"), ("", 1000, 2000, "", "three")]


def test_other_line_ends_of_unicode_are_letters() -> None:
    assert cues(f"WEBVTT\n\n{TIMES}\na\x85b\u2028c\x0bd") == [("", 1000, 2000, "", "a\x85b\u2028c\x0bd")]


def test_a_null_becomes_the_replacement_character() -> None:
    assert cues(f"WEBVTT\n\n{TIMES}\na\0b") == [("", 1000, 2000, "", "a\ufffdb")]


def test_the_header_lasts_to_the_empty_line() -> None:
    parsed = parse(f"WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000\nKind: captions\n\n{TIMES}\nhi")
    assert parsed.document.header == "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000\nKind: captions"
    assert parsed.dropped == []


def test_times_end_the_header_without_an_empty_line() -> None:
    assert cues(f"WEBVTT\n{TIMES}\nhi") == [("", 1000, 2000, "", "hi")]
    # The line above is the header's, not the cue's identifier.
    assert parse(f"WEBVTT\na\n{TIMES}\nhi").document == Document("WEBVTT\na", [Cue("", 1000, 2000, "", "hi", 3)])


@pytest.mark.parametrize(
    "identifier", ["1", "an identifier with spaces", "NOTE", "STYLE", "REGION", "سلام", "<i>", " "]
)
def test_the_line_above_the_times_is_the_identifier(identifier: str) -> None:
    assert cues(f"WEBVTT\n\n{identifier}\n{TIMES}\nhi") == [(identifier, 1000, 2000, "", "hi")]


def test_only_one_line_above_the_times_is_the_identifier() -> None:
    text = f"WEBVTT\n\nlost\na\n{TIMES}\nhi"
    assert cues(text) == [("", 1000, 2000, "", "hi")]
    assert dropped(text) == [(3, "no_time", "lost"), (4, "no_time", "a")]


@pytest.mark.parametrize(
    "line",
    [
        "00:01.000 --> 00:02.000", "00:01.000-->00:02.000", "\t00:01.000 \t --> \f 00:02.000  ",
        "00:00:01.000 --> 0:00:02.000", "0000:00:01.000 --> 00:02.000",
    ],
)  # fmt: skip
def test_times_are_read_with_any_space_around_the_arrow(line: str) -> None:
    assert cues(f"WEBVTT\n\n{line}\nhi") == [("", 1000, 2000, "", "hi")]


@pytest.mark.parametrize(
    "line",
    [
        "-->", "00:01.000 -->", "--> 00:02.000", "00:01.000 --> x", "00:01,000 --> 00:02,000", "0:01.000 --> 00:02.000",
        "00:01.00 --> 00:02.000", "00:01.000 --> 00:02.0000", "00:61.000 --> 00:62.000", "60:00.000 --> 61:00.000",
        "00:01.000 --> --> 00:02.000", "00:01.000 ---> 00:02.000", "00:01 --> 00:02", "00:01.000\u00a0--> 00:02.000",
        "٠٠:٠١.٠٠٠ --> 00:02.000", "x 00:01.000 --> 00:02.000",
    ],
)  # fmt: skip
def test_a_cue_with_bad_times_is_dropped_line_by_line(line: str) -> None:
    text = f"WEBVTT\n\nid\n{line}\nlost\ntoo\n\n{TIMES}\nhi"
    assert cues(text) == [("", 1000, 2000, "", "hi")]
    assert dropped(text) == [
        (3, "with_bad_time", "id"),
        (4, "bad_time", line),
        (5, "with_bad_time", "lost"),
        (6, "with_bad_time", "too"),
    ]


def test_a_cue_may_end_before_it_begins() -> None:
    assert cues("WEBVTT\n\n00:02.000 --> 00:01.000\nhi") == [("", 2000, 1000, "", "hi")]


def test_a_cue_may_be_without_text() -> None:
    assert cues(f"WEBVTT\n\n{TIMES}\n\n{TIMES}") == [("", 1000, 2000, "", ""), ("", 1000, 2000, "", "")]


def test_times_end_the_text_above_them() -> None:
    text = f"WEBVTT\n\n{TIMES}\none\n2\n{TIMES}\ntwo"
    assert cues(text) == [("", 1000, 2000, "", "one\n2"), ("", 1000, 2000, "", "two")]
    assert dropped(text) == []


def test_two_lines_of_times_are_two_cues() -> None:
    assert cues(f"WEBVTT\n\n{TIMES}\n{TIMES}\nhi") == [("", 1000, 2000, "", ""), ("", 1000, 2000, "", "hi")]


def test_an_arrow_in_the_text_ends_it_and_is_dropped() -> None:
    text = f"WEBVTT\n\n{TIMES}\none\ntwo --> three\nfour"
    assert cues(text) == [("", 1000, 2000, "", "one")]
    assert dropped(text) == [(5, "bad_time", "two --> three"), (6, "with_bad_time", "four")]


def test_a_line_of_spaces_is_text() -> None:
    assert cues(f"WEBVTT\n\n{TIMES}\none\n \ntwo") == [("", 1000, 2000, "", "one\n \ntwo")]


def test_a_block_without_times_is_dropped() -> None:
    assert dropped(f"WEBVTT\n\n{TIMES}\none\n\nlost\nwords\n\nNOTEworthy") == [
        (6, "no_time", "lost"),
        (7, "no_time", "words"),
        (9, "no_time", "NOTEworthy"),
    ]


def test_blocks_that_are_no_cues_stay_verbatim_in_their_places() -> None:
    note, style, region = "NOTE by Sara\n  and Lina", "STYLE \n::cue(b) { color: red }", "REGION\nid:fred width:40%"
    text = f"WEBVTT\n\n{note}\n\n{region}\n\n{style}\n\n{TIMES}\nhi\n\nSTYLE\nlate\n\nNOTE\n"
    assert parse(text).document.blocks == [
        Block("note", note, 3),
        Block("region", region, 6),
        Block("style", style, 9),
        Cue("", 1000, 2000, "", "hi", 12),
        Block("style", "STYLE\nlate", 15),
        Block("note", "NOTE", 18),
    ]
    assert dropped(text) == []


def test_an_arrow_ends_a_note() -> None:
    text = f"WEBVTT\n\nNOTE one\ntwo\n{TIMES}\nhi"
    assert parse(text).document.blocks == [Block("note", "NOTE one\ntwo", 3), Cue("", 1000, 2000, "", "hi", 5)]


def test_a_region_counts_only_above_the_first_cue() -> None:
    early = f"WEBVTT\n\nREGION\nid:a\n\n{TIMES} region:a\nhi"
    late = f"WEBVTT\n\n{TIMES}\nhi\n\nREGION\nid:a\n\n{TIMES} region:a\nhi"
    assert (cues(early)[0][3], dropped(early)) == ("region:a", [])
    assert (cues(late)[1][3], dropped(late)) == ("", [(9, "unknown_region", "region:a")])


def test_a_bad_setting_is_dropped_and_its_cue_kept() -> None:
    text = f"WEBVTT\n\n{TIMES} align:middle line:1\tfoo:bar  size:50%\nhi"
    assert cues(text) == [("", 1000, 2000, "line:1 size:50%", "hi")]
    assert dropped(text) == [(3, "bad_setting", "align:middle foo:bar")]


def test_settings_may_follow_the_time_at_once() -> None:
    assert cues("WEBVTT\n\n00:01.000 --> 00:02.000align:start\nhi") == [("", 1000, 2000, "align:start", "hi")]
