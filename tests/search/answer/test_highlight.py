import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.answer.asking import clauses
from search.answer.highlight import mark


def marked(text: str, language: str, asked: str, *, across: bool = False) -> str:
    """The text with what is marked in square brackets."""
    segments = mark(text, language, clauses(asked), across=across)
    return "".join(f"[{segment.text}]" if segment.matched else segment.text for segment in segments)


@pytest.mark.parametrize(
    ("text", "language", "asked", "expected"),
    [
        ("Vi vill ha Frihetens röst!", "sv", "frihet", "Vi vill ha [Frihetens] röst!"),
        ("ما آزادی‌های خود را می‌خواهیم", "fa", "آزادی", "ما [آزادی‌های] خود را می‌خواهیم"),
        ("من می خواهم", "prs", "میخواهم", "من [می خواهم]"),
        ("سال ۱۳۵۷", "fa", "1357", "سال [۱۳۵۷]"),
        ("مُحَمَّد آمد", "fa", "محمد", "[مُحَمَّد] آمد"),
        ("women's lives", "en", "woman", "[women's] lives"),
        ("att vara eller att inte vara", "sv", '"att vara"', "[att vara] eller att inte vara"),
        ("fria, fria och fria", "sv", "fri", "[fria], [fria] och [fria]"),
        ("en tv-film", "sv", "film", "en tv-[film]"),
        ("röst", "en", "rost", "[röst]"),
        ("röst", "sv", "rost", "röst"),
        ("", "sv", "rost", ""),
    ],
)
def test_what_was_asked_for_is_marked_as_it_was_written(text: str, language: str, asked: str, expected: str) -> None:
    assert marked(text, language, asked) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("vi vill inte vara", "vi vill [inte vara]"), ("fria nu", "[fria] nu"), ("vara", "[vara]"), ("nu", "nu")],
)
def test_a_phrase_over_the_edge_is_marked_as_far_as_it_stands_here(text: str, expected: str) -> None:
    assert marked(text, "sv", '"inte vara fria"', across=True) == expected


def test_without_the_phrase_running_over_the_edge_its_words_are_not_marked() -> None:
    assert marked("vi vill inte vara", "sv", '"inte vara fria"') == "vi vill inte vara"


@given(st.text(), st.text(), st.sampled_from(["sv", "fa", "en", "ckb"]), st.booleans())
def test_the_segments_together_are_the_text(text: str, asked: str, language: str, across: bool) -> None:
    segments = mark(text, language, clauses(asked), across=across)
    assert "".join(segment.text for segment in segments) == text
