"""Opening an SQLite file as an index is opened, and leaving it as it should be left."""

import sqlite3
from contextlib import suppress
from pathlib import Path

BUSY_SECONDS = 20


def roll_back(connection: sqlite3.Connection) -> None:
    """Also where SQLite has rolled back by itself, as it does when the disk is full."""
    with suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """`mode` rw never creates a file: a generation that is gone must not come back empty."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    # A removal that has returned stays removed after a power failure; what was deleted is overwritten.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    return connection
