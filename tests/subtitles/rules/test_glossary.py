import pytest

from subtitles.rules import Entry, Glossary, Source, check
from tests.subtitles.rules.tables import cue

FREEDOM = Entry("frihet", "آزادی", ("frihet",), ("آزادی",), ("رهایی",))
WOMAN = Entry("kvinna", "زن", ("kvinna", "kvinnor"), ("زن", "زنان"))
MOVEMENT = Entry("kvinnorörelse", "جنبش زنان", ("kvinnorörelse", "kvinnornas rörelse"), ("جنبش زنان",))


def found(target: str, source: str, *entries: Entry, languages: tuple[str, str] = ("sv", "fa")) -> list[object]:
    glossary = Glossary(entries, *languages)
    findings = check([cue(target)], languages[1], source=Source([cue(source)], languages[0], glossary=glossary))
    return [(target[each.start : each.end], each.values["expected"]) for each in findings if each.code == "glossary"]


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("آزادی از خانه آغاز می‌شود.", "Friheten börjar hemma."),
        ("ازادى", "FRIHETENS"),
        ("آزادی‌ها", "friheterna"),
        ("آزاديِ ما", "vår frihet"),
        ("دیگر", "frigjord"),
        ("دیگر", "frihetligheterna"),  # another word
        ("", "Frihet"),
    ],
)
def test_a_term_that_is_translated_as_decided_is_passed_over(target: str, source: str) -> None:
    assert found(target, source, FREEDOM) == []


def test_a_term_that_is_translated_otherwise_is_found_with_what_is_expected() -> None:
    assert found("چیز دیگر.", "Friheten börjar hemma.", FREEDOM) == [("چیز دیگر.", "آزادی")]
    back = Entry("آزادی", "freedom", ("آزادی",), ("freedom",))
    assert found("It is liberty.", "آزادی‌ها", back, languages=("fa", "en")) == [("It is liberty.", "freedom")]


def test_a_form_that_is_not_to_be_used_is_found_where_it_stands_even_beside_the_right_one() -> None:
    assert found("آزادی و رهایی", "Frihet", FREEDOM) == [("رهایی", "آزادی")]


def test_a_word_that_only_begins_like_a_term_raises_no_alarm_and_a_short_term_is_found_with_its_endings() -> None:
    law = Entry("lag", "قانون", ("lag",), ("قانون",), ("حق",))
    assert found("انبار", "Ett lager order", law) == []
    assert found("x", "Lagarna", law) == [("x", "قانون")]
    assert found("حقوق و قانون‌مند", "Lagen", law) == []
    assert found("حق‌ها", "Lagen", law) == [("حق‌ها", "قانون")]
    free = Entry("fri", "رها", ("fri",), ("رها", "آزادی"), ("آزاد",))
    assert found("آزادی ما", "Fri", free) == []
    assert found("آزاد‌ها", "Fri", free) == [("آزاد‌ها", "رها")]
    woman = Entry("زن", "kvinna", ("زن",), ("kvinna",))
    assert found("x", "زندگی در زندان", woman, languages=("fa", "sv")) == []
    assert found("x", "زن‌ها", woman, languages=("fa", "sv")) == [("x", "kvinna")]
    assert found("Kvinnorna", "زنان", woman, languages=("fa", "sv")) == []


def test_forms_that_were_named_and_terms_of_several_words_are_found() -> None:
    assert found("x", "Två kvinnor", WOMAN) == [("x", "زن")]
    assert found("جنبش زنان", "kvinnornas rörelse", MOVEMENT) == []
    assert found("زنان", "kvinnornas rörelse", WOMAN, MOVEMENT) == [("زنان", "جنبش زنان")]


def test_a_kurdish_term_is_found_however_it_is_spelt() -> None:
    term = Entry("azadî", "frihet", ("azadî",), ("frihet",))
    assert found("Det", "Azadiya me", term, languages=("kmr", "sv")) == [("Det", "frihet")]
    central = Entry("ئازادی", "frihet", ("ئازادی",), ("frihet",))
    assert found("Det", "ئازاديیەکان", central, languages=("ckb", "sv")) == [("Det", "frihet")]


def test_terms_are_told_with_their_place_in_the_source() -> None:
    text = "Deras frihet, och kvinnornas rörelse."
    said = Glossary([FREEDOM, WOMAN, MOVEMENT], "sv", "fa").find(text)
    assert [(each.entry.term, text[each.start : each.end]) for each in said] == [
        ("frihet", "frihet"), ("kvinnorörelse", "kvinnornas rörelse"),
    ]  # fmt: skip


def test_without_a_glossary_nothing_is_found() -> None:
    assert found("x", "Frihet") == []
    assert not Glossary([], "sv", "fa")
