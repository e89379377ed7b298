import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from search.answer.asking import MOST_CLAUSES, clauses
from search.engines.base import Passage


def readings(text: str, field: str) -> list[list[str]]:
    """Every clause's alternatives in one field, each with its terms joined by a space."""
    return [[" ".join(passage.terms) for passage in clause.within(field).alternatives] for clause in clauses(text)]


def test_a_word_is_read_in_every_field() -> None:
    [clause] = clauses("Kvinnorna")
    assert clause.alternatives == (
        Passage("sv", ("kvinn",)),
        Passage("fa", ("kvinnorna",)),
        Passage("en", ("kvinnorna",)),
        Passage("und", ("kvinnorna",)),
    )


def test_words_are_clauses_of_their_own_and_each_counts_once() -> None:
    assert readings("fred frihet fred", "sv") == [["fred"], ["frihet"]]


@pytest.mark.parametrize("text", ['"att vara" fri', "”att vara” fri", "«att vara» fri", "„att vara“ fri"])
def test_quoted_words_are_a_phrase(text: str) -> None:
    assert readings(text, "sv") == [["att var"], ["fri"]]


def test_a_quotation_mark_without_its_partner_means_nothing() -> None:
    assert readings('"att vara', "sv") == [["att"], ["var"]]


def test_what_persian_takes_for_one_word_is_one_clause_for_all() -> None:
    assert readings("من می خواهم", "fa") == [["من"], ["خواهم"]]
    assert readings("من می خواهم", "und") == [["من"], ["می خواهم"]]


def test_a_compound_is_asked_for_whole_or_by_its_parts_in_a_row() -> None:
    assert readings("دانش‌آموز tv-film", "fa") == [["دانشاموز", "دانش اموز"], ["tvfilm", "tv film"]]


def test_a_phrase_with_a_compound_is_read_in_every_way_it_may_be_written() -> None:
    assert readings('"دانش‌آموز آزاد"', "fa") == [
        ["دانشاموز دانش اموز ازاد", "دانش اموز ازاد", "دانشاموز ازاد"],
    ]


@pytest.mark.parametrize("text", ["", "  ", '"', '""', "?!", "\x00", "- * ^ ()"])
def test_nothing_to_search_for_gives_no_clause(text: str) -> None:
    assert clauses(text) == ()


def test_a_very_long_query_is_cut() -> None:
    assert len(clauses(" ".join(f"ord{n}" for n in range(2000)))) == MOST_CLAUSES


@given(st.text())
def test_any_query_has_a_reading(text: str) -> None:
    for clause in clauses(text):
        terms = [term for passage in clause.alternatives for term in passage.terms]
        assert terms and all(regex.fullmatch(r"[\p{L}\p{N}]+", term) for term in terms)
