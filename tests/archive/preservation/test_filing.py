"""A database as a file and back. Here it is a file already; tests/services does the same with a real server."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection

from archive.exceptions import PreservationFailed
from archive.models import Recording
from archive.preservation import company, connecting, filing, schema, snapshot, tables
from archive.preservation.progress import unwatched
from catalogue.models import Work
from tests.archive.factories import RecordingFactory
from tests.archive.preservation.world import World, ask, database
from tests.databases import on_sqlite

pytestmark = on_sqlite


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Path:
    """A file that has had all migrations, and nothing else."""
    path = tmp_path_factory.mktemp("blank") / "again.sqlite3"
    with django_db_blocker.unblock(), connecting.instead(connecting.of_file(path)):
        schema.migrate()
    snapshot.settle(path)
    return path


@pytest.fixture
def again(blank: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(blank, tmp_path))


def out(tmp_path: Path) -> Path:
    filing.take_out(tmp_path / "out.sqlite3", unwatched)
    return tmp_path / "out.sqlite3"


def bring(source: Path, target: Path) -> tables.Counts:
    with connecting.instead(connecting.of_file(target)):
        return filing.bring_in(connecting.of_file(source), unwatched)


def shape(path: Path) -> dict[str, Any]:
    """The columns, indexes and foreign keys of every table, without the order in which they came."""
    names = [name for (name,) in ask(path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: _shape(path, name) for name in names if not name.startswith((schema.INDEX, "sqlite_"))}


def _shape(path: Path, table: str) -> tuple[Any, ...]:
    columns = {row[1:4] + row[5:6] for row in ask(path, f"PRAGMA table_xinfo({table})")}
    indexes = [row[1:] for row in ask(path, f"PRAGMA index_list({table})")]
    held = sorted(
        (name if origin == "c" else "", *rest, str(ask(path, f"PRAGMA index_info({name})")))
        for name, _unique, origin, *rest in indexes
        if origin != "c"
    )
    named = sorted((row[0], row[1]) for row in indexes if row[2] == "c")
    keys = {row[2:6] for row in ask(path, f"PRAGMA foreign_key_list({table})")}
    return columns, len(held), named, keys


@pytest.mark.django_db(transaction=True)
def test_the_file_has_the_tables_that_migrations_make(blank: Path, tmp_path: Path) -> None:
    made = out(tmp_path)
    assert shape(made) == shape(blank)
    had = "SELECT app, name FROM django_migrations WHERE app <> 'wagtailsearch' ORDER BY app, name"
    assert ask(made, had) == ask(blank, had)


def test_tests_begin_with_what_all_migrations_leave(blank: Path, transactional_db: None) -> None:
    """They begin with a file that was kept: see tests/migrated.py."""
    names = [name for (name,) in ask(blank, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {name: ask(blank, f"SELECT COUNT(*) FROM {name}") for name in names}
    assert {name: ask(database(), f"SELECT COUNT(*) FROM {name}") for name in names} == rows
    granted = (
        "SELECT auth_group.name, codename FROM auth_group_permissions"
        " JOIN auth_group ON auth_group.id = group_id JOIN auth_permission ON auth_permission.id = permission_id"
        " ORDER BY auth_group.name, codename"
    )
    assert ask(database(), granted) == ask(blank, granted) != []


def test_everything_comes_back_and_new_keys_follow_on_the_last_that_was_given(
    world: World, again: Path, tmp_path: Path
) -> None:
    gone = RecordingFactory()
    Recording.objects.filter(pk=gone.pk).delete()
    file = out(tmp_path)
    assert bring(file, again) == tables.count()
    with connecting.instead(connecting.of_file(again)):
        assert set(Work.objects.values_list("slug", flat=True)) == {"filmen", "programmet", "boken"}
        assert RecordingFactory().pk == gone.pk + 1
        connection.check_constraints()


def test_a_database_with_something_in_it_is_refused_and_left_alone(world: World, again: Path, tmp_path: Path) -> None:
    file = out(tmp_path)
    bring(file, again)
    with pytest.raises(PreservationFailed, match=r"again\.sqlite3 is not empty \(there are rows in "):
        bring(file, again)
    assert bool(ask(again, "SELECT 1 FROM catalogue_work"))


@pytest.mark.parametrize("side", ["source", "target"])
def test_a_table_that_nobody_knows_is_named(world: World, again: Path, tmp_path: Path, side: str) -> None:
    file = out(tmp_path)
    with closing(sqlite3.connect(file if side == "source" else again)) as strange:
        strange.execute("CREATE TABLE recipes AS SELECT 'soup' AS name")
        strange.commit()
    with pytest.raises(PreservationFailed, match="does not know: move recipes away"):
        bring(file, again)
    assert ask(again, "SELECT * FROM catalogue_work") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DELETE FROM django_migrations WHERE app = 'search'", "is not up to date .search.0001_initial"),
        ("INSERT INTO django_migrations VALUES (9999, 'archive', '9999_later', '2030-01-01')", "is of a newer version"),
        ("UPDATE catalogue_title SET work_id = 4711", "Nothing was changed: the rows could not be copied"),
        (
            "UPDATE archive_recording SET created_at = 'lately'",
            "the rows of archive_recording after 0 could not be copied",
        ),
    ],
)
def test_what_cannot_be_brought_in_is_said_and_changes_nothing(
    world: World, again: Path, tmp_path: Path, change: str, said: str
) -> None:
    file = out(tmp_path)
    with closing(sqlite3.connect(file)) as broken:
        broken.execute(change)
        broken.commit()
    with pytest.raises(PreservationFailed, match=said):
        bring(file, again)
    assert ask(again, "SELECT * FROM catalogue_work") == []


def test_company_is_noticed_however_idle(again: Path, transactional_db: None) -> None:
    with connecting.instead(connecting.of_file(again)):
        company.refuse(DEFAULT_DB_ALIAS)
        with closing(sqlite3.connect(again)) as other:
            other.execute("PRAGMA journal_mode=WAL")  # as the archive's own file is, and a settled one is not
            other.execute("SELECT COUNT(*) FROM django_session").fetchall()
            with pytest.raises(PreservationFailed, match="stop the web server and the worker"):
                company.refuse(DEFAULT_DB_ALIAS)
        company.refuse(DEFAULT_DB_ALIAS)
