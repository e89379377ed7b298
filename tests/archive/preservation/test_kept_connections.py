"""A web server that keeps its connections, while another file takes the database's place."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from archive.exceptions import PreservationFailed
from archive.preservation import withdrawals
from archive.preservation.places import Place
from archive.preservation.restore import Wanted, restore
from catalogue import policy
from tests.archive.preservation.world import World, ask, elsewhere, make
from tests.config.serving import live
from tests.databases import on_sqlite

pytestmark = on_sqlite
THREADS = 8


def put_back(backup: Path, place: Place) -> None:
    restore(Wanted(backup, ledger=withdrawals.path(), keep_originals=True), place)


def keeping(place: Place) -> dict[str, str]:
    return {
        "ROSTARKIVET_DATABASE_URL": f"sqlite:///{place.database}",
        "ROSTARKIVET_DATABASE_KEEP_SECONDS": "600",
    }


def move_away(place: Place) -> None:
    """The database with what lies beside it, as an administrator would who forgot to stop the web server."""
    (place.database.parent / "old").mkdir()
    for path in place.database.parent.glob(f"{place.database.name}*"):
        path.replace(path.parent / "old" / path.name)


def statuses(server: live.Server, path: str) -> set[int]:
    """What every thread of the server answers; many at once, so that each has a turn."""
    with ThreadPoolExecutor(THREADS) as visitors:
        return set(visitors.map(lambda number: server.ask(path, source=f"127.0.1.{number}").status, range(1, 65)))


def test_after_a_restore_nobody_is_answered_from_the_old_file(world: World, tmp_path: Path) -> None:
    place = elsewhere(tmp_path)
    place.database.parent.mkdir()
    put_back(make(tmp_path / "backups").path, place)
    film = "/works/filmen/"
    with live.server(tmp_path, environment=keeping(place)) as server:
        assert statuses(server, film) == {200}
        assert len(list(place.database.parent.glob(f"{place.database.name}-*"))) == 2  # somebody has it open still
        policy.withdraw(world.film, because="hon bad om det")
        newer = make(tmp_path / "backups").path
        move_away(place)
        put_back(newer, place)
        assert statuses(server, film) == {404}
        assert statuses(server, "/works/programmet/") == {200}
    assert ask(place.database, "PRAGMA integrity_check") == [("ok",)]
    assert ask(place.database.parent / "old" / place.database.name, "PRAGMA integrity_check") == [("ok",)]


def test_what_is_written_to_the_new_file_is_not_lost_when_the_old_one_is_let_go(world: World, tmp_path: Path) -> None:
    place = elsewhere(tmp_path)
    place.database.parent.mkdir()
    put_back(make(tmp_path / "backups").path, place)
    with live.server(tmp_path, environment=keeping(place)) as server:
        assert statuses(server, "/works/filmen/") == {200}
        newer = make(tmp_path / "backups").path
        move_away(place)
        put_back(newer, place)
        with closing(sqlite3.connect(place.database, isolation_level=None)) as writer:
            writer.execute("PRAGMA journal_mode=WAL")
            writer.execute("UPDATE catalogue_work SET slug = 'nyss' WHERE slug = 'programmet'")
            assert statuses(server, "/works/nyss/") == {200}
    assert ask(place.database, "SELECT COUNT(*) FROM catalogue_work WHERE slug = 'nyss'") == [(1,)]


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_what_lay_beside_an_old_database_has_to_go_too(ending: str, world: World, tmp_path: Path) -> None:
    place = elsewhere(tmp_path)
    place.database.parent.mkdir()
    place.database.with_name(place.database.name + ending).write_text("left")
    with pytest.raises(PreservationFailed, match="with what lies beside it"):
        put_back(make(tmp_path / "backups").path, place)
