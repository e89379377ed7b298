"""The engine on a real search server: it keeps the contract, and leaves nothing there that it should not."""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from elasticsearch.dsl import Search

from search.engines.base import Clause, Engine, Entry, Place
from search.engines.condition import Condition
from search.engines.elastic import writing
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.indices import DEAD_SECONDS
from search.exceptions import EngineUnavailableError
from tests.search.engines.building import entries, gone, item, passage, query, source
from tests.search.engines.contract import EngineContract, found, starts
from tests.services import opensearch, search_server


@pytest.fixture
def place(search_url: str, tmp_path: Path) -> Iterator[Place]:
    made = search_server.prefixed(search_url, tmp_path)
    yield made
    search_server.forget(made)


@pytest.fixture
def engine(place: Place) -> ElasticEngine:
    made = ElasticEngine(place)
    made.rebuild(source())
    return made


class TestElastic(EngineContract):
    @pytest.fixture(autouse=True)
    def _server(self, place: Place) -> None:
        self.place = place

    def make(self, folder: Path) -> Engine:
        return ElasticEngine(replace(self.place, prefix=f"{self.place.prefix}-{folder.name}"))


def generations(engine: ElasticEngine) -> list[str]:
    return sorted(engine.indices.aliases())


def documents(engine: ElasticEngine, field: str) -> int:
    """How many lie in the index in use, found or not."""
    engine.indices.patient.indices.refresh(index=engine.indices.current)
    search = Search(using=engine.indices.patient, index=engine.indices.current)
    count: int = search.query("exists", field=field).count()
    return count


# --- Order and hits, as the embedded engine has them ---


def test_a_rare_word_is_worth_more_than_a_frequent_one(engine: ElasticEngine) -> None:
    engine.rebuild(source(*(item(n, "fred fred frihet" if n < 5 else "fred frihet frihet") for n in range(1, 9))))
    assert found(engine.search(query("fred", "frihet")))[0] in (1, 2, 3, 4)


def test_a_phrase_is_not_found_over_a_cue_in_between(engine: ElasticEngine) -> None:
    engine.rebuild(source(item(1, "vara", "inte", "fria"), item(2, "vara", "", "fria", "vara fria inte")))
    assert starts(engine.search(query("vara fria"))) == [[6]]
    engine.rebuild(source(item(1, "vara", "inte", "fria"), item(2, "vara", "", "fria", "inte")))
    assert starts(engine.search(query("vara fria"))) == [[0, 4]]


def test_as_many_words_as_anybody_can_ask_are_no_too_many(engine: ElasticEngine) -> None:
    engine.rebuild(source(item(1, " ".join(f"ord{n}" for n in range(60)))))
    fields = ("sv", "en", "fa", "und")
    readings = [(f"ord{n}", f"a{n} b c", f"d{n} e f") for n in range(24)]
    asked = [Clause(tuple(passage(text, field) for text in texts for field in fields)) for texts in readings]
    assert found(engine.search(replace(query("x"), clauses=tuple(asked)))) == [1]


# --- Generations ---


def test_a_rebuild_leaves_one_generation(engine: ElasticEngine) -> None:
    for _ in range(2):
        engine.rebuild(source(item(1, "ord")))
    assert len(generations(engine)) == 1


def test_another_engine_follows_to_the_new_generation(engine: ElasticEngine, place: Place) -> None:
    other = ElasticEngine(place)
    engine.rebuild(source(item(1, "ord")))
    assert found(other.search(query("ord"))) == [1]
    engine.rebuild(source(item(2, "ord")))
    assert found(other.search(query("ord"))) == [2]


def test_what_is_written_during_a_rebuild_is_in_the_new_generation(engine: ElasticEngine, place: Place) -> None:
    engine.rebuild(source(item(1, "gammal"), item(2, "gammal"), item(3, "gammal")))

    def changing(work_ids: object) -> Iterator[Entry]:
        yield from entries(*(item(n, "gammal") for n in (1, 2, 3)))
        ElasticEngine(place).replace([*entries(item(1, "ny"), version=2), *gone(2, version=2)])

    assert engine.rebuild(changing) == 2
    assert [found(engine.search(query(word))) for word in ("gammal", "ny")] == [[3], [1]]
    assert engine.versions() == {1: 2, 2: 2, 3: 1}


