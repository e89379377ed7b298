"""The database by its address: which settings follow from it, and when a kept connection is used again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections
from environs import Env

from config.choosing import Unsettled
from config.databases.sqlite3.base import DatabaseWrapper
from config.settings import databases


def settled(monkeypatch: pytest.MonkeyPatch, folder: Path, **variables: str) -> dict[str, Any]:
    monkeypatch.delenv("ROSTARKIVET_DATABASE_URL", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(f"ROSTARKIVET_{name}", value)
    return databases.from_environment(Env(prefix="ROSTARKIVET_"), folder)


def test_without_an_address_it_is_a_file_in_the_archives_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("ROSTARKIVET_DATABASE_KEEP_SECONDS", raising=False)
    found = settled(monkeypatch, tmp_path)
    assert (found["ENGINE"], found["NAME"]) == (databases.SQLITE, str(tmp_path / "rostarkivet.sqlite3"))
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (600, True)
    assert (found["OPTIONS"]["transaction_mode"], found["OPTIONS"]["timeout"]) == ("IMMEDIATE", 20)


def test_postgresql_is_waited_for_no_longer_than_sqlite(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    address = "postgres://me:s%40fe@db.example.org:5433/archive?sslmode=verify-full"
    found = settled(monkeypatch, tmp_path, DATABASE_URL=address, DATABASE_TIMEOUT="7", DATABASE_KEEP_SECONDS="0")
    assert (found["ENGINE"], found["NAME"], found["PASSWORD"]) == (databases.POSTGRESQL, "archive", "s@fe")
    assert found["OPTIONS"] == {
        "sslmode": "verify-full",
        "connect_timeout": 7,
        "keepalives_idle": 7,
        "tcp_user_timeout": 7000,
        "options": "-c lock_timeout=7s",
    }
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (0, True)


@pytest.mark.parametrize("address", ["mysql://me@host/archive", "oracle://host/x", "nonsense", "redis://host/0"])
def test_another_kind_of_database_is_refused_in_a_sentence(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(Unsettled, match=r"it can be sqlite:///PATH or postgres://"):
        settled(monkeypatch, tmp_path, DATABASE_URL=address)


@pytest.fixture
def kept(tmp_path: Path, django_db_blocker: Any) -> Iterator[DatabaseWrapper]:
    """A connection to a file of its own, as a thread of the web server keeps it."""
    with closing(sqlite3.connect(tmp_path / "db")) as made:
        made.execute("CREATE TABLE word AS SELECT 'old' AS said")
        made.commit()
    given = connections.configure_settings({"default": {"ENGINE": databases.SQLITE, "NAME": str(tmp_path / "db")}})
    connection = DatabaseWrapper({**given["default"], "CONN_HEALTH_CHECKS": True, "CONN_MAX_AGE": 600}, "kept")
    with django_db_blocker.unblock():
        yield connection
        connection.close()


def said(connection: DatabaseWrapper) -> str:
    """One request: Django asks whether the connection may go on, and then the database."""
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        word: str = cursor.execute("SELECT said FROM word").fetchone()[0]
    return word


def test_a_connection_is_used_again(kept: DatabaseWrapper) -> None:
    assert said(kept) == "old"
    first = kept.connection
    assert (said(kept), kept.connection is first) == ("old", True)


def test_another_file_under_the_name_is_noticed_at_the_next_request(kept: DatabaseWrapper, tmp_path: Path) -> None:
    assert said(kept) == "old"
    with closing(sqlite3.connect(tmp_path / "new")) as made:
        made.execute("CREATE TABLE word AS SELECT 'new' AS said")
        made.commit()
    (tmp_path / "new").replace(tmp_path / "db")
    assert said(kept) == "new"


def test_a_file_that_was_removed_answers_nobody(kept: DatabaseWrapper, tmp_path: Path) -> None:
    assert said(kept) == "old"
    (tmp_path / "db").unlink()
    with pytest.raises(OperationalError, match="no such table"):
        said(kept)
