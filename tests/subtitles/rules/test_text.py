import regex

from subtitles.rules.text import _SIMPLE, Text, graphemes
from subtitles.webvtt import Cue


def test_a_cue_is_read_as_what_stands_in_it() -> None:
    text = Text(Cue("", 0, 1000, "", "<v Sara>Två</v>\n&amp; <i>می\u200cرود</i>\u200f"))
    assert (text.plain, text.lines, text.lengths) == (
        "Två\n& می\u200cرود",
        [(0, "Två"), (4, "& می\u200cرود")],
        [3, 7],
    )


def test_what_is_counted_in_the_quick_way_joins_nothing() -> None:
    quick = [chr(point) for point in range(0x3000) if _SIMPLE.fullmatch(chr(point))]
    assert [letter for letter in quick if regex.match(r"[^\p{GCB=Other}]", letter)] == []
    assert len(quick) > 900


def test_a_reader_counts_what_she_sees() -> None:
    texts = ["", "abc", "e\u0301", "مُحَمَّد", "می\u200cرود", "👩🏽\u200d🤝\u200d👩🏽", "🇸🇪", "각", "नमस्ते"]
    assert [graphemes(text) for text in texts] == [0, 3, 1, 4, 5, 1, 1, 1, 3]
