"""When the database cannot do its part, the page says what happened and the way out."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from django.contrib.auth.models import User
from django.core.handlers.exception import convert_exception_to_response
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from archive.exceptions import StoreTrouble
from archive.models import Recording
from tests import databases
from tests.archive.factories import RecordingFactory

pytestmark = pytest.mark.django_db(transaction=True)

COMMAND = '<code dir="ltr">manage.py close_archive</code>'


@contextmanager
def locked() -> Iterator[None]:
    """Somebody else writes for longer than we wait."""
    databases.wait_no_longer()
    with databases.locked():
        yield


@contextmanager
def full() -> Iterator[None]:
    """SQLite may not grow any more and says what it says on a full disk."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count = 1000000")


@pytest.fixture
def client(archivist: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(archivist)
    return client


def withdraw(client: Client, recording: Recording, because: str) -> tuple[int, str]:
    address = reverse("recordings:withdraw", args=[recording.pk])
    answer = client.post(address, {"because": because}, headers={"accept-language": "en"})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (locked, "The database is busy"),
        pytest.param(full, "There is no room left on the disk", marks=databases.on_sqlite),
    ],
)
def test_a_withdrawal_that_cannot_be_written_says_so_and_names_the_command(
    trouble: Callable[[], Iterator[None]], words: str, client: Client
) -> None:
    recording = RecordingFactory()
    with trouble():  # type: ignore[attr-defined]
        status, page = withdraw(client, recording, "x" * 300)
        for _ in range(40):  # until the last free page is used up
            if status == 503:
                break
            status, page = withdraw(client, recording, "x" * 300)
    assert status == 503
    assert words in page
    assert COMMAND in page


def failing(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    """Django's way of answering when a view raises this."""

    def view(request: HttpRequest) -> HttpResponse:
        raise RuntimeError("while saving") from error

    return cast("Callable[[HttpRequest], HttpResponse]", convert_exception_to_response(view))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("database is locked"), "The database is busy"),
        (OperationalError("database or disk is full"), "There is no room left"),
        (OperationalError("unable to open database file"), "The database cannot be reached"),
        (OperationalError("canceling statement due to lock timeout"), "The database is busy"),
        (OperationalError("deadlock detected"), "The database is busy"),
        (OperationalError("connection timeout expired"), "The database cannot be reached"),
        (OSError(errno.ENOSPC, "No space left on device"), "There is no room left"),
        (StoreTrouble("away"), "The store of files does not answer"),
        (OSError(errno.ENOENT, "No such file"), None),
        (ValueError("database is locked"), None),
    ],
)
@pytest.mark.parametrize("path", ["/works/", "/admin/recordings/"])
def test_each_fault_is_said_in_its_words_and_only_staff_read_of_the_command(
    error: Exception, words: str | None, path: str
) -> None:
    answer = failing(error)(RequestFactory().get(path, headers={"accept-language": "en"}))
    page = answer.content.decode()
    assert answer.status_code == (503 if words else 500)
    assert (words or "Något gick fel") in page
    assert (COMMAND in page) == (words is not None and path.startswith("/admin/"))
