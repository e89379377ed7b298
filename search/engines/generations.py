"""One SQLite file per generation of the index, and the small file that says which one is in use.

    SEARCH_DIR/current                 the name of the file in use; replaced in one step
    SEARCH_DIR/index-<ns>.sqlite3      a generation
    SEARCH_DIR/lock                    held by whoever makes a new generation

Readers and writers ask the pointer every time, so that every thread and process moves over together.
"""

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

BUSY_SECONDS = 20
SETTLING_MS = 1000  # readers are quick
_ATTEMPTS = 5


class Generations:
    """The generations in one directory; safe to share between threads and processes."""

    def __init__(self, directory: Path, schema: str) -> None:
        self.directory = directory
        self.schema = schema
        self._mine = threading.local()

    def current(self) -> str | None:
        try:
            return (self.directory / "current").read_text().strip() or None
        except FileNotFoundError:
            return None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """This thread's connection to the generation in use, at one unchanging moment; None when there is none."""
        connection = self._reader()
        if connection is None:
            yield None
            return
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The generation in use, locked for writing; committed at the end, or left as it was after an exception."""
        with closing(self._locked()) as connection:
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def settle(self) -> bool:
        """Move all that was written into the file itself and empty the log beside it; False while somebody reads."""
        name = self.current()
        if name is None:
            return True
        with closing(_connect(self.directory / name, "rw")) as connection:
            connection.execute(f"PRAGMA busy_timeout={SETTLING_MS}")
            busy: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy

    @contextmanager
    def making(self) -> Iterator[None]:
        """Only one process at a time makes a generation."""
        self.directory.mkdir(parents=True, exist_ok=True)
        with (self.directory / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def new(self) -> tuple[str, sqlite3.Connection]:
        """A new empty generation that nobody uses yet. It is only worth something once it was finished."""
        name = f"index-{time.time_ns()}.sqlite3"
        connection = _connect(self.directory / name, "rwc")
        # Whatever a crash leaves of it is thrown away, so nothing has to survive one before `finish`.
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.executescript(self.schema)
        return name, connection

    def finish(self, name: str, connection: sqlite3.Connection) -> None:
        """Close a new generation, see it safely on the disk, and point at it."""
        connection.execute("PRAGMA journal_mode=WAL")
        connection.close()
        _sync(self.directory / name)
        waiting = self.directory / "current.new"
        waiting.write_text(name)
        _sync(waiting)
        waiting.replace(self.directory / "current")
        _sync(self.directory)

    def clear_away(self) -> None:
        """Delete all generations but the one in use. Who still reads one keeps it until it is closed."""
        current = self.current()
        for path in self.directory.glob("index-*.sqlite3*"):
            if current is None or not path.name.startswith(current):
                path.unlink(missing_ok=True)

    def ensure(self) -> None:
        """See to it that there is a generation, if only an empty one."""
        if self.current() is None:
            with self.making():
                if self.current() is None:
                    self.finish(*self.new())

    def _reader(self) -> sqlite3.Connection | None:
        """A connection of this thread and process, opened anew when the pointer moved."""
        for attempt in range(_ATTEMPTS):
            name = self.current()
            key = (name, os.getpid())
            if name is None:
                return None
            if getattr(self._mine, "key", None) == key:
                return self._mine.connection
            try:
                self._mine.connection = _connect(self.directory / name, "rw")
            except sqlite3.OperationalError:
                if attempt == _ATTEMPTS - 1 or self.current() == name:
                    raise
                continue  # the pointer moved and the file went while we were opening it
            self._mine.connection.execute("PRAGMA query_only=ON")
            self._mine.key = key
            return self._mine.connection
        return None

    def _locked(self) -> sqlite3.Connection:
        while True:
            self.ensure()
            name = self.current() or ""
            try:
                connection = _connect(self.directory / name, "rw")
            except sqlite3.OperationalError:
                if self.current() == name:
                    raise
                continue
            connection.execute("BEGIN IMMEDIATE")
            if self.current() == name:
                return connection
            connection.close()  # while we waited for the lock, a new generation took over


def _connect(path: Path, mode: str) -> sqlite3.Connection:
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


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
