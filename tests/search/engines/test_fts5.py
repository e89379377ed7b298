import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import Clause, Facets, Group, Hit, Page, Passage, Query
from search.engines.fts5 import Fts5Engine
from tests.search.engines.building import clause, cue_id, item, query, source


@pytest.fixture
def engine(tmp_path: Path) -> Fts5Engine:
    made = Fts5Engine(tmp_path / "search")
    made.rebuild(source())
    return made


def found(page: Page) -> list[int]:
    return [group.item_id for group in page.groups]


def starts(page: Page) -> list[list[int]]:
    """The seconds at which each group's hits start."""
    return [[hit.start_ms // 1000 for hit in group.hits] for group in page.groups]


def test_in_an_empty_index_nothing_is_found(engine: Fts5Engine) -> None:
    assert (engine.search(query("frihet")), engine.work_ids()) == (Page(), set())


def test_a_page_says_which_cue_of_which_item_holds_the_word(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "en röst", "om frihet", year=1998), item(2, "en annan röst")))
    assert engine.search(query("frihet")) == Page(
        1,
        (Group(1, 1, 1, (Hit(cue_id(1, 1), 1, "sv", 2000, 4000),)),),
        Facets({"documentary": 1}, {"sv": 1}, {1998: 1}),
    )


def test_all_words_must_occur_in_the_item_though_not_in_one_cue(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "fred", "frihet"), item(2, "frihet")))
    page = engine.search(query("fred", "frihet"))
    assert (found(page), starts(page)) == ([1], [[0, 2]])


def test_the_cues_that_hold_most_of_the_words_are_shown(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "fred", "fred och frihet", "frihet")))
    assert starts(engine.search(query("fred", "frihet"))) == [[2]]


def test_a_phrase_is_found_where_its_words_stand_in_order(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "att vara fri"), item(2, "vara att fri")))
    assert found(engine.search(query("att vara"))) == [1]


def test_a_phrase_over_the_edge_of_a_cue_is_located_in_both(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "jag", "vi vill vara", "fria nu", "fria")))
    [group] = engine.search(query("vara fria")).groups
    assert [(hit.start_ms, hit.across) for hit in group.hits] == [(2000, True), (4000, True)]


def test_a_phrase_over_three_cues_is_located_in_all(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "ett", "två", "tre", "fyra")))
    assert starts(engine.search(query("ett två tre"))) == [[0, 2, 4]]


def test_a_phrase_does_not_run_from_one_track_into_the_next(engine: Fts5Engine) -> None:
    first = item(1, tracks={"sv": ["vi är"], "sv-FI": ["fria nu"]})
    engine.rebuild(source(first))
    assert found(engine.search(query("är fria"))) == []


def test_a_phrase_in_the_title_alone_has_no_cues(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "blir", title="tills vi blir fria")))
    assert starts(engine.search(query("blir fria"))) == [[]]


def test_a_title_counts_for_more_than_a_text_and_that_for_more_than_what_is_spoken(engine: Fts5Engine) -> None:
    engine.rebuild(
        source(item(1, "frihet"), item(2, "ord", text="frihet"), item(3, "ord", title="frihet"), item(4, "ord"))
    )
    assert found(engine.search(query("frihet"))) == [3, 2, 1]


def test_a_word_of_one_field_is_not_found_in_another(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "barn", language="en")))
    assert [found(engine.search(Query((clause("barn", field),)))) for field in ("sv", "en")] == [[], [1]]


def test_each_facet_counts_all_matches_and_is_not_narrowed_by_itself(engine: Fts5Engine) -> None:
    engine.rebuild(
        source(
            item(1, "frihet", kind="documentary", year=2004),
            item(2, "frihet", kind="radio_episode", year=2004),
            item(3, "frihet", kind="radio_episode", year=2005, language="en"),
            item(4, "fred", kind="book", year=2010),
        )
    )
    page = engine.search(query("frihet", kind="radio_episode", year=2004, size=1))
    assert (page.total, found(page)) == (1, [2])
    assert page.facets == Facets({"documentary": 1, "radio_episode": 1}, {"sv": 1}, {2004: 1, 2005: 1})


