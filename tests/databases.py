"""The database of the running test, said to other processes, and kept from answering on whatever server it lies."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

IS_SQLITE = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
on_sqlite = pytest.mark.skipif(not IS_SQLITE, reason="what only an SQLite file can do")
on_postgres = pytest.mark.skipif(IS_SQLITE, reason="needs PostgreSQL: python -m tests.services.on_postgres")


def url() -> str:
    """What ROSTARKIVET_DATABASE_URL has to be for another process to work with this test's database."""
    known = connection.settings_dict
    if IS_SQLITE:
        return f"sqlite:///{known['NAME']}"
    return f"postgres://{known['USER']}:{quote(known['PASSWORD'])}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


def _another_sqlite() -> sqlite3.Connection:
    return sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, check_same_thread=False)


@contextmanager
def locked() -> Iterator[None]:
    """Somebody else holds what every writer needs until the block ends."""
    if IS_SQLITE:
        with closing(_another_sqlite()) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    tables = ", ".join(connection.ops.quote_name(name) for name in connection.introspection.table_names())
    with psycopg.connect(url()) as other:
        other.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE".encode())
        yield
        other.rollback()


def wait_no_longer() -> None:
    """This connection gives up on a lock at once, until it is closed."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50" if IS_SQLITE else "SET lock_timeout = 50")


@contextmanager
def shared() -> Iterator[None]:
    """What is written in here stays for all tests that run meanwhile, each of which takes back its own."""
    outermost = transaction.atomic()
    outermost._from_testcase = True  # type: ignore[attr-defined]  # what asks to be outermost may be inside it
    with outermost:
        yield
        transaction.set_rollback(True)
