"""The database as it was made, put back after each test that wrote to it for good.

Django would empty every table and send the signals of a migration, which takes twenty times as long, and leaves less
than there was: what the migrations wrote would be gone for every test that comes after.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from unittest.mock import patch

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TransactionTestCase

from tests.databases import IS_SQLITE

PATIENCE_SECONDS = 60


def take() -> sqlite3.Connection:
    """What the database is now, in memory; nothing of one on a server."""
    kept = sqlite3.connect(":memory:")
    if IS_SQLITE:
        _file().backup(kept)
    return kept


@contextmanager
def put_back(taken: sqlite3.Connection) -> Iterator[None]:
    """Until the block ends, after each test that wrote for good; on a server it is emptied as Django does."""
    with closing(taken):
        if not IS_SQLITE:
            yield
            return
        with patch.object(TransactionTestCase, "_fixture_teardown", lambda case: _copy(taken)):
            yield


def _file() -> sqlite3.Connection:
    connection.ensure_connection()
    file: sqlite3.Connection = connection.connection
    return file


def _copy(taken: sqlite3.Connection) -> None:
    began = time.monotonic()

    def wait(status: int, remaining: int, total: int) -> None:
        """Somebody who is still in the middle of something is waited for, but not for ever."""
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > began + PATIENCE_SECONDS:
            raise TimeoutError("Another thread of the test keeps the database locked.")

    taken.backup(_file(), progress=wait, sleep=0.01)
    ContentType.objects.clear_cache()
