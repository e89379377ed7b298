"""A backup of an archive on a real PostgreSQL: made, practised, and put back after the database was lost."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.services.filled import Filled

# A restore ends what was under way, plans what is to be made anew, tells the search engine everything, and gives what
# it changed a newer face. What stands around pages has one too.
NOT_KEPT = (
    "sessions.session",
    "django_tasks_database.dbtaskresult",
    "archive.job",
    "search.pendingupdate",
    "catalogue.face",
    "catalogue.frame",
)
WITHDRAW = """
import django; django.setup()
from catalogue import policy
from catalogue.models import Work
policy.withdraw(Work.objects.get(slug="boken"), because="hon bad om det")
"""


def kept(rows: list[Any]) -> dict[tuple[str, Any], Any]:
    return {(row["model"], row["pk"]): row["fields"] for row in rows if row["model"] not in NOT_KEPT}


@pytest.fixture
def on_server(filled: Filled, tmp_path: Path) -> str:
    """The address of the archive on the server. Its folders, but the originals, are this test's own."""
    url = filled.database()
    filled.say("manage.py", "move_database", f"sqlite:///{filled.folder / 'rostarkivet.sqlite3'}", url=url)
    (tmp_path / "backups").mkdir()
    (tmp_path / "originals").symlink_to(filled.folder / "originals")
    return url


def back_up(filled: Filled, url: str, folder: Path) -> Path:
    said = filled.say("manage.py", "backup", folder / "backups", "--with-originals", "--json", url=url, folder=folder)
    return Path(json.loads(said)["path"])


def test_what_was_lost_comes_back_and_what_was_withdrawn_since_stays_withdrawn(
    filled: Filled, on_server: str, tmp_path: Path
) -> None:
    made = back_up(filled, on_server, tmp_path)
    assert "went well" in filled.say("manage.py", "drill", made, url=on_server, folder=tmp_path)
    before = kept(filled.rows(on_server))
    access = filled.say("manage.py", "check_access", url=on_server, folder=tmp_path)
    restored = filled.database()
    command = ("manage.py", "restore", made, "--originals", made.parent / "originals", "--keep-originals")
    assert "Restored: " in filled.say(*command, url=restored, folder=tmp_path)
    assert kept(filled.rows(restored)) == before
    assert filled.say("manage.py", "check_access", url=restored, folder=tmp_path) == access
    assert "is not empty" in filled.run(*command, url=restored, folder=tmp_path).stderr

    filled.say("-c", WITHDRAW, url=on_server, folder=tmp_path)
    again = filled.database()
    assert "Withdrawn again from the ledger: 1" in filled.say(*command, url=again, folder=tmp_path)
    with psycopg.connect(again) as link:
        assert link.execute("SELECT slug FROM catalogue_work WHERE withdrawn").fetchall() == [("boken",)]
    assert (tmp_path / "closed").exists()
    filled.say("manage.py", "restore", "--checked", url=again, folder=tmp_path)
    assert not (tmp_path / "closed").exists()


def test_a_backup_goes_from_one_kind_of_database_to_the_other(filled: Filled, on_server: str, tmp_path: Path) -> None:
    before = kept(filled.rows(on_server))
    made = back_up(filled, on_server, tmp_path)
    file = f"sqlite:///{tmp_path / 'restored.sqlite3'}"
    command = ("manage.py", "restore", "--keep-originals", "--ledger", tmp_path / "withdrawals.jsonl")
    filled.say(*command, made, url=file, folder=tmp_path)
    assert kept(filled.rows(file)) == before
    # The admin's own index was made too, by a program that knows that of a file.
    filled.say("manage.py", "update_index", url=file, folder=tmp_path)
    filled.say("manage.py", "restore", "--checked", url=file, folder=tmp_path)

    made.unlink()
    made = back_up(filled, file, tmp_path)
    url = filled.database()
    filled.say(*command, made, url=url, folder=tmp_path)
    assert kept(filled.rows(url)) == before
