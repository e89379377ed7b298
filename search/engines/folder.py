"""The folder that the generations of an index lie in, and the small file that says which one is in use.

SEARCH_DIR/current                     the name of the file in use; replaced in one step
SEARCH_DIR/index-<ns>.sqlite3          a generation
SEARCH_DIR/index-<ns>.sqlite3.damaged  empty: somebody found that generation damaged
SEARCH_DIR/lock                        held by whoever makes a new generation
"""

import fcntl
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archive.durable import sync
from search.engines.sqlite_files import connect

_NAME = re.compile(r"index-[0-9]+\.sqlite3")
_MARK = ".damaged"


class Folder:
    """Makes generations and moves the pointer.

    `schema` makes the tables, among them `state (complete, analysis)` of one row; `version` is the schema's number.
    """

    def __init__(self, directory: Path, schema: str, version: int, analysis: str) -> None:
        self.directory = directory
        self.schema = schema
        self.version = version
        self.analysis = analysis

    def current(self) -> str | None:
        """The name in the pointer; None where there is no pointer, or what it holds is no name."""
        try:
            name = (self.directory / "current").read_text(errors="replace").strip()
        except FileNotFoundError:
            return None
        return name if _NAME.fullmatch(name) else None

    def mark_damaged(self, name: str) -> None:
        """Have nobody ask this generation any more; an empty file, because the disk may be full."""
        with suppress(OSError):
            (self.directory / f"{name}{_MARK}").touch()

    def is_marked(self, name: str) -> bool:
        return (self.directory / f"{name}{_MARK}").exists()

    @contextmanager
    def making(self, *, wait: bool = True) -> Iterator[bool]:
        """Only one process at a time makes a generation; gives False where somebody does and we do not `wait`."""
        self.directory.mkdir(parents=True, exist_ok=True)
        with (self.directory / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def new(self) -> tuple[str, sqlite3.Connection]:
        """A new empty generation that nobody uses yet. It is only worth something once it was finished."""
        name = f"index-{time.time_ns()}.sqlite3"
        try:
            connection = connect(self.directory / name, "rwc")
            # Whatever a crash leaves of it is thrown away, so nothing has to survive one before `finish`.
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("PRAGMA synchronous=OFF")
            connection.executescript(self.schema)
            connection.execute(f"PRAGMA user_version={self.version}")
        except BaseException:
            self.discard(name)
            raise
        return name, connection

    def complete(self, connection: sqlite3.Connection) -> None:
        """Say of a new generation that it holds everything, and by which analysis."""
        connection.execute("UPDATE state SET complete = 1, analysis = ?", (self.analysis,))

    def finish(self, name: str, connection: sqlite3.Connection) -> None:
        """Close a new generation, see it safely on the disk, and point at it."""
        connection.execute("PRAGMA journal_mode=WAL")
        connection.close()
        sync(self.directory / name)
        waiting = self.directory / "current.new"
        waiting.write_text(name)
        sync(waiting)
        waiting.replace(self.directory / "current")
        sync(self.directory)

    def set_aside(self) -> None:
        """Put an empty generation that is not complete in the place of whatever is there. Only while `making`."""
        name, connection = self.new()
        try:
            self.finish(name, connection)
        except BaseException:
            connection.close()
            self.discard(name)
            raise
        self.clear_away()

    def discard(self, name: str) -> None:
        """Delete a generation that came to nothing, with what SQLite laid beside it."""
        with suppress(OSError):
            if self.current() == name:
                return
        for path in (*self.directory.glob(f"{name}*"), self.directory / "current.new"):
            path.unlink(missing_ok=True)

    def clear_away(self) -> None:
        """Delete all generations but the one in use. Who still reads one keeps it until it is closed."""
        current = self.current()
        for path in self.directory.glob("index-*.sqlite3*"):
            if current is not None and path.name.startswith(current):
                continue
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
