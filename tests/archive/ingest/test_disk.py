"""A disk or a database that is full or busy: said in words, nothing half left, and it works once there is room."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from django.urls import reverse

from archive import disk, ingest
from archive.exceptions import Refused
from archive.ingest import batch
from archive.models import Original, Upload
from tests.archive import files
from tests.archive.disks import tiny_disk
from tests.archive.ingest.test_accept import left_behind
from tests.archive.ingest.test_command import run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.media]
ClientOf = Callable[[User | None], Client]


@pytest.mark.parametrize("place", ["WORK_DIR", "ORIGINALS_DIR"])
def test_a_full_disk_is_said_so_leaves_nothing_and_can_be_tried_again(
    place: str, tmp_path: Path, settings: Any, client_of: ClientOf, archivist: User
) -> None:
    path = files.tone(tmp_path / "tape.wav", seconds=40)
    address = f"{reverse('recordings:send')}?name=tape.wav"
    roomy = getattr(settings, place)
    with tiny_disk(tmp_path / "full", 256) as full:
        setattr(settings, place, full)
        answer: Any = client_of(archivist).put(address, path.read_bytes(), content_type="application/octet-stream")
        status, said = run(path)
        assert (answer.status_code, answer.json()["reason"], status) == (422, str(Refused("no_space")), 1)
        assert str(Refused("no_space")) in said
        assert [left for left in full.rglob("*") if left.is_file()] == []
    setattr(settings, place, roomy)
    assert (left_behind(settings), Original.objects.count()) == ([], 0)
    assert {upload.reason_code for upload in Upload.objects.all()} == {"refused.no_space"}
    assert (run(path)[0], Original.objects.count()) == (0, 1)


def in_the_way(table: str, words: str) -> Callable[..., Any]:
    """Lets no row into a table, as the database does when it has no room or no time."""

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(f'INSERT INTO "{table}"'):
            raise OperationalError(words)
        return execute(sql, params, many, context)

    return wrapper


@pytest.mark.parametrize("table", ["archive_upload", "archive_original", "archive_event", "archive_job"])
@pytest.mark.parametrize(("words", "code"), [("database or disk is full", "no_space"), ("database is locked", "busy")])
def test_a_database_that_takes_nothing_in_leaves_nothing(
    table: str, words: str, code: str, tmp_path: Path, settings: Any
) -> None:
    path = files.tone(tmp_path / "tape.wav")
    with connection.execute_wrapper(in_the_way(table, words)):
        taken = batch.take(path)
    assert (taken.outcome, taken.reason) == ("refused", str(Refused(code)))
    assert (left_behind(settings), Original.objects.count()) == ([], 0)
    assert batch.take(path).outcome == "accepted"


def test_a_database_that_is_really_full_is_recognised(tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "full", 64) as full:
        database = sqlite3.connect(full / "db")
        database.execute("CREATE TABLE t (x)")
        with pytest.raises(sqlite3.OperationalError) as error:
            for _ in range(100):
                database.execute("INSERT INTO t VALUES (?)", ("x" * 4000,))
                database.commit()
        database.close()
    wrapped = DatabaseError(str(error.value))
    assert disk.trouble(wrapped) == disk.FULL


def test_what_is_wrong_with_a_file_is_no_trouble_of_the_machine() -> None:
    assert [
        disk.trouble(error) for error in (None, OSError(5, "io"), ValueError(), DatabaseError("no such table"))
    ] == [""] * 4


def test_a_refusal_that_cannot_be_written_down_is_still_said(tmp_path: Path) -> None:
    (tmp_path / "letter.mp4").write_text("only a letter")
    with (
        connection.execute_wrapper(in_the_way("archive_event", "database or disk is full")),
        pytest.raises(Refused) as refusal,
    ):
        ingest.accept(tmp_path / "letter.mp4", "letter.mp4")
    assert refusal.value.code == "not_media"