def test_a_language_counts_the_items_that_say_it_in_that_language(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, tracks={"sv": ["kobane"], "en": ["town"]}), item(2, tracks={"en": ["kobane"]})))
    assert engine.search(query("kobane")).facets.languages == {"en": 1, "sv": 1}
    assert [found(engine.search(query("kobane", language=tag))) for tag in ("sv", "en", "fa")] == [[1], [2], []]


def test_pages_follow_each_other_without_gap_or_repetition(engine: Fts5Engine) -> None:
    engine.rebuild(source(*(item(n, "frihet") for n in range(1, 8))))
    pages = [engine.search(query("frihet", page=page, size=3)) for page in (1, 2, 3, 4)]
    assert [found(page) for page in pages] == [[1, 2, 3], [4, 5, 6], [7], []]
    assert {page.total for page in pages} == {7}


def test_replacing_a_work_takes_its_old_words_out(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "gammal"), item(2, "gammal")))
    engine.replace([1], source(item(1, "ny")))
    assert [found(engine.search(query(word))) for word in ("gammal", "ny")] == [[2], [1]]


def test_replacing_with_nothing_removes(engine: Fts5Engine) -> None:
    engine.replace([1, 2], source(item(1, "ord", work=1), item(2, "ord", work=1), item(3, "ord", work=2)))
    engine.replace([1], source())
    assert (found(engine.search(query("ord"))), engine.work_ids()) == ([3], {2})


def test_a_failing_source_leaves_everything_as_it_was(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "ord")))
    with pytest.raises(ZeroDivisionError):
        engine.replace([1], lambda ids: [item(1, "annat"), 1 // 0])  # type: ignore[list-item]
    with pytest.raises(ZeroDivisionError):
        engine.rebuild(lambda ids: [item(1, "annat"), 1 // 0])  # type: ignore[list-item]
    assert [found(engine.search(query(word))) for word in ("ord", "annat")] == [[1], []]
    assert len(list(engine.generations.directory.glob("*.sqlite3"))) == 1


def test_what_was_removed_is_not_found_and_after_a_purge_not_in_the_file(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "hemligt"), item(2, "öppet")))
    engine.remove([1])
    assert found(engine.search(query("hemligt"))) == []
    engine.purge()
    on_disk = b"".join(path.read_bytes() for path in engine.generations.directory.glob("index-*"))
    assert [word.encode() in on_disk for word in ("hemligt", "öppet")] == [False, True]


def test_a_purge_that_a_reader_stood_in_the_way_of_is_done_by_the_next(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "hemligt"), item(2, "öppet")))
    [path] = engine.generations.directory.glob("index-*.sqlite3")
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM item_row").fetchall()
        engine.remove([1])
        engine.purge()
    engine.purge()
    assert not any(b"hemligt" in path.read_bytes() for path in engine.generations.directory.glob("index-*"))


HOSTILE = ['"', "a\x00b", "NEAR(a b)", "a* OR b", "cues : a", "-a", "^a", ") OR (", "'; DROP TABLE item", "a" * 10_000]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_term_is_taken_for_syntax(engine: Fts5Engine, text: str) -> None:
    engine.rebuild(source(item(1, "a b")))
    page = engine.search(Query((Clause((Passage("sv", (text,)),)),)))
    assert page.total == 0


@given(
    cues=st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3), min_size=1, max_size=5),
    asked=st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3), min_size=1, max_size=2),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_index_finds_what_reading_everything_finds(
    tmp_path: Path, cues: list[list[str]], asked: list[list[str]]
) -> None:
    engine = Fts5Engine(tmp_path / "search")
    engine.rebuild(source())
    engine.replace([1], source(item(1, *(" ".join(cue) for cue in cues))))
    spoken = f" {' '.join(term for cue in cues for term in cue)} "
    expected = all(f" {' '.join(phrase)} " in spoken for phrase in asked)
    page = engine.search(query(*(" ".join(phrase) for phrase in asked)))
    assert (page.total == 1, bool(page.groups and page.groups[0].hits)) == (expected, expected)
