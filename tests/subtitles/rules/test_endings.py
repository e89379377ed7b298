import pytest

from subtitles import folding
from subtitles.rules.endings import is_form, may_be_form, readings

Z = "\u200c"
# A term, and what is a form of it; behind the stroke words that only begin so.
TABLE = {
    "sv": """
        frihet: friheten frihetens friheter friheternas frihets | frihetlig frihetskamp frigjord
        lag: lagen lagens lagar lagarna | lager laga lagad lagom
        ord: orden ordet ordens | order ordning
        dom: domen domar domarna | domare dominera
        bar: baren | barn bara
        val: valet valen | vals valuta
        kvinna: kvinnan kvinnans kvinnor kvinnorna kvinnornas | kvinnlig kvinnohus
        pojke: pojken pojkar pojkarna pojkes | pojkaktig
        rörelse: rörelsen rörelser rörelserna | rörelsehinder
        krig: kriget krigen krigets | krigare krigisk
        plan: planen planer planerna | planet planet planera
        rum: rummet rummen | rumba
        syster: systern systrar systrarna | systrami
        regel: regeln regler reglerna | reglage
        museum: museet museer museerna | musei
        svensk: svenska svenskt svenskar svensken | svenskhet
        kurdisk: kurdiska kurdiskt | kurdistan
        by: byar byarna | byrå byta
    """,
    "en": """
        law: laws law's | lawn lawyer
        prisoner: prisoners prisoner’s | imprisonment
        exile: exiles exiled | exilic
        country: countries country's | countryside
        arrest: arrests arrested | arrester
        war: wars | ward warn warm
    """,
    "fa": f"""
        زن: زنها زن{Z}ها زنان زن{Z}ی زن{Z}هایشان زن{Z}ام | زند زنگ زنده زندگی زندان
        تن: تن{Z}ها | تنها تند تنگ
        مرد: مردان مردها مرد{Z}ی | مردم مرده مردن
        آزاد: آزادتر آزادان آزاد{Z}تر آزاد{Z}ام | آزادی آزادیخواه آزاده
        آزادی: آزادی{Z}ها آزادیها آزادی{Z}های آزاديِ ازادى آزادیش | آزادیخواه
        زندان: زندان{Z}ها زندان{Z}های زندانش زندان{Z}مان | زندانی زندانبان
        مهاجر: مهاجران مهاجر{Z}ی مهاجرها | مهاجرت
        پناهنده: پناهندگان پناهنده{Z}ها پناهنده{Z}ای پناهنده{Z}ام | پناهندگی
        صدا: صدای صداها صدایم صدا{Z}ی | صداقت
        خانه: خانه{Z}ها خانه{Z}ام خانه{Z}ای خانه{Z}شان | خانگی خاندان
        کتاب{Z}خانه: کتابخانه کتاب{Z}خانه{Z}ها کتابخانه{Z}ی | کتاب
        ایران: ایران{Z}ی | ایرانی ایراندخت
        پا: پاها پای | پایان پاک
        بار: بارها بار{Z}ها | باران بارز
    """,
    "prs": f"""
        مکتب: مکتب{Z}ها مکتب{Z}های مکتبها مکتب{Z}ی | مکتبی مکتوب
        زن: زنان زن{Z}ها | زنده
    """,
    "ckb": """
        ژن: ژنەکە ژنان ژنەکان ژنێک ژنانی | ژنگ
        ئازاد: ئازادەکان | ئازادی
        ئازادی: ئازاديیەکان ئازادییەکە ئازادیی | ئازادیخواز
    """,
    "kmr": """
        azadî: azadiya azadiyê azadiyên | azadîxwaz
        azad: azadan | azadî
        jin: jinan jinên jinek | jiyan
        welat: welatê welatan welatên | welatparêz
    """,
    "ar": """
        حرية: الحرية والحرية بالحرية للحرية حريات الحريات حريتهم وحرية | حرير تحرير
        حرب: الحرب والحرب بالحرب للحرب | حربة محارب وحرب
        رد: | ورد رداء
        سجين: السجين سجينها والسجين سجينين | سجن
        منظمة: المنظمات منظمته للمنظمة | منظم
        مدرسة: المدرسة مدرستهم وبالمدرسة | مدرس
    """,
    "ps": """
        ښار: ښارونه ښارونو | ښاري
    """,
}


def cases(is_one: bool) -> list[tuple[str, str, str]]:
    found = []
    for language, lines in TABLE.items():
        for line in filter(None, map(str.strip, lines.splitlines())):
            term, _, rest = line.partition(":")
            sides = rest.split("|")
            found += [(language, term, word) for word in sides[0 if is_one else 1].split()]
    return found


def matches(language: str, term: str, word: str, how: object = is_form) -> bool:
    assert callable(how)
    (asked,), (read,) = folding.folded(term, language), folding.words(word, language)
    return any(how(each, asked, language) for each in readings(read, word, language))


@pytest.mark.parametrize(("language", "term", "word"), cases(True))
def test_a_form_of_a_term_is_known_by_its_ending(language: str, term: str, word: str) -> None:
    assert matches(language, term, word)
    assert matches(language, term, word, may_be_form)


@pytest.mark.parametrize(("language", "term", "word"), cases(False))
def test_another_word_that_begins_alike_is_none(language: str, term: str, word: str) -> None:
    assert not matches(language, term, word)


@pytest.mark.parametrize(
    ("language", "term", "word", "so"),
    [
        ("sv", "frihet", "frihetskamp", True),
        ("sv", "Iran", "iransk", True),
        ("fa", "آزاد", "آزادی", True),
        ("fa", "مرد", "مردی", True),
        ("fa", "زن", "زندان", False),
        ("sv", "lag", "lagring", False),
        ("sv", "bi", "bibliotek", False),
    ],
)
def test_what_may_be_a_form_is_more_but_not_of_short_words(language: str, term: str, word: str, so: bool) -> None:
    assert matches(language, term, word, may_be_form) is so


def test_a_word_is_a_form_of_itself_in_any_language() -> None:
    assert matches("sv", "i", "i")
    assert matches("de", "Haus", "haus")
    assert not matches("sv", "i", "is", may_be_form)
