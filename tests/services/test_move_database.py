"""An archive with a row in every table moves from an SQLite file to a real PostgreSQL, and back."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.services.filled import Filled

ROW = "SELECT count(*) FROM catalogue_work"
NEW_WORK = """
import django; django.setup()
from catalogue.models import Documentary
print(Documentary.objects.create(slug="ny").pk)
"""


def works(url: str) -> int:
    with psycopg.connect(url) as link:
        return int((link.execute(ROW).fetchone() or (0,))[0])


def refused(filled: Filled, source: str | Path, url: str, **variables: str) -> str:
    """The sentence with which a move is refused, having changed nothing."""
    address = source if isinstance(source, str) else f"sqlite:///{source}"
    done = filled.run("manage.py", "move_database", address, url=url, more=variables)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    return done.stderr


def test_every_table_has_a_row_to_move(filled: Filled) -> None:
    with closing(sqlite3.connect(filled.folder / "rostarkivet.sqlite3")) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        empty = [name for name in names if not file.execute(f"SELECT 1 FROM {name}").fetchone()]
    assert [name for name in empty if not name.startswith("wagtailsearch")] == []


def test_every_row_comes_over_and_back_and_no_key_is_given_twice(filled: Filled, tmp_path: Path) -> None:
    source = filled.folder / "rostarkivet.sqlite3"
    before, url = filled.rows(), filled.database()
    said = filled.say("manage.py", "move_database", f"sqlite:///{source}", url=url)
    assert re.search(r"each of \d+ tables has as many as before", said)
    assert filled.rows(url) == before == filled.rows()
    assert filled.say("manage.py", "check_access", url=url) == filled.say("manage.py", "check_access")

    back = f"sqlite:///{tmp_path / 'back.sqlite3'}"
    filled.say("manage.py", "move_database", url, url=back)
    assert filled.rows(back) == before
    # The highest key was that of a work that is gone; the ledger of withdrawals may still speak of it.
    made = {filled.say("-c", NEW_WORK, url=each, folder=tmp_path).strip() for each in (url, back)}
    with closing(sqlite3.connect(source)) as file:
        (last,) = file.execute("SELECT seq FROM sqlite_sequence WHERE name = 'catalogue_work'").fetchone()
        assert file.execute("SELECT max(id) FROM catalogue_work").fetchone() < (last,)
    assert made == {str(last + 1)}


def test_what_is_there_already_is_refused_and_kept(filled: Filled) -> None:
    url = filled.database()
    with psycopg.connect(url) as link:
        link.execute("INSERT INTO taggit_tag (name, slug) VALUES ('min', 'min')")
    assert "is not empty (there are rows in taggit_tag)" in refused(filled, filled.folder / "rostarkivet.sqlite3", url)
    with psycopg.connect(url) as link:
        assert link.execute("SELECT slug FROM taggit_tag").fetchall() == [("min",)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("CREATE TABLE recipes AS SELECT 1 AS number", "does not know: move recipes away"),
        ("DELETE FROM django_migrations WHERE app = 'search'", "is not up to date (search.0001_initial)"),
        ("UPDATE archive_recording SET title = 'a' || char(0)", "the rows of archive_recording after 0 could not be"),
        ("UPDATE archive_original SET media_type = printf('%200s', 'x')", "value too long for type character varying"),
        ("UPDATE catalogue_title SET work_id = 4711", "the rows could not be copied: "),
    ],
)
def test_what_postgresql_does_not_take_is_said_and_nothing_comes_of_it(
    filled: Filled, tmp_path: Path, change: str, said: str
) -> None:
    source, url = filled.copy(tmp_path), filled.database()
    with closing(sqlite3.connect(source)) as file:
        file.execute(change)
        file.commit()
    assert said in refused(filled, source, url)
    assert works(url) == 0


def test_an_archive_that_runs_is_not_moved(filled: Filled, tmp_path: Path) -> None:
    source, url = filled.copy(tmp_path), filled.database()
    with closing(sqlite3.connect(source)) as worker:
        worker.execute(ROW).fetchall()
        assert "source.sqlite3 open: stop the web server and the worker" in refused(filled, source, url)
    with psycopg.connect(url):
        assert "open: stop the web server and the worker" in refused(filled, source, url)
    assert works(url) == 0


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("sqlite:////nowhere/archive.sqlite3", "There is no database at /nowhere/archive.sqlite3."),
        ("mysql://me@host/archive", "it can be sqlite:///PATH or postgres://"),
        ("postgres://rostarkivet:wrong@127.0.0.1:1/rostarkivet", "A database cannot be used: "),
    ],
)
def test_an_address_that_leads_nowhere_is_a_sentence(filled: Filled, source: str, said: str) -> None:
    assert said in refused(filled, source, filled.database())


@pytest.mark.parametrize(("language", "said"), [("sv", "är inte tom"), ("fa", "خالی نیست")])
def test_it_speaks_the_languages_of_the_archive(filled: Filled, language: str, said: str) -> None:
    url = filled.database()
    with psycopg.connect(url) as link:
        link.execute("INSERT INTO taggit_tag (name, slug) VALUES ('min', 'min')")
    source = filled.folder / "rostarkivet.sqlite3"
    assert said in refused(filled, source, url, ROSTARKIVET_LANGUAGES=f"{language},en")


@contextmanager
def half_way(filled: Filled, source: Path, url: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.services.killable_move", f"sqlite:///{source}"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=filled.environment(url), stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    assert process.stdout
    assert process.stdout.readline() == "now\n"
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_move_that_is_killed_leaves_the_target_empty_and_can_be_made_again(filled: Filled, tmp_path: Path) -> None:
    source, url = filled.copy(tmp_path), filled.database()
    with half_way(filled, source, url):
        pass
    assert works(url) == 0
    filled.say("manage.py", "move_database", f"sqlite:///{source}", url=url)
    assert works(url) > 0


def test_a_server_that_goes_away_in_the_middle_is_said_and_the_move_can_be_made_again(
    filled: Filled, tmp_path: Path
) -> None:
    source, url = filled.copy(tmp_path), filled.database()
    with half_way(filled, source, url) as process:
        filled.server.kill()
        filled.server.start()
        _out, errors = process.communicate("go on\n")
        assert process.returncode
        assert "PreservationFailed: Nothing was changed: the rows of " in errors
    assert works(url) == 0
    filled.say("manage.py", "move_database", f"sqlite:///{source}", url=url)
    assert works(url) > 0
