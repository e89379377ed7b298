import pytest

from subtitles.rules import check, spelling
from subtitles.rules.spelling import dictionary
from tests.subtitles.rules.tables import cue


def unknown(text: str, language: str, *known: str) -> list[object]:
    return [each.values["word"] for each in check([cue(text)], language, known=known) if each.code == "spelling"]


def test_a_name_of_the_archive_is_a_known_word_with_its_endings() -> None:
    assert unknown("Nilofarzad och Nilofarzads bok", "sv") == ["Nilofarzad", "Nilofarzads"]
    assert unknown("Nilofarzad och Nilofarzads bok", "sv", "Sara Nilofarzad") == []
    assert unknown("Nilofarzad’s book", "en", "Sara Nilofarzad") == []
    assert unknown("نیلوفرزااد\u200cها", "fa", "نیلوفرزااد") == []


def test_a_language_without_a_dictionary_is_not_spelt() -> None:
    assert dictionary("ps") is None
    assert unknown("ابجدقق", "ps") == []


def test_a_dictionary_is_read_once() -> None:
    assert dictionary("sv") is dictionary("sv")


def test_the_persian_list_has_words_endings_and_vowels_and_no_word_of_chance() -> None:
    known = dictionary("fa")
    assert known is not None
    right = [
        "آزادی",
        "می\u200cخواهم",
        "کتاب\u200cهایشان",
        "خانه\u200cای",
        "نوشته\u200cاند",
        "دربارهٔ",
        "زنی",
        "دوستانمان",
        "درِ",
    ]
    wrong = ["آزاذی", "کتتاب", "دانشگاح", "زنذگی", "پپپ", "می\u200cخخواهم"]
    assert [known(word) for word in right] == [True] * len(right)
    assert [known(word) for word in wrong] == [False] * len(wrong)


@pytest.mark.parametrize(
    ("word", "language", "meant"),
    [
        ("kvinorna", "sv", "kvinnorna"), ("freedm", "en", "freedom"), ("میروم", "fa", "می\u200cروم"),
        ("آذادی", "fa", "آزادی"), ("زنگدی", "prs", "زندگی"), ("خانهها", "fa", "خانه\u200cها"),
        ("حکومط", "prs", "حکومت"),
        ("كتاب", "fa", "کتاب"), ("آزاادی", "fa", "آزادی"),
    ],
)  # fmt: skip
def test_what_may_be_meant_is_suggested(word: str, language: str, meant: str) -> None:
    found = spelling.suggestions(word, language)
    assert meant in found
    assert len(found) <= spelling.MOST_SUGGESTIONS
    is_word = spelling.dictionary(language)
    assert is_word and all(is_word(each) for each in found if " " not in each)


def test_where_there_is_no_dictionary_nothing_is_suggested() -> None:
    assert spelling.suggestions("موږ", "ps") == ()
