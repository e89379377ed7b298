"""Nobody opens the database's file but SQLite: a test process that does is told so.

Whoever opens a file that SQLite has open in the same process, and closes it again, takes SQLite's locks on it away:
POSIX locks belong to the process. The next program that connects believes itself alone, deletes the log beside the
file when it leaves, and every connection that is still open answers "disk I/O error" from then on
(https://www.sqlite.org/howtocorrupt.html, 2.2).
"""

import os
import sys


def watch(database: str) -> None:
    """From now on, for as long as the process lives; what Python opens is asked, what SQLite opens is not."""
    names = {database + ending for ending in ("", "-wal", "-shm")}

    def refuse(event: str, given: tuple[object, ...]) -> None:
        if event == "open" and isinstance(given[0], str | os.PathLike) and os.fspath(given[0]) in names:
            raise AssertionError(f"{given[0]} is open in this process: leave it to SQLite, or to another process.")

    sys.addaudithook(refuse)
