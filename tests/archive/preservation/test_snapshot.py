import sqlite3
import subprocess
import threading
from contextlib import closing
from pathlib import Path

import pytest

from archive.exceptions import PreservationFailed
from archive.preservation import snapshot
from catalogue import policy
from tests.archive.preservation.world import World, ask, database
from tests.databases import on_sqlite


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A database in WAL mode with the tables that make it an archive's."""
    path = tmp_path / "source.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode=WAL")
        for name in snapshot.MUST_HAVE:
            file.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, text TEXT)")
        file.execute("INSERT INTO archive_recording (text) VALUES ('one')")
    return path


def withdrawn(path: Path) -> bool:
    return bool(ask(path, "SELECT withdrawn FROM catalogue_work WHERE slug = 'filmen'")[0][0])


@on_sqlite
def test_a_copied_file_passes_its_check_and_shows_what_was_withdrawn_and_a_snapshot_does_not(
    world: World, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(database())) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    policy.withdraw(world.film)
    naive, ours = tmp_path / "naive.sqlite3", tmp_path / "ours.sqlite3"
    # The file alone, without what lies in the WAL beside it.
    subprocess.run(["cp", database(), naive], check=True)
    snapshot.take(database(), ours)
    assert ask(naive, "PRAGMA integrity_check") == [("ok",)]
    assert (withdrawn(naive), withdrawn(ours)) == (False, True)


def test_a_snapshot_is_one_file_without_a_wal(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    assert snapshot.take(source, target)["archive_recording"] == 1
    assert ask(target, "PRAGMA journal_mode") == [("delete",)]
    assert oct(target.stat().st_mode)[-3:] == "600"
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.sqlite3"]


def test_a_snapshot_is_of_one_moment_while_others_write(source: Path, tmp_path: Path) -> None:
    over = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(source, isolation_level=None, timeout=20)) as file:
            while not over.is_set():
                file.execute("BEGIN IMMEDIATE")
                file.execute("INSERT INTO archive_recording (text) VALUES (hex(randomblob(2000)))")
                file.execute("INSERT INTO archive_original (text) VALUES ('as many')")
                file.execute("COMMIT")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            counts = snapshot.take(source, tmp_path / f"{number}.sqlite3")
            assert counts["archive_recording"] == counts["archive_original"] + 1
    finally:
        over.set()
        writer.join()


def test_the_progress_ends_at_the_whole(source: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    snapshot.take(source, tmp_path / "copy", lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0


def test_a_database_that_is_not_there_is_no_empty_backup(tmp_path: Path) -> None:
    with pytest.raises(PreservationFailed, match="no database"):
        snapshot.take(tmp_path / "none.sqlite3", tmp_path / "copy")
    assert not (tmp_path / "none.sqlite3").exists()


def test_a_database_without_tables_is_refused(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "empty.sqlite3").close()
    (tmp_path / "empty.sqlite3").touch()
    with pytest.raises(PreservationFailed, match="django_migrations"):
        snapshot.take(tmp_path / "empty.sqlite3", tmp_path / "copy")


def test_a_damaged_database_is_refused(source: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(source, isolation_level=None)) as file:
        file.executemany("INSERT INTO archive_recording (text) VALUES (?)", [("x" * 3000,)] * 50)
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(source.read_bytes())
    content[5 * 4096 : 9 * 4096] = b"\xff" * (4 * 4096)
    source.write_bytes(content)
    with pytest.raises(PreservationFailed):
        snapshot.take(source, tmp_path / "copy")


@pytest.mark.parametrize(("content", "empty"), [(None, True), (b"", True), (b"not a database at all", False)])
def test_only_a_place_where_nothing_would_be_lost_is_empty(tmp_path: Path, content: bytes | None, empty: bool) -> None:
    path = tmp_path / "db.sqlite3"
    if content is not None:
        path.write_bytes(content)
    assert snapshot.is_empty(path) is empty


def test_a_database_with_tables_is_not_empty(source: Path) -> None:
    assert not snapshot.is_empty(source)
