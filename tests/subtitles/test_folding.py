import pytest

from subtitles.folding import folded, words


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fa", "كتاب‌هاي", "کتابهای"),
        ("fa", "آزادی", "ازادى"),
        ("prs", "مسؤول ۱۳۵۷", "مسوول 1357"),
        ("ckb", "ئازادیی", "ئازاديي"),
        ("ckb", "کوردۆ هێز", "کوردو هیز"),
        ("kmr", "Jîyan û azadî", "jiyan u azadi"),
        ("sv", "Frihet’s", "FRIHETS"),
        ("en", "Café", "cafe"),
    ],
)
def test_variants_of_a_word_are_one(language: str, one: str, other: str) -> None:
    assert folded(one, language) == folded(other, language) != ()


def test_swedish_letters_are_letters_of_their_own() -> None:
    assert folded("Får fåren", "sv") == ("får", "fåren")
    assert folded("Får", "en") == ("far",)


def test_places_belong_to_the_text_as_it_was_written() -> None:
    text = "– Sade hon: می‌خواهم!"
    assert [(word.folded, text[word.start : word.end]) for word in words(text, "fa")] == [
        ("sade", "Sade"), ("hon", "hon"), ("میخواهم", "می‌خواهم"),
    ]  # fmt: skip
