"""What several threads and processes see while one of them writes or builds a new generation."""

import sys
import threading
from collections.abc import Collection, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from search.engines.base import Entry, Item
from search.engines.fts5 import Fts5Engine
from tests.search.engines.building import entries, gone, item, query, source

pytestmark = pytest.mark.fts5


@pytest.fixture
def engine(tmp_path: Path) -> Fts5Engine:
    return Fts5Engine(tmp_path / "search")


def found(engine: Fts5Engine, word: str) -> list[int]:
    return [group.item_id for group in engine.search(query(word)).groups]


def test_a_rebuild_leaves_one_file_and_the_pointer_names_it(engine: Fts5Engine) -> None:
    for _ in range(3):
        engine.rebuild(source(item(1, "ord")))
    folder = engine.generations.directory
    [path] = folder.glob("*.sqlite3")
    assert (folder / "current").read_text() == path.name


def test_another_engine_on_the_same_folder_follows_the_pointer(engine: Fts5Engine) -> None:
    other = Fts5Engine(engine.generations.directory)
    engine.rebuild(source(item(1, "ord")))
    assert found(other, "ord") == [1]
    engine.rebuild(source(item(2, "ord")))
    assert found(other, "ord") == [2]


def test_what_is_written_during_a_rebuild_is_in_the_new_generation(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "gammal"), item(2, "gammal"), item(3, "gammal")))
    now: dict[int, Item] = {n: item(n, "gammal") for n in (1, 2, 3)}

    def changing(work_ids: Collection[int] | None) -> Iterable[Entry]:
        yield from source(*now.values(), version=1 if work_ids is None else 2)(work_ids)
        if work_ids is None:  # all was read; somebody else changes two works before the pointer moves
            now[1] = item(1, "ny")
            del now[2]
            other = Fts5Engine(engine.generations.directory)
            other.replace([*entries(now[1], version=2), *gone(2, version=2)])

    assert engine.rebuild(changing) == 2
    assert (found(engine, "gammal"), found(engine, "ny"), engine.versions()) == ([3], [1], {1: 2, 2: 2, 3: 1})


def test_a_half_built_generation_of_a_killed_process_is_never_used_and_cleared_away(engine: Fts5Engine) -> None:
    engine.rebuild(source(item(1, "ord")))
    name, connection = engine.generations.new()
    connection.close()
    assert found(engine, "ord") == [1]
    engine.rebuild(source(item(1, "ord")))
    assert not (engine.generations.directory / name).exists()


def test_threads_read_while_others_write_and_rebuild(engine: Fts5Engine) -> None:
    items = [item(n, "alla", f"ord{n}") for n in range(1, 21)]
    engine.rebuild(source(*items))
    over = threading.Event()

    def read() -> set[int]:
        totals = set()
        while not over.is_set():
            totals.add(engine.search(query("alla")).total)
        return totals

    def write(first: int) -> None:
        for _ in range(5):
            for n in range(first, 21, 2):
                engine.replace(entries(items[n - 1]))

    with ThreadPoolExecutor(5) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        writers: list[Future[Any]] = [pool.submit(write, 1), pool.submit(write, 2)]
        writers.append(pool.submit(engine.rebuild, source(*items)))
        for writer in writers:
            writer.result(timeout=60)
        over.set()
        assert [reader.result(timeout=60) for reader in readers] == [{20}, {20}]


WRITER = """
import sys
from pathlib import Path
from search.engines.fts5 import Fts5Engine
from tests.search.engines.building import entries, item
engine = Fts5Engine(Path(sys.argv[1]))
for n in range(int(sys.argv[2]), int(sys.argv[2]) + 20):
    engine.replace(entries(item(n, "ord")))
"""


def test_two_processes_that_start_with_no_index_lose_nothing(engine: Fts5Engine) -> None:
    folder = str(engine.generations.directory)
    writers = [Popen([sys.executable, "-c", WRITER, folder, str(first)]) for first in (100, 200)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with engine.generations.writing() as db:
        written = {row[0] for row in db.execute("SELECT work FROM item_row")}
    assert written == {*range(100, 120), *range(200, 220)}
