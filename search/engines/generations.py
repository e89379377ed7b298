"""One SQLite file per generation of the index: who reads and who writes which, and what state it is in.

Readers and writers ask the pointer every time, so that every thread and process moves over together. A generation
says of itself by which schema (`PRAGMA user_version`) and analysis it was made, and whether it is `complete`. The first
writer where nothing is makes one that is not: it notes what is written, and nobody may take it for the whole.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from search.engines.condition import READABLE, WRITABLE, Condition, UnusableError, is_damage
from search.engines.folder import Folder
from search.engines.sqlite_files import BUSY_SECONDS, connect, roll_back

SETTLING_MS = 1000  # readers are quick
_ATTEMPTS = 5


class Generations(Folder):
    """The generations in one directory; safe to share between threads and processes."""

    def __init__(self, directory: Path, schema: str, version: int, analysis: str) -> None:
        super().__init__(directory, schema, version, analysis)
        self._mine = threading.local()

    def condition(self) -> Condition:
        """How the generation in use is, looked at afresh; what lies deep inside the file is not read."""
        try:
            name = self.current()
            if name is None:
                return Condition.MISSING
            path = self.directory / name
            if self.is_marked(name) or not path.is_file() or not os.access(path, os.R_OK | os.W_OK):
                return Condition.DAMAGED
            with closing(connect(path, "rw")) as connection:
                return self._condition_of(connection)
        except sqlite3.Error as error:
            return Condition.DAMAGED if is_damage(error) else Condition.UNREACHABLE
        except PermissionError:
            return Condition.DAMAGED
        except OSError:
            return Condition.UNREACHABLE

    def verify(self) -> None:
        """Read through the whole file, and mark it if it contradicts itself."""
        with self.reading() as connection:
            name, _ = self._mine.key
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
            if found != ("ok",):
                self.mark_damaged(name)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection to the generation in use, at one unchanging moment. Raises UnusableError."""
        connection = self._reader()
        name, _ = self._mine.key
        try:
            connection.execute("BEGIN")
            yield connection
        except sqlite3.Error as error:
            self._forget()
            if is_damage(error):
                self.mark_damaged(name)
            raise
        finally:
            roll_back(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The generation in use, locked for writing; committed at the end, or left as it was after an exception."""
        name, opened = self._locked()
        with closing(opened) as connection:
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException as error:
                roll_back(connection)
                if is_damage(error):
                    self.mark_damaged(name)
                raise

    def settle(self) -> bool:
        """Move all that was written into the file itself and empty the log beside it; False while somebody reads."""
        name = self.current()
        if name is None:
            return True
        with closing(connect(self.directory / name, "rw")) as connection:
            connection.execute(f"PRAGMA busy_timeout={SETTLING_MS}")
            busy: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy

    def _condition_of(self, connection: sqlite3.Connection) -> Condition:
        if connection.execute("PRAGMA user_version").fetchone()[0] != self.version:
            return Condition.OTHER_SCHEMA
        if connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'state'").fetchone() != (1,):
            return Condition.DAMAGED
        row = connection.execute("SELECT complete, analysis FROM state").fetchone()
        if row is None:
            return Condition.DAMAGED
        if not row[0]:
            return Condition.BUILDING
        return Condition.READY if row[1] == self.analysis else Condition.OTHER_ANALYSIS

    def is_of_this_analysis(self, connection: sqlite3.Connection) -> bool:
        return self._condition_of(connection) is Condition.READY

    def _forget(self) -> None:
        """Open the file anew the next time: it may not be what it was."""
        if connection := getattr(self._mine, "connection", None):
            connection.close()
        self._mine.key = self._mine.connection = None

    def _reader(self) -> sqlite3.Connection:
        """A connection of this thread and process, opened anew when the pointer moved."""
        for attempt in range(_ATTEMPTS):
            name = self.current()
            if name is None:
                raise UnusableError(Condition.MISSING)
            if self.is_marked(name):
                raise UnusableError(Condition.DAMAGED)
            key = (name, os.getpid())
            if getattr(self._mine, "key", None) == key:
                return self._mine.connection
            try:
                self._mine.connection = self._opened(name, READABLE)
            except sqlite3.OperationalError:
                if attempt == _ATTEMPTS - 1 or self.current() == name:
                    raise
                continue  # the pointer moved and the file went while we were opening it
            self._mine.connection.execute("PRAGMA query_only=ON")
            self._mine.key = key
            return self._mine.connection
        raise UnusableError(Condition.UNREACHABLE)

    def _opened(self, name: str, allowed: tuple[Condition, ...]) -> sqlite3.Connection:
        connection = None
        try:
            connection = connect(self.directory / name, "rw")
            condition = self._condition_of(connection)
            if condition not in allowed:
                raise UnusableError(condition)
        except BaseException as error:
            if connection is not None:
                connection.close()
            if is_damage(error):
                self.mark_damaged(name)
            raise
        return connection

    def _locked(self) -> tuple[str, sqlite3.Connection]:
        while True:
            name = self.current() or self._begun()
            if self.is_marked(name):
                raise UnusableError(Condition.DAMAGED)
            try:
                connection = self._opened(name, WRITABLE)
            except sqlite3.OperationalError:
                if self.current() == name:
                    raise
                continue
            try:
                connection.execute("BEGIN IMMEDIATE")
            except BaseException:
                connection.close()
                raise
            if self.current() == name:
                return name, connection
            connection.close()  # while we waited for the lock, a new generation took over

    def _begun(self) -> str:
        """Where nothing is, make a generation to write to, or wait for the one that somebody begins."""
        until = time.monotonic() + BUSY_SECONDS
        while time.monotonic() < until:
            with self.making(wait=False) as mine:
                if mine and self.current() is None:
                    self.set_aside()
            if name := self.current():
                return name
            time.sleep(0.01)
        raise UnusableError(Condition.MISSING)
