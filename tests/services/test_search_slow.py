"""How long anybody waits for a search server that is slow or gone, counted in what it is asked."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from search.engines.base import Place
from search.engines.condition import Condition
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.rest import REST_SECONDS
from search.exceptions import EngineUnavailableError
from tests.search.engines.building import entries, item, query, source
from tests.search.engines.contract import found
from tests.services import faults, search_server
from tests.services.faults import Way

SECONDS = 1.0


@pytest.fixture
def place(search_url: str, tmp_path: Path) -> Iterator[Place]:
    """An index with one item that holds "ord"."""
    made = search_server.prefixed(search_url, tmp_path)
    ElasticEngine(made).rebuild(source(item(1, "ord")))
    yield made
    search_server.forget(made)


@pytest.fixture
def way(search_url: str) -> Iterator[Way]:
    with faults.between(search_url) as opened:
        yield opened


def engine_over(way: Way, place: Place, seconds: float = SECONDS) -> ElasticEngine:
    return ElasticEngine(replace(place, url=way.endpoint, seconds=seconds))


def fails(ask: Callable[[], object]) -> None:
    with pytest.raises(EngineUnavailableError):
        ask()


def test_the_questions_of_one_search_share_its_time(place: Place, way: Way) -> None:
    assert found(engine_over(way, place, seconds=20.0).search(query("ord"))) == [1]
    needed = len(way.passed)
    way.passed.clear()
    way.next(faults.slow(SECONDS * 0.7), times=needed)  # each in time by itself
    fails(lambda: engine_over(way, place).search(query("ord")))
    assert len(way.passed) == 2 < needed


def test_one_that_did_not_answer_is_asked_once_until_it_has_rested(place: Place, way: Way) -> None:
    engine = engine_over(way, place)
    assert found(engine.search(query("ord"))) == [1]
    way.passed.clear()
    way.next(faults.slow(SECONDS * 2))
    fails(lambda: engine.search(query("ord")))
    fails(lambda: engine.search(query("ord")))
    fails(lambda: engine.replace(entries(item(2, "ord"))))
    assert (engine.condition(), len(way.passed)) == (Condition.UNREACHABLE, 1)
    time.sleep(REST_SECONDS)
    engine.replace(entries(item(2, "ord")))
    assert found(engine.search(query("ord"))) == [1, 2]


def test_who_has_patience_is_not_kept_from_asking(place: Place, way: Way) -> None:
    engine = engine_over(way, place)
    way.next(faults.silence)
    fails(lambda: engine.search(query("ord")))
    assert engine.indices.patient.count(index=engine.indices.current)["count"] > 0
    assert found(engine.search(query("ord"))) == [1], "it has answered somebody"
