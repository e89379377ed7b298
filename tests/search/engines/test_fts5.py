"""The embedded engine: it keeps the contract, and leaves nothing in its file that it should not."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from search.engines.base import Engine, Entry
from search.engines.fts5 import Fts5Engine
from tests.search.engines.building import entries, gone, item, query, source
from tests.search.engines.contract import EngineContract, found

pytestmark = pytest.mark.fts5


class TestFts5(EngineContract):
    def make(self, folder: Path) -> Engine:
        return Fts5Engine(folder)


@pytest.fixture
def engine(tmp_path: Path) -> Fts5Engine:
    made = Fts5Engine(tmp_path / "search")
    made.rebuild(source())
    return made


def test_a_failing_source_leaves_no_file_behind(engine: Fts5Engine) -> None:
    def failing() -> Iterator[Entry]:
        yield from entries(item(1, "annat"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        engine.rebuild(lambda ids: failing())
    assert len(list(engine.generations.directory.glob("*.sqlite3"))) == 1


def test_what_was_removed_is_not_found_and_after_a_purge_not_in_the_file(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "hemligt"), item(2, "öppet")))
    engine.replace(gone(1, version=2))
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
        engine.replace(gone(1, version=2))
        engine.purge()
    engine.purge()
    assert not any(b"hemligt" in path.read_bytes() for path in engine.generations.directory.glob("index-*"))
