from hypothesis import given
from hypothesis import strategies as st

from subtitles.memory.likeness import at_most, holding, likeness, marked

texts = st.lists(st.sampled_from("abcd"), max_size=7)


def test_likeness_counts_words_that_were_changed_added_or_left_out() -> None:
    assert likeness(["vi", "var", "fyrtio"], ["vi", "var", "fyrtio"]) == 1
    assert likeness(["vi", "var", "fyrtio", "kvinnor"], ["vi", "var", "tretton", "kvinnor"]) == 0.75
    assert likeness(["hon", "kom"], ["hon", "kom", "hem", "igen"]) == 0.5
    assert likeness(["a"], ["b"]) == 0
    assert likeness([], []) == 1


@given(texts, texts)
def test_the_quick_bound_is_never_below_the_likeness(one: list[str], other: list[str]) -> None:
    assert at_most(frozenset(one), len(one), other) >= likeness(one, other) == likeness(other, one)


def test_words_that_differ_are_marked_in_the_text_as_it_stands() -> None:
    assert marked("Vi var Fyrtio, kvinnor.", "sv", ["vi", "var", "tretton", "kvinnor"]) == [
        ("Vi var ", False), ("Fyrtio", True), (", kvinnor.", False),
    ]  # fmt: skip
    assert marked("", "sv", ["vi"]) == []


def test_words_that_were_sought_are_marked_however_they_are_spelt() -> None:
    assert holding("كتاب می‌خواهم", "fa", {"کتاب"}) == [("كتاب", True), (" می‌خواهم", False)]