def test_a_failing_source_leaves_no_generation_behind(engine: ElasticEngine) -> None:
    def failing(work_ids: object) -> Iterator[Entry]:
        yield from entries(item(1, "annat"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        engine.rebuild(failing)
    assert len(generations(engine)) == 1


def test_what_a_killed_builder_left_is_never_asked_and_is_swept_away(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild(source(item(1, "ord")))
    left = engine.indices.create()
    assert found(engine.search(query("ord"))) == [1]
    engine.rebuild(source(item(1, "ord")))
    assert left in generations(engine)  # somebody may still be at it
    later = time.time() + DEAD_SECONDS + 1
    monkeypatch.setattr("search.engines.elastic.indices.time.time", lambda: later)
    engine.rebuild(source(item(1, "ord")))
    assert left not in generations(engine)


def test_while_somebody_builds_a_tick_does_not_build_as_well(place: Place) -> None:
    engine = ElasticEngine(place)
    engine.indices.create()
    assert (engine.condition(), engine.rebuild(source(item(1, "ord")), if_needed=True)) == (Condition.BUILDING, None)


def test_a_generation_that_goes_while_it_is_written_to_does_not_come_back_empty(engine: ElasticEngine) -> None:
    [name] = generations(engine)
    engine.indices.discard([name])
    with pytest.raises(Exception, match="refused"):
        writing.put(engine.indices.patient, name, entries(item(1, "ord")), seen=True)
    assert (generations(engine), engine.condition()) == ([], Condition.MISSING)


def test_an_index_of_another_analysis_answers_until_it_is_built_anew_but_never_says_nothing(place: Place) -> None:
    ElasticEngine(place, "the analysis of last year").rebuild(source(item(1, "ord")))
    now = ElasticEngine(place)
    assert (now.condition(), now.search(query("ord")).total) == (Condition.OTHER_ANALYSIS, 1)
    with pytest.raises(EngineUnavailableError):
        now.search(query("annat"))
    assert now.rebuild(source(item(1, "annat")), if_needed=True) == 1
    assert [now.search(query(word)).total for word in ("annat", "ord")] == [1, 0]


def test_an_index_of_another_schema_is_not_asked_and_goes_once_ours_is_there(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("search.engines.elastic.indices.VERSION", "0badcafe")
        ElasticEngine(place).indices  # noqa: B018 - its names are made now
        before = ElasticEngine(place)
        before.rebuild(source(item(1, "ord")))
    now = ElasticEngine(place)
    assert now.condition() is Condition.OTHER_SCHEMA
    with pytest.raises(EngineUnavailableError):
        now.search(query("ord"))
    assert now.rebuild(source(item(1, "ord")), if_needed=True) == 1
    assert (len(generations(now)), found(now.search(query("ord")))) == (1, [1])


def test_another_archive_on_the_same_server_is_left_alone(engine: ElasticEngine, place: Place) -> None:
    other = ElasticEngine(replace(place, prefix=f"{place.prefix}-other"))
    other.rebuild(source(item(7, "ord")))
    engine.rebuild(source(item(1, "ord")))
    assert (found(engine.search(query("ord"))), found(other.search(query("ord")))) == ([1], [7])


# --- Writes ---


def test_a_work_that_has_fewer_items_than_before_keeps_none_of_the_others(engine: ElasticEngine) -> None:
    engine.replace(entries(item(1, "ett", work=1), item(2, "två", work=1), item(3, "tre", work=1)))
    engine.replace(entries(item(2, "två", work=1), version=2))
    engine.replace(entries(item(1, "ett", work=1), item(2, "två", work=1), item(3, "tre", work=1)))  # late
    assert [found(engine.search(query(word))) for word in ("ett", "två", "tre")] == [[], [2], []]
    assert documents(engine, "n") == 1


@pytest.mark.parametrize("overtaken_after", ["_claims", "_all_cues", "_held"])
def test_a_write_that_is_overtaken_half_way_brings_nothing_back(
    engine: ElasticEngine, place: Place, monkeypatch: pytest.MonkeyPatch, overtaken_after: str
) -> None:
    """The older one is held up between two of its steps, and the newer one is there before it goes on."""
    real: Callable[..., object] = getattr(writing, overtaken_after)
    overtaken: list[bool] = []

    def late(*arguments: object) -> object:
        done = real(*arguments)
        done = list(done) if isinstance(done, Iterator) else done
        if not overtaken:
            overtaken.append(True)
            ElasticEngine(place).replace(gone(1, version=2))
        return done

    monkeypatch.setattr(writing, overtaken_after, late)
    engine.replace(entries(*(item(n, "hemligt", work=1) for n in (1, 2, 3)), version=1))
    assert (overtaken, engine.search(query("hemligt")).total, engine.versions()) == ([True], 0, {1: 2})
    assert documents(engine, "n") == 0


def test_threads_read_while_others_write_and_rebuild(engine: ElasticEngine) -> None:
    items = [item(n, "alla", f"ord{n}") for n in range(1, 11)]
    engine.rebuild(source(*items))

    def write(first: int) -> None:
        for n in range(first, 11, 2):
            engine.replace(entries(items[n - 1]))

    with ThreadPoolExecutor(4) as pool:
        writers: list[Future[Any]] = [
            pool.submit(write, 1),
            pool.submit(write, 2),
            pool.submit(engine.rebuild, source(*items)),
        ]
        totals = set()
        while not all(writer.done() for writer in writers):
            totals.add(engine.search(query("alla")).total)
        for writer in writers:
            writer.result()
    assert totals <= {10}
    assert (engine.search(query("alla")).total, engine.versions()) == (10, dict.fromkeys(range(1, 11), 1))


def test_cues_that_nothing_names_are_swept_away_by_a_purge(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.replace(entries(item(1, "öppet")))
    with monkeypatch.context() as crash, pytest.raises(ZeroDivisionError):
        crash.setattr(writing, "_slot", lambda *_: 1 / 0)
        engine.replace(entries(item(2, "hemligt")))
    engine.purge()
    assert documents(engine, "n") == 2  # it may be about to be named
    monkeypatch.setattr(writing, "_GRACE_NS", 0)
    engine.purge()
    assert (documents(engine, "n"), found(engine.search(query("öppet")))) == (1, [1])


# --- A server of its own: its files, and its end ---


@pytest.fixture
def server() -> Iterator[opensearch.OpenSearch]:
    try:
        with opensearch.running() as made:
            yield made
    except opensearch.MissingError as error:
        pytest.skip(str(error))


def on_disk(server: opensearch.OpenSearch) -> bytes:
    return b"".join(path.read_bytes() for path in server.folder.rglob("indices/**/*") if path.is_file())


def test_what_was_removed_is_after_a_purge_in_none_of_the_servers_files(
    server: opensearch.OpenSearch, tmp_path: Path
) -> None:
    engine = ElasticEngine(search_server.prefixed(server.url, tmp_path))
    others = [item(n, "öppet", title="zkontrollz" if n == 7 else "titel") for n in range(1, 40)]
    engine.rebuild(source(*others, item(99, "qhemligtq", title="qtitelq")))
    engine.purge()
    assert [word in on_disk(server) for word in (b"qhemligtq", b"qtitelq", b"zkontrollz")] == [True, True, True]
    engine.replace(gone(99, version=2))
    assert found(engine.search(query("qhemligtq"))) == []
    engine.purge()
    assert [word in on_disk(server) for word in (b"qhemligtq", b"qtitelq", b"zkontrollz")] == [False, False, True]


def test_a_server_that_is_killed_is_out_of_reach_at_once_and_has_lost_nothing_when_it_is_back(
    server: opensearch.OpenSearch, tmp_path: Path
) -> None:
    engine = ElasticEngine(search_server.prefixed(server.url, tmp_path))
    engine.rebuild(source(item(1, "ord")))
    engine.replace(entries(item(2, "ord"), version=5))
    server.kill()
    for ask in (lambda: engine.search(query("ord")), lambda: engine.replace(gone(1, version=2)), engine.versions):
        with pytest.raises(EngineUnavailableError):
            ask()
    assert (engine.condition(), engine.rebuild(source(), if_needed=True)) == (Condition.UNREACHABLE, None)
    server.start()
    assert (found(engine.search(query("ord"))), engine.versions()) == ([1, 2], {1: 1, 2: 5})
    engine.replace(entries(item(2, "gammalt"), version=4))
    assert engine.search(query("gammalt")).total == 0


def test_a_shard_that_nobody_can_read_any_more_is_damaged_and_built_anew(
    server: opensearch.OpenSearch, tmp_path: Path
) -> None:
    engine = ElasticEngine(search_server.prefixed(server.url, tmp_path))
    engine.rebuild(source(item(1, "ord")))
    server.stop()
    for path in server.folder.rglob("indices/**/index/segments_*"):
        path.write_bytes(os.urandom(path.stat().st_size))
    server.start(healthy=False)
    with pytest.raises(EngineUnavailableError):
        engine.search(query("ord"))
    assert engine.condition() is Condition.DAMAGED
    assert (engine.rebuild(source(item(1, "ord")), if_needed=True), found(engine.search(query("ord")))) == (1, [1])
