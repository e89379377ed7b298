"""An index that is lost, damaged or made by another version: said so, never taken for an empty one, and built anew."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from pathlib import Path
from subprocess import run

import pytest

from search.engines.base import Entry
from search.engines.condition import Condition
from search.engines.fts5 import Fts5Engine
from search.exceptions import EngineUnavailableError
from tests.search.engines.building import entries, gone, item, query, source
from tests.tiny_disk import tiny_disk

pytestmark = pytest.mark.fts5

MANY = [item(n, *(f"ord{n} alla dagar" for _ in range(40))) for n in range(1, 60)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "search"


@pytest.fixture
def engine(folder: Path) -> Fts5Engine:
    made = Fts5Engine(folder)
    made.rebuild(source(*MANY))
    return made


def total(engine: Fts5Engine, word: str = "alla") -> int:
    return engine.search(query(word)).total


def generation(folder: Path) -> Path:
    return folder / (folder / "current").read_text()


def names(folder: Path) -> list[str]:
    """What lies there, but for what SQLite lays beside a file that is open."""
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(("-shm", "-wal")))


def lose_the_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def lose_the_pointer(folder: Path) -> None:
    (folder / "current").unlink()


def point_at_nothing(folder: Path) -> None:
    generation(folder).unlink()


def point_elsewhere(folder: Path) -> None:
    (folder / "current").write_text("../../etc/passwd")


def fill_the_pointer_with_noise(folder: Path) -> None:
    (folder / "current").write_bytes(os.urandom(200))


def empty_the_pointer(folder: Path) -> None:
    (folder / "current").write_bytes(b"")


def empty_the_file(folder: Path) -> None:
    generation(folder).write_bytes(b"")


def write_noise(folder: Path) -> None:
    generation(folder).write_bytes(os.urandom(50_000))


def keep_half(folder: Path) -> None:
    path = generation(folder)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def write_noise_into_the_middle(folder: Path) -> None:
    path = generation(folder)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))


def drop_a_table(folder: Path) -> None:
    with closing(sqlite3.connect(generation(folder))) as db:
        db.execute("DROP TABLE state")


def forget_what_it_is(folder: Path) -> None:
    with closing(sqlite3.connect(generation(folder), isolation_level=None)) as db:
        db.execute("DELETE FROM state")


def write_another_schema(folder: Path) -> None:
    path = generation(folder)
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE something_else (id INTEGER)")


def make_the_file_a_folder(folder: Path) -> None:
    path = generation(folder)
    path.unlink()
    path.mkdir()


FAULTS = [
    lose_the_folder,
    lose_the_pointer,
    point_at_nothing,
    point_elsewhere,
    fill_the_pointer_with_noise,
    empty_the_pointer,
    empty_the_file,
    write_noise,
    keep_half,
    write_noise_into_the_middle,
    drop_a_table,
    forget_what_it_is,
    write_another_schema,
    make_the_file_a_folder,
]
each_fault = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)


@each_fault
def test_a_faulty_index_is_unavailable_and_never_empty(engine: Fts5Engine, folder: Path, fault: Callable) -> None:
    fault(folder)
    for asked in (Fts5Engine(folder), Fts5Engine(folder)):
        with pytest.raises(EngineUnavailableError):
            total(asked)


@each_fault
def test_a_rebuild_needs_nothing_of_a_faulty_index(engine: Fts5Engine, folder: Path, fault: Callable) -> None:
    fault(folder)
    assert Fts5Engine(folder).rebuild(source(*MANY)) == len(MANY)
    assert (total(Fts5Engine(folder)), total(engine)) == (len(MANY), len(MANY))
    assert names(folder) == sorted(["current", "lock", generation(folder).name])


@each_fault
def test_the_tick_sees_the_fault_and_mends_it_once(engine: Fts5Engine, folder: Path, fault: Callable) -> None:
    fault(folder)
    with pytest.raises(EngineUnavailableError):
        total(Fts5Engine(folder))  # damage that lies deep is only met by asking
    mending = Fts5Engine(folder)
    assert mending.rebuild(source(*MANY), if_needed=True) == len(MANY)
    assert mending.rebuild(source(*MANY), if_needed=True) is None
    assert total(engine) == len(MANY)


@each_fault
def test_what_is_written_while_a_lost_index_is_built_is_in_it(
    engine: Fts5Engine, folder: Path, fault: Callable
) -> None:
    fault(folder)

    def changing(work_ids: Collection[int] | None) -> Iterable[Entry]:
        yield from source(*MANY)(work_ids) if work_ids is None else source(item(1, "nytt"), version=2)(work_ids)
        if work_ids is None:
            Fts5Engine(folder).replace(gone(1, 2, version=2))

    assert engine.rebuild(changing) == len(MANY) - 1
    assert (total(engine, "ord1"), total(engine, "nytt"), total(engine, "ord2")) == (0, 1, 0)


def test_a_sound_index_is_not_built_anew_by_the_tick(engine: Fts5Engine) -> None:
    assert (engine.condition(), engine.rebuild(source(), if_needed=True)) == (Condition.READY, None)


def test_a_first_write_makes_nothing_that_is_taken_for_the_whole(folder: Path) -> None:
    engine = Fts5Engine(folder)
    engine.replace(entries(item(1, "ord")))
    assert engine.condition() is Condition.BUILDING
    with pytest.raises(EngineUnavailableError):
        total(engine, "ord")


def test_damage_met_while_answering_is_remembered_for_all(engine: Fts5Engine, folder: Path) -> None:
    assert total(engine) == len(MANY)
    engine.generations.settle()
    with closing(sqlite3.connect(generation(folder))) as db:
        [root] = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'item_text_data'").fetchone()
        [size] = db.execute("PRAGMA page_size").fetchone()
    with generation(folder).open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    fresh = Fts5Engine(folder)
    assert fresh.condition() is Condition.READY  # nobody has looked so deep yet
    with pytest.raises(EngineUnavailableError):
        total(fresh)
    assert [each.condition() for each in (fresh, engine, Fts5Engine(folder))] == [Condition.DAMAGED] * 3
    with pytest.raises(EngineUnavailableError):
        total(engine)


def test_looking_through_the_whole_file_finds_damage_that_nobody_met(engine: Fts5Engine, folder: Path) -> None:
    engine.verify()
    assert engine.condition() is Condition.READY
    engine.generations.settle()
    with generation(folder).open("r+b") as file:
        file.seek(-8192, os.SEEK_END)
        file.write(b"\xff" * 8192)
    fresh = Fts5Engine(folder)
    with pytest.raises(EngineUnavailableError):
        fresh.verify()
        total(fresh)
    assert fresh.condition() is Condition.DAMAGED


def test_an_index_of_another_analysis_answers_until_it_is_built_anew_but_never_says_nothing(folder: Path) -> None:
    before = Fts5Engine(folder, "the analysis of last year")
    before.rebuild(source(item(1, "ord")))
    now = Fts5Engine(folder)
    assert (now.condition(), total(now, "ord")) == (Condition.OTHER_ANALYSIS, 1)
    with pytest.raises(EngineUnavailableError):
        total(now, "annat")
    assert now.rebuild(source(item(1, "annat")), if_needed=True) == 1
    assert (now.condition(), total(now, "annat"), total(now, "ord")) == (Condition.READY, 1, 0)


def test_a_lock_is_no_reason_to_build_anew(engine: Fts5Engine, folder: Path) -> None:
    with closing(sqlite3.connect(generation(folder), isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        assert (engine.condition(), total(engine)) == (Condition.READY, len(MANY))


def test_while_somebody_builds_a_tick_does_not_build_as_well(engine: Fts5Engine, folder: Path) -> None:
    lose_the_pointer(folder)
    with Fts5Engine(folder).generations.making():
        assert engine.rebuild(source(*MANY), if_needed=True) is None


READ_AS_NOBODY = """
import os, sys
from pathlib import Path
from search.engines.fts5 import Fts5Engine
from search.exceptions import EngineUnavailableError
from tests.search.engines.building import item, query, source
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
engine = Fts5Engine(Path(sys.argv[1]), "the same")
try:
    engine.search(query("alla"))
