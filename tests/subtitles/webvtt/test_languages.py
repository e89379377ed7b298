"""Dari, Pashto and Swedish in one scene."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subtitles.webvtt import languages
from subtitles.webvtt.cuetext import plain_text
from subtitles.webvtt.languages import Span, as_html, language_of, spans
from tests.subtitles.webvtt.test_properties import PIECES

MIXED = "Hon sa <lang prs>ما آزادیم</lang>,\noch <i>gick</i>."


def test_a_cue_is_in_the_language_of_its_track_where_nothing_is_said() -> None:
    assert spans("<v Sara>Hej &amp; <b>hå</b></v>", "sv") == [Span("Hej & hå", "sv")]
    assert spans("<b></b>", "sv") == []
    assert language_of("Hej", "sv") == "sv"


def test_its_parts_are_in_the_languages_that_are_marked() -> None:
    assert spans(MIXED, "sv") == [Span("Hon sa ", "sv"), Span("ما آزادیم", "prs"), Span(",\noch gick.", "sv")]
    assert spans("<lang ps>موږ <lang sv-FI>fria</lang> يو</lang>", "prs") == [
        Span("موږ ", "ps"), Span("fria", "sv"), Span(" يو", "ps"),
    ]  # fmt: skip
    assert spans("<lang sv>Ja</lang> <lang sv>nej</lang>", "fa") == [Span("Ja nej", "sv")]


def test_a_mark_without_a_language_says_nothing() -> None:
    assert spans("<lang>Hej</lang>", "sv") == [Span("Hej", "sv")]


@pytest.mark.parametrize(
    ("payload", "track", "expected"),
    [
        ("<lang ps>هیچا له موږ نه و پوښتل.</lang>", "prs", "ps"),
        ("<v Sara><lang fa>سلام!</lang></v>", "sv", "fa"),
        (MIXED, "sv", "sv"),
        ("Ja: <lang prs>ما آزادیم و نمی‌ترسیم</lang>", "sv", "prs"),
        ("<lang fa>… 12</lang>", "sv", "sv"),
        ("", "sv", "sv"),
    ],
)
def test_the_whole_of_a_cue_is_in_that_of_most_of_its_letters(payload: str, track: str, expected: str) -> None:
    assert language_of(payload, track) == expected


def test_in_a_page_every_part_has_its_language_and_direction() -> None:
    assert as_html("Hon sa <lang prs>ما &lt;3</lang>", "sv") == ('Hon sa <span lang="prs" dir="rtl">ما &lt;3</span>')
    assert as_html("<lang \"onload='x'>a</lang>", "sv") == '<span lang="&quot;onload=&#x27;x&#x27;" dir="ltr">a</span>'
    assert languages.direction("fa-IR") == "rtl"


@given(
    st.lists(st.sampled_from([*PIECES, "<lang sv>", "<lang fa>", "</lang>", "<ruby>", "<rt>"]) | st.text(max_size=5))
)
@settings(deadline=None)
def test_nothing_of_the_text_is_lost_in_its_parts(pieces: list[str]) -> None:
    payload = "".join(pieces)
    found = spans(payload, "sv")
    assert "".join(span.text for span in found) == plain_text(payload)
    assert all(span.text for span in found)
    assert all(one.language != two.language for one, two in pairwise(found))
