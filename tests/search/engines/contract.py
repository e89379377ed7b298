"""What every search engine does: each one's tests are a class that inherits these and says how to make it."""

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import Clause, Engine, Entry, Facets, Group, Hit, Page, Passage, Query
from search.engines.condition import Condition
from search.exceptions import EngineUnavailableError
from tests.search.engines.building import clause, cue_id, entries, gone, item, query, source


def found(page: Page) -> list[int]:
    return [group.item_id for group in page.groups]


def starts(page: Page) -> list[list[int]]:
    """The seconds at which each group's hits start."""
    return [[hit.start_ms // 1000 for hit in group.hits] for group in page.groups]


HOSTILE = ['"', "a\x00b", "NEAR(a b)", "a* OR b", "cues : a", "-a", "^a", ") OR (", "'; DROP TABLE item", "a" * 10_000]


class EngineContract:
    """Inherit it in a class whose name begins with Test."""

    def make(self, folder: Path) -> Engine:
        raise NotImplementedError

    @pytest.fixture
    def engine(self, tmp_path: Path) -> Engine:
        """A whole index that holds nothing."""
        made = self.make(tmp_path / "search")
        made.rebuild(source())
        return made

    def test_in_an_empty_index_nothing_is_found(self, engine: Engine) -> None:
        assert (engine.search(query("frihet")), engine.versions()) == (Page(), {})

    def test_a_page_says_which_cue_of_which_item_holds_the_word(self, engine: Engine) -> None:
        engine.rebuild(source(item(1, "en röst", "om frihet", year=1998), item(2, "en annan röst")))
        assert engine.search(query("frihet")) == Page(
            1,
            (Group(1, 1, 1, (Hit(cue_id(1, 1), 1, "sv", 2000, 4000),)),),
            Facets({"documentary": 1}, {"sv": 1}, {1998: 1}),
        )

    def test_all_words_must_occur_in_the_item_though_not_in_one_cue(self, engine: Engine) -> None:
        engine.rebuild(source(item(1, "fred", "frihet"), item(2, "frihet")))
        page = engine.search(query("fred", "frihet"))
        assert (found(page), starts(page)) == ([1], [[0, 2]])

    def test_the_cues_that_hold_most_of_the_words_are_shown(self, engine: Engine) -> None:
        engine.rebuild(source(item(1, "fred", "fred och frihet", "frihet")))
        assert starts(engine.search(query("fred", "frihet"))) == [[2]]

    def test_a_phrase_is_found_where_its_words_stand_in_order(self, engine: Engine) -> None:
        engine.rebuild(source(item(1, "att vara fri"), item(2, "vara att fri")))
        assert found(engine.search(query("att vara"))) == [1]

    def test_a_phrase_over_the_edge_of_a_cue_is_located_in_both(self, engine: Engine) -> None:
        engine.rebuild(source(item(1, "jag", "vi vill vara", "fria nu", "fria")))
        [group] = engine.search(query("vara fria")).groups
        assert [(hit.start_ms, hit.across) for hit in group.hits] == [(2000, True), (4000, True)]

    def test_a_phrase_over_three_cues_is_located_in_all(self, engine: Engine) -> None:
        engine.rebuild(source(item(1, "ett", "två", "tre", "fyra")))
        assert starts(engine.search(query("ett två tre"))) == [[0, 2, 4]]

    def test_a_phrase_does_not_run_from_one_track_into_the_next(self, engine: Engine) -> None:
        first = item(1, tracks={"sv": ["vi är"], "sv-FI": ["fria nu"]})
        engine.rebuild(source(first))
        assert found(engine.search(query("är fria"))) == []

    def test_a_phrase_in_the_title_alone_has_no_cues(self, engine: Engine) -> None:
        engine.rebuild(source(item(1, "blir", title="tills vi blir fria")))
        assert starts(engine.search(query("blir fria"))) == [[]]

    def test_a_title_counts_for_more_than_a_text_and_that_for_more_than_what_is_spoken(self, engine: Engine) -> None:
        engine.rebuild(
            source(item(1, "frihet"), item(2, "ord", text="frihet"), item(3, "ord", title="frihet"), item(4, "ord"))
        )
        assert found(engine.search(query("frihet"))) == [3, 2, 1]

    def test_a_word_of_one_field_is_not_found_in_another(self, engine: Engine) -> None:
        engine.rebuild(source(item(1, "barn", language="en")))
        assert [found(engine.search(Query((clause("barn", field),)))) for field in ("sv", "en")] == [[], [1]]

    def test_each_facet_counts_all_matches_and_is_not_narrowed_by_itself(self, engine: Engine) -> None:
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

    def test_a_language_counts_the_items_that_say_it_in_that_language(self, engine: Engine) -> None:
        engine.rebuild(source(item(1, tracks={"sv": ["kobane"], "en": ["town"]}), item(2, tracks={"en": ["kobane"]})))
        assert engine.search(query("kobane")).facets.languages == {"en": 1, "sv": 1}
        assert [found(engine.search(query("kobane", language=tag))) for tag in ("sv", "en", "fa")] == [[1], [2], []]

    def test_pages_follow_each_other_without_gap_or_repetition(self, engine: Engine) -> None:
        engine.rebuild(source(*(item(n, "frihet") for n in range(1, 8))))
        pages = [engine.search(query("frihet", page=page, size=3)) for page in (1, 2, 3, 4)]
        assert [found(page) for page in pages] == [[1, 2, 3], [4, 5, 6], [7], []]
        assert {page.total for page in pages} == {7}

    def test_replacing_a_work_takes_its_old_words_out(self, engine: Engine) -> None:
        engine.rebuild(source(item(1, "gammal"), item(2, "gammal")))
        engine.replace(entries(item(1, "ny")))
        assert [found(engine.search(query(word))) for word in ("gammal", "ny")] == [[2], [1]]

    def test_replacing_with_nothing_removes(self, engine: Engine) -> None:
        engine.replace(entries(item(1, "ord", work=1), item(2, "ord", work=1), item(3, "ord", work=2)))
        engine.replace(gone(1, version=2))
        assert (found(engine.search(query("ord"))), engine.versions()) == ([3], {1: 2, 2: 1})

    def test_a_failing_source_leaves_everything_as_it_was(self, engine: Engine) -> None:
        engine.rebuild(source(item(1, "ord")))

        def failing() -> Iterator[Entry]:
            yield from entries(item(1, "annat"), version=2)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            engine.replace(failing())
        with pytest.raises(ZeroDivisionError):
            engine.rebuild(lambda ids: failing())
        assert [found(engine.search(query(word))) for word in ("ord", "annat")] == [[1], []]

    @pytest.mark.parametrize("text", HOSTILE)
    def test_no_term_is_taken_for_syntax(self, engine: Engine, text: str) -> None:
        engine.rebuild(source(item(1, "a b")))
        page = engine.search(Query((Clause((Passage("sv", (text,)),)),)))
        assert page.total == 0

    @given(
        cues=st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3), min_size=1, max_size=5),
        asked=st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3), min_size=1, max_size=2),
    )
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_the_index_finds_what_reading_everything_finds(
        self, tmp_path: Path, cues: list[list[str]], asked: list[list[str]]
    ) -> None:
        engine = self.make(tmp_path / "search")
        engine.rebuild(source())
        engine.replace(entries(item(1, *(" ".join(cue) for cue in cues))))
        spoken = f" {' '.join(term for cue in cues for term in cue)} "
        expected = all(f" {' '.join(phrase)} " in spoken for phrase in asked)
        page = engine.search(query(*(" ".join(phrase) for phrase in asked)))
        assert (page.total == 1, bool(page.groups and page.groups[0].hits)) == (expected, expected)

    # --- versions: writes may arrive in any order ---

    def test_an_older_write_never_wins_over_a_newer_one(self, engine: Engine) -> None:
        engine.replace(entries(item(1, "nytt"), version=3))
        engine.replace(entries(item(1, "gammalt"), version=2))
        assert ([engine.search(query(word)).total for word in ("nytt", "gammalt")], engine.versions()) == (
            [1, 0],
            {1: 3},
        )

    def test_what_is_gone_is_not_brought_back_by_an_older_write(self, engine: Engine) -> None:
        engine.replace(gone(1, version=2))
        engine.replace(entries(item(1, "hemligt"), version=1))
        assert (engine.search(query("hemligt")).total, engine.versions()) == (0, {1: 2})

    def test_an_older_write_keeps_none_of_the_others_of_its_batch_back(self, engine: Engine) -> None:
        engine.replace(gone(1, version=2))
        engine.replace(entries(item(1, "ord"), item(2, "ord"), version=1))
        assert (found(engine.search(query("ord"))), engine.versions()) == ([2], {1: 2, 2: 1})

    def test_the_same_version_can_be_delivered_twice(self, engine: Engine) -> None:
        for _ in range(2):
            engine.replace(entries(item(1, "ord")))
        assert engine.search(query("ord")).total == 1

    def test_two_deliveries_that_meet_in_the_wrong_order_leave_the_newer(self, engine: Engine) -> None:
        read, hidden = threading.Event(), threading.Event()

        def late() -> None:
            was = entries(item(1, "hemligt"), version=1)  # read, and then held up on its way
            read.set()
            hidden.wait(30)
            engine.replace(was)

        def early() -> None:
            read.wait(30)
            engine.replace(gone(1, version=2))
            hidden.set()

        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(late), pool.submit(early)]:
                done.result(timeout=60)
        assert (engine.search(query("hemligt")).total, engine.versions()) == (0, {1: 2})

    def test_many_threads_that_write_every_version_leave_the_newest(self, engine: Engine) -> None:
        def write(versions: Iterable[int]) -> None:
            for version in versions:
                engine.replace(entries(item(1, f"ord{version}"), version=version))

        with ThreadPoolExecutor(4) as pool:
            for done in [pool.submit(write, range(first, 13, 4)) for first in (1, 2, 3, 4)]:
                done.result(timeout=60)
        totals = [engine.search(query(f"ord{version}")).total for version in range(1, 13)]
        assert (totals, engine.versions()) == ([0] * 11 + [1], {1: 12})

    def test_an_older_write_during_a_rebuild_does_not_win_after_it(self, engine: Engine) -> None:
        def changing(work_ids: object) -> Iterator[Entry]:
            yield from gone(1, version=2)
            if work_ids is None:
                engine.replace(entries(item(1, "hemligt"), version=1))

        engine.rebuild(changing)
        engine.replace(entries(item(1, "hemligt"), version=1))
        assert (engine.search(query("hemligt")).total, engine.versions()) == (0, {1: 2})

    def test_works_left_out_are_neither_found_nor_counted(self, engine: Engine) -> None:
        engine.rebuild(source(item(1, "ord", year=2001), item(2, "ord", year=2002, kind="book", language="en")))
        page = engine.search(query("ord", without=frozenset({2})))
        assert (page.total, found(page), page.facets) == (1, [1], Facets({"documentary": 1}, {"sv": 1}, {2001: 1}))

    # --- what it says of itself ---

    def test_an_engine_without_an_index_is_unavailable_and_never_empty(self, tmp_path: Path) -> None:
        engine = self.make(tmp_path / "elsewhere")
        with pytest.raises(EngineUnavailableError):
            engine.search(query("ord"))
        engine.replace(entries(item(1, "ord")))
        assert engine.condition() is not Condition.READY
        assert (engine.rebuild(source(item(1, "ord")), if_needed=True), engine.condition()) == (1, Condition.READY)

    def test_a_sound_index_is_not_built_anew_unasked(self, engine: Engine) -> None:
        assert engine.rebuild(source(item(1, "ord")), if_needed=True) is None
        engine.verify()
        engine.purge()
        assert engine.condition() is Condition.READY
