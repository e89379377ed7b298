"""Another database than the one that the settings name: instead of it, or beside it. For commands only."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import load_backend

Settings = dict[str, Any]
BESIDE = "beside"


def ours() -> Settings:
    """The settings of the database that is connected now, in Django's terms."""
    return dict(connections.settings[DEFAULT_DB_ALIAS])


def of_file(path: Path) -> Settings:
    """The settings of an SQLite file: like those of our own, where that is one."""
    known = ours()
    if not known["ENGINE"].endswith("sqlite3"):
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        known = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {"init_command": pragmas}}
    return {**known, "NAME": str(path)}


@contextmanager
def instead(wanted: Settings) -> Iterator[None]:
    """Let this database be the one that all of this process works with, until the block ends; outside transactions."""
    before, kept = ours(), connections[DEFAULT_DB_ALIAS]
    kept.close()
    _let_be(wanted)
    connections[DEFAULT_DB_ALIAS] = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        _let_be(before)
        connections[DEFAULT_DB_ALIAS] = kept


def _let_be(wanted: Settings) -> None:
    # Changed and not replaced: the connections of other threads know their settings by this very object.
    known = connections.settings[DEFAULT_DB_ALIAS]
    complete = connections.configure_settings({DEFAULT_DB_ALIAS: dict(wanted)})[DEFAULT_DB_ALIAS]
    known.clear()
    known.update(complete)
    ContentType.objects.clear_cache()


@contextmanager
def beside(wanted: Settings) -> Iterator[str]:
    """The alias under which this thread can ask this database too, until the block ends."""
    complete = connections.configure_settings({DEFAULT_DB_ALIAS: dict(wanted)})[DEFAULT_DB_ALIAS]
    connections[BESIDE] = load_backend(complete["ENGINE"]).DatabaseWrapper(complete, BESIDE)
    try:
        yield BESIDE
    finally:
        connections[BESIDE].close()
        del connections[BESIDE]
