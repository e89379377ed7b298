import pytest

from search.analysis import Term, analyse

ONE_WORD = [
    "آزادی|آزادی‌ها|آزادی‌های|آزادیها|آزادیهای|آزادی‌هایمان|آزادی ها|ازادی|آزادي",
    "زن|زنان|زن‌ها|زنها|زنهای|زن‌هایی",
    "دختر|دختران|دخترها|دختر‌هایش|دخترانشان",
    "کتاب|کتاب‌ها|کتابهای|كتاب|کتاب‌هایشان|کتاب های",
    "خانه|خانه‌ی|خانهٔ|خانۀ|خانه‌ها|خانه‌های|خانه‌ای|خانه‌شان|خانة",
    "می‌خواهم|میخواهم|می خواهم|نمی‌خواهم|می\nخواهم|مي‌خواهم",
    "می‌روم|میروم",
    "صدا|صدای|صداها|صداهای",
    "پناهنده|پناهندگان|پناهنده‌ها",
    "ایرانی|ایرانیان|ایرانی‌ها",
    "دوست|دوستان|دوست‌ها|دوستانشان",
    "بزرگ|بزرگ‌تر|بزرگتر|بزرگترین|بزرگ‌ترین",
    "محمد|مُحَمَّد|محـــمد",
    "مسئول|مسئولان|مسيول",
    "1357|۱۳۵۷|١٣٥٧",
    "سلام|ﺳﻼم",
]

DIFFERENT_WORDS = [
    ("آزادی", "آزاد"),
    ("تنها", "تن"),
    ("باران", "بار"),
    ("دختر", "دخ"),
    ("زبان", "زب"),
    ("مهمان", "مهم"),
    ("داستان", "داس"),
    ("افغانستان", "افغان"),
    ("جوان", "جو"),
]


def stem(word: str) -> str:
    [term] = analyse(word, "fa")
    return term.text


@pytest.mark.parametrize("forms", ONE_WORD)
def test_the_forms_of_one_word_are_one_term(forms: str) -> None:
    first, *others = forms.split("|")
    assert {other: stem(other) for other in others} == dict.fromkeys(others, stem(first))


@pytest.mark.parametrize("words", DIFFERENT_WORDS)
def test_different_words_stay_apart(words: tuple[str, str]) -> None:
    assert stem(words[0]) != stem(words[1])


def test_dari_has_the_rules_of_persian() -> None:
    assert analyse("زنان افغان", "prs") == analyse("زنان افغان", "fa")


def test_a_compound_with_zwnj_is_found_whole_and_by_its_parts() -> None:
    assert analyse("دانش‌آموزان", "fa") == [
        Term("دانشاموز", 0, 11),
        Term("دانش", 0, 4),
        Term("اموز", 5, 11),
    ]


def test_a_compound_written_as_one_word_is_the_same_whole() -> None:
    assert analyse("دانشآموز", "fa")[0].text == analyse("دانش‌آموز", "fa")[0].text


def test_an_affix_set_apart_by_a_space_belongs_to_the_span_of_its_word() -> None:
    assert analyse("من می خواهم", "fa") == [Term("من", 0, 2), Term("خواهم", 3, 11)]


def test_a_sentence_loses_no_word() -> None:
    assert [term.text for term in analyse("ما برای آزادیِ زنان، «تنها» نیستیم!", "fa")] == [
        "ما",
        "برا",
        "ازادی",
        "زن",
        "تنها",
        "نیستیم",
    ]


def test_a_latin_name_in_persian_text_is_a_term() -> None:
    assert [term.text for term in analyse("رادیو Röst", "fa")] == ["رادیو", "rost"]
