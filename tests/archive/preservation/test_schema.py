"""A file is brought up to date, whatever kind of database the program was started with."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.preservation import connecting, filing, schema
from archive.preservation.progress import unwatched
from tests.archive.preservation.world import ask


@pytest.mark.django_db(transaction=True)
def test_a_file_of_an_older_version_gets_the_tables_that_it_lacks(tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite3"
    filing.take_out(old, unwatched)
    with closing(sqlite3.connect(old)) as file:
        file.execute("DROP TABLE search_pendingupdate")
        file.execute("DELETE FROM django_migrations WHERE app = 'search'")
        file.commit()
    with connecting.instead(connecting.of_file(old)):
        schema.migrate()
    assert ask(old, "SELECT * FROM search_pendingupdate") == []
