"""The SQLite file that something derived lies in: read by many, written by one at a time, thrown away when damaged.

No Django here.
"""

import fcntl
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

BUSY_SECONDS = 20
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class MissingMemory(Exception):
    """Nothing was written yet, or what there was is damaged; the next writing mends it."""


class Database:
    """The file at `path` with the tables of `schema`, made when it is first written to."""

    def __init__(self, path: Path, schema: str) -> None:
        self.path = path
        self.schema = schema
        self.version = zlib.crc32(schema.encode()) >> 1

    def empty(self) -> None:
        """Begin again with nothing, whatever state the file is in."""
        with self._locked():
            self._throw_away()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Raises MissingMemory."""
        try:
            with closing(_connect(self.path, "rw")) as connection:
                if not self._is_ours(connection):
                    raise MissingMemory
                connection.execute("PRAGMA query_only = ON")
                yield connection
        except sqlite3.DatabaseError as error:
            raise MissingMemory from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One writer at a time; all that is written, or none of it. What is damaged, or of another version, goes."""
        with self._locked():
            try:
                with closing(self._begun()) as connection:
                    connection.execute("BEGIN IMMEDIATE")
                    yield connection
                    connection.execute("COMMIT")
            except sqlite3.DatabaseError as error:
                if _is_damage(error):
                    self._throw_away()
                raise

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _begun(self) -> sqlite3.Connection:
        connection = _connect(self.path, "rwc")
        try:
            if self._is_ours(connection):
                return connection
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                connection.close()
                raise
        connection.close()
        self._throw_away()
        connection = _connect(self.path, "rwc")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(f"BEGIN; {self.schema} PRAGMA user_version = {self.version}; COMMIT")
        return connection

    def _throw_away(self) -> None:
        for name in (self.path.name, f"{self.path.name}-wal", f"{self.path.name}-shm"):
            self.path.with_name(name).unlink(missing_ok=True)

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return version == self.version


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF in _DAMAGE
