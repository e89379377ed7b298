"""What must be in place before search can work; run by `manage.py check` and at every start."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from archive import durable


@register
def fts5_is_there(**_: object) -> list[CheckMessage]:
    """SQLite was compiled with its full-text index (search.E001)."""
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.execute("CREATE VIRTUAL TABLE probe USING fts5 (text)")
        except sqlite3.OperationalError as error:
            hint = "Use a Python whose SQLite has FTS5; Debian's and python.org's have it."
            return [Error(f"SQLite cannot make a full-text index: {error}.", hint=hint, id="search.E001")]
    return []


@register
def folder_can_be_written(**_: object) -> list[CheckMessage]:
    """The folder of the search index exists or can be made, and can be written to (search.E002)."""
    folder = Path(settings.SEARCH_DIR)
    if durable.writable(folder):
        return []
    hint = "Give the user the site runs as the right to write there, or name another folder in ROSTARKIVET_SEARCH_DIR."
    return [Error(f"The search index cannot be written to {folder}.", hint=hint, id="search.E002")]