except EngineUnavailableError:
    print("unavailable", engine.condition())
try:
    print(engine.rebuild(source(item(1, "alla"))))
    print(engine.search(query("alla")).total)
except EngineUnavailableError as error:
    print("not built:", error)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user who may not read")
@pytest.mark.parametrize(
    ("may_write", "answer"),
    [(True, ["unavailable damaged", "1", "1"]), (False, ["unavailable damaged", "not built: "])],
)
def test_files_one_may_not_read_are_built_anew_where_the_folder_allows_it(may_write: bool, answer: list[str]) -> None:
    with tiny_disk("8m") as root:  # pytest's own folders are closed to everybody else
        root.chmod(0o755)
        folder = root / "search"
        Fts5Engine(folder, "the same").rebuild(source(*MANY))
        for path in folder.iterdir():
            path.chmod(0o600)
        (folder / "current").chmod(0o644)
        (folder / "lock").unlink()
        folder.chmod(0o777 if may_write else 0o755)
        before = (folder / "current").read_text()
        done = run(
            [sys.executable, "-c", READ_AS_NOBODY, str(folder)], capture_output=True, text=True, check=True, timeout=60
        )
        lines = done.stdout.splitlines()
        assert [line.startswith(start) for line, start in zip(lines, answer, strict=True)] == [True] * len(answer)
        assert ((folder / "current").read_text() == before) is not may_write


def test_a_disk_that_fills_up_while_building_leaves_the_old_index_and_nothing_else() -> None:
    with tiny_disk("1m") as root:
        folder = root / "search"
        engine = Fts5Engine(folder)
        engine.rebuild(source(item(1, "alla")))
        before = names(folder)
        with pytest.raises(EngineUnavailableError) as raised:
            engine.rebuild(source(*[item(n, *(f"ord{n}{m} alla" for m in range(400))) for n in range(1, 60)]))
        assert raised.value.full
        assert (total(engine), engine.condition()) == (1, Condition.READY)
        assert names(folder) == before


def test_a_lost_index_that_finds_no_room_stays_lost_and_is_built_once_there_is_room() -> None:
    with tiny_disk("1m") as root:
        folder = root / "search"
        ballast = root / "ballast"
        with pytest.raises(OSError, match="No space"):
            ballast.write_bytes(b"\0" * 2_000_000)
        engine = Fts5Engine(folder)
        with pytest.raises(EngineUnavailableError) as raised:
            engine.rebuild(source(item(1, "alla")))
        assert raised.value.full
        assert not list(folder.glob("index-*"))
        with pytest.raises(EngineUnavailableError):
            total(engine)
        ballast.unlink()
        assert engine.rebuild(source(item(1, "alla")), if_needed=True) == 1
        assert total(engine) == 1
