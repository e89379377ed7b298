"""A copy of the SQLite database as it was at one moment, with all that has been committed, and what can be asked of it.

A copy of the file alone lacks what lies in the WAL beside it; SQLite's own backup has it. Nothing here goes through
Django's connection: what is copied, checked and counted is what any other process would see.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.translation import gettext as _

from archive.exceptions import PreservationFailed

NAME = "rostarkivet.sqlite3"
PAGES = 2000  # of 4 KiB between two reports of progress
# A database without these is none of ours.
MUST_HAVE = ("django_migrations", "archive_original", "archive_recording")

Counts = dict[str, int]
Watch = Callable[[int, int], None]


def is_file() -> bool:
    """Whether the database is an SQLite file; otherwise it lies on a server."""
    return connections[DEFAULT_DB_ALIAS].vendor == "sqlite"


def database() -> Path:
    """The SQLite file in which the database lies, or would lie, where it is on a server."""
    if is_file():
        return Path(connections[DEFAULT_DB_ALIAS].settings_dict["NAME"])
    return Path(settings.VAR_DIR) / NAME


def take(source: Path, target: Path, watch: Watch = lambda done, total: None) -> Counts:
    """Copy the database at `source` to the new file `target`, and check the copy; returns the rows of each table.

    Others may read and write meanwhile. Raises PreservationFailed where the copy is not sound or has no tables.
    """
    if not source.is_file():
        raise PreservationFailed(_("There is no database at %(path)s.") % {"path": source})
    target.touch(mode=0o600)
    try:
        with _readable(source) as ours, closing(sqlite3.connect(target, isolation_level=None)) as copy:
            ours.execute("BEGIN")  # one moment for the copy and the counts, whoever writes meanwhile
            expected = _counts(ours)
            ours.backup(copy, pages=PAGES, progress=lambda _status, left, total: watch(total - left, total))
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a WAL beside it
    except sqlite3.Error as error:
        raise PreservationFailed(
            _("The database %(path)s could not be copied: %(error)s.") % {"path": source, "error": error}
        ) from error
    if check(target) != expected:
        raise PreservationFailed(_("The copy of the database does not hold what the database holds."))
    return expected


def check(path: Path) -> Counts:
    """Let SQLite examine a database file; returns the rows of each table. Raises PreservationFailed."""
    try:
        with _readable(path) as file:
            verdict = [row[0] for row in file.execute("PRAGMA integrity_check")]
            counts = _counts(file)
    except sqlite3.Error as error:
        raise PreservationFailed(
            _("%(path)s is no sound database: %(error)s.") % {"path": path, "error": error}
        ) from error
    if verdict != ["ok"]:
        raise PreservationFailed(_("%(path)s is no sound database: %(error)s.") % {"path": path, "error": verdict[0]})
    if missing := [name for name in MUST_HAVE if name not in counts]:
        raise PreservationFailed(
            _("%(path)s is no archive's database: it has no table %(table)s.") % {"path": path, "table": missing[0]}
        )
    return counts


def _unsound(path: Path, error: object) -> str:
    return _("%(path)s is no sound database: %(error)s.") % {"path": path, "error": error}


def is_empty(path: Path) -> bool:
    """Whether nothing would be lost by putting a database here: no file, or one without tables."""
    if not path.exists() or path.stat().st_size == 0:
        return True
    try:
        with _readable(path) as file:
            return not _counts(file)
    except sqlite3.Error:
        return False


def migrations(path: Path) -> list[tuple[str, str]]:
    """The migrations that a database has had, such as ("archive", "0001_initial")."""
    with _readable(path) as file:
        return sorted(file.execute("SELECT app, name FROM django_migrations"))


def originals(path: Path) -> list[tuple[str, str, int]]:
    """The originals that a database knows: key, SHA-256 and bytes."""
    with _readable(path) as file:
        return list(file.execute("SELECT key, sha256, size_bytes FROM archive_original ORDER BY key"))


def settle(path: Path) -> None:
    """Bring what was written to a database through Django into its one file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        file.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _readable(path: Path) -> Iterator[sqlite3.Connection]:
    timeout = settings.DATABASES[DEFAULT_DB_ALIAS].get("OPTIONS", {}).get("timeout", 20)
    with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True, timeout=timeout)) as file:
        file.isolation_level = None
        yield file


def _counts(file: sqlite3.Connection) -> Counts:
    rows = file.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    names = sorted(row[0] for row in rows)
    return {name: file.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - ours
