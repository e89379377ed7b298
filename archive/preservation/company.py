"""Whether anybody else has a database open: a web server or a worker that was not stopped."""

import sqlite3
from contextlib import closing

from django.db import connections
from django.utils.translation import gettext as _

from archive.exceptions import PreservationFailed

WAIT_SECONDS = 1.0


def refuse(alias: str) -> None:
    """Raise PreservationFailed where others are connected to this database, by its alias."""
    connection = connections[alias]
    connection.close()  # or we would be the company
    name = str(connection.settings_dict["NAME"])
    if _is_open_elsewhere(name) if connection.vendor == "sqlite" else _is_in_company(alias):
        raise PreservationFailed(
            _("Somebody has the database %(name)s open: stop the web server and the worker, then try again.")
            % {"name": name}
        )


def _is_in_company(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        others = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        cursor.execute(f"SELECT EXISTS ({others})")
        return bool(cursor.fetchone()[0])


def _is_open_elsewhere(path: str) -> bool:
    """Whether another connection, however idle, keeps the file: only one that is alone may lock all of it."""
    with closing(sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)) as file:
        try:
            file.execute("PRAGMA locking_mode = EXCLUSIVE")
            file.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return True
        file.execute("ROLLBACK")
    return False
