import shutil
from pathlib import Path

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from search import analysis
from search.analysis import FIELDS, Term, analyse, field_of, fingerprint
from subtitles import folding

LANGUAGES = ("sv", "fa", "prs", "en", "ar", "ckb", "", "sv-FI", "x-unknown")
# Letters, marks, joiners and digits of the scripts in the archive, so that more than noise is tried.
OURS = st.text(alphabet="aåäöeéiıİßǅnrstk'’-‐ \n\u00ad\u200c\u200d\u200e\u202e\u0301\u0308آازدیيكکمهاهنن‌ءئۀةـًّ۱١1½ﷺ")


@given(st.one_of(OURS, st.text()), st.sampled_from(LANGUAGES))
@example("\x00", "sv")
@example("\ud800", "fa")
@example("می می ها ها", "fa")
def test_every_term_points_at_what_was_written(text: str, language: str) -> None:
    for term in analyse(text, language):
        written = text[term.start : term.end]
        assert 0 <= term.start < term.end <= len(text)
        assert regex.search(r"[\p{L}\p{M}\p{N}]", written)
        assert regex.fullmatch(r"[\p{L}\p{N}]{1,64}", term.text)


@given(OURS, st.sampled_from(LANGUAGES))
def test_terms_come_in_the_order_they_are_written(text: str, language: str) -> None:
    terms = analyse(text, language)
    assert terms == sorted(terms, key=lambda term: (term.start, term.start - term.end))


@given(OURS, st.sampled_from(LANGUAGES))
def test_what_is_around_a_text_does_not_change_its_terms(text: str, language: str) -> None:
    alone = [term.text for term in analyse(text, language)]
    assert [term.text for term in analyse(f"({text})", language)] == alone


@pytest.mark.parametrize(
    ("language", "field"),
    [
        ("sv", "sv"),
        ("sv-FI", "sv"),
        ("fa", "fa"),
        ("prs", "fa"),
        ("fa-AF", "fa"),
        ("en-GB", "en"),
        ("ckb", "und"),
        ("", "und"),
    ],
)
def test_a_language_has_one_field(language: str, field: str) -> None:
    assert (field_of(language), field in FIELDS) == (field, True)


def test_a_field_is_its_own_language() -> None:
    assert [field_of(field) for field in FIELDS] == list(FIELDS)


def test_a_language_without_rules_is_folded_and_not_stemmed() -> None:
    assert analyse("Jinên Kobanê ئازادیی", "ckb") == [
        Term("jinen", 0, 5),
        Term("kobane", 6, 12),
        Term("یازادیی", 13, 20),
    ]


@pytest.mark.parametrize(
    "forms",
    ["woman women women's woman’s", "child children children's", "freedom freedoms", "voice voices", "life lifes"],
)
def test_the_forms_of_one_english_word_are_one_term(forms: str) -> None:
    found = {analyse(form, "en")[0].text for form in forms.split()}
    assert found == {analyse(forms.split(maxsplit=1)[0], "en")[0].text}


RULES = Path(analysis.__file__).parent


@pytest.mark.parametrize("module", sorted(path.name for path in RULES.glob("*.py")))
def test_a_changed_rule_asks_for_another_index(module: str, tmp_path: Path) -> None:
    shutil.copytree(RULES, tmp_path / "analysis", ignore=shutil.ignore_patterns("__pycache__"))
    copied = fingerprint(tmp_path / "analysis")
    with (tmp_path / "analysis" / module).open("a") as file:
        file.write("ANOTHER_RULE = 1\n")
    fingerprint.cache_clear()
    assert (copied == fingerprint(), fingerprint(tmp_path / "analysis") == copied) == (True, False)


def test_an_index_is_made_anew_when_letters_are_folded_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fingerprint.cache_clear()
    before = fingerprint()
    changed = tmp_path / "folding.py"
    changed.write_text(Path(folding.__file__).read_text() + "# other")
    monkeypatch.setattr(folding, "__file__", str(changed))
    fingerprint.cache_clear()
    assert fingerprint() != before
    fingerprint.cache_clear()


@pytest.mark.parametrize(("written", "asked"), [("کوردۆ", "کوردو"), ("هێز", "هیز"), ("گوڵ", "گول"), ("گەڕان", "گهران")])
def test_kurdish_is_found_by_who_leaves_the_marks_out(written: str, asked: str) -> None:
    assert [term.text for term in analyse(written, "ckb")] == [term.text for term in analyse(asked, "ckb")]
