"""Two edits of one text in one, by words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subtitles.changes import wording

WORDS = st.lists(
    st.sampled_from(["ett", "två", "می‌خواهم", "<i>", "</i>", "<v Mina>", "</v>", "&amp;", "\n"]), max_size=7
)
TEXTS = WORDS.map(" ".join)


@pytest.mark.parametrize(
    ("was", "mine", "theirs", "merged"),
    [
        ("hon skrev ett brev", "han skrev ett brev", "hon skrev två brev", "han skrev två brev"),
        ("ett två", "en två", "ett tu", "en tu"),
        ("ett två tre", "två tre", "ett två", "två"),
        ("ett två", "noll ett två", "ett två tre", "noll ett två tre"),
        ("ett\ntvå", "en\ntvå", "ett\ntu", "en\ntu"),
        ("ett två", "en två", "en två", "en två"),
        ("ett två tre fyra", "en två tre fyra", "en två tre fyr", "en två tre fyr"),
        ("", "ett", "", "ett"),
        # The ZWNJ belongs to its word.
        ("می‌خواهم به خانه بروم", "می‌خواهیم به خانه بروم", "می‌خواهم به خانه برویم", "می‌خواهیم به خانه برویم"),
        ("می‌خواهم", "نمی‌خواهم", "می‌خواهیم", None),
        ("ett två", "en två", "ena två", None),
        ("ett", "ett två", "ett tre", None),
        ("", "ett", "två", None),
        ("ett två tre", "ett tre", "ett två! tre", None),
        # A tag is one word, and stays with its end.
        ("<v Mina Ek>ett två", "<v Mina Alm>ett två", "<v Mina Ek>ett tu", "<v Mina Alm>ett tu"),
        ("ett två tre fyra", "<i>ett två tre fyra</i>", "ett två tu fyra", "<i>ett två tu fyra</i>"),
        ("<v Mina Ek>ett", "<v Mina Alm>ett", "<v Nina Ek>ett", None),
        ("a b c d e", "<i>a b c</i> d e", "a <b>b c d e</b>", None),
        ("<i>a</i> b", "a b", "<i>a</i> c", "a c"),
    ],
)
def test_edits_that_do_not_touch_are_both_there(was: str, mine: str, theirs: str, merged: str | None) -> None:
    assert wording.merge(was, mine, theirs) == merged
    assert wording.merge(was, theirs, mine) == merged


def test_a_long_text_is_merged_where_little_of_it_was_edited_and_not_where_much_was() -> None:
    many = wording.MOST_TOKENS
    was = " ".join(f"ord{number}" for number in range(many))
    assert wording.merge(was, f"först {was}", f"{was} sist") == f"först {was} sist"
    far = was.replace("ord0 ", "först ").replace(f"ord{many - 1}", "sist")
    assert wording.merge(was, far, was.replace("ord9 ", "nio ")) is None


@given(TEXTS, TEXTS, TEXTS)
def test_a_merge_is_the_same_from_both_sides_and_of_one_edit_that_edit(was: str, mine: str, theirs: str) -> None:
    merged = wording.merge(was, mine, theirs)
    assert merged == wording.merge(was, theirs, mine)
    assert wording.merge(was, mine, was) == mine
    assert wording.merge(was, was, theirs) == theirs
    assert wording.merge(was, mine, mine) == mine


@given(TEXTS, TEXTS, TEXTS)
def test_a_merge_holds_every_word_that_either_wrote(was: str, mine: str, theirs: str) -> None:
    merged = wording.merge(was, mine, theirs)
    if merged is not None:
        written = (set(mine.split()) | set(theirs.split())) - set(was.split())
        assert written <= set(merged.split())


@given(st.text(max_size=40))
def test_words_together_are_the_text(text: str) -> None:
    assert "".join(wording.tokens(text)) == text
