"""A form that is cut off in the middle is nobody's form, with the real web server."""

import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.archive.factories import RecordingFactory
from tests.server import Server, gunicorn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.media]


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    with gunicorn() as running:
        yield running


def test_half_a_form_is_not_saved_and_a_whole_one_is(server: Server, archivist: User) -> None:
    recording = RecordingFactory(title="Before")
    body = urlencode({"language": "fa", "title": "Never to be shown to anybody"}).encode()
    kind = {"Content_Length": len(body), "Content_Type": "application/x-www-form-urlencoded"}
    head = server.head(archivist, "POST", reverse("recordings:page", args=[recording.pk]), **kind)
    for length in (20, 30, len(body) - 1):
        with server.connect() as link:
            link.sendall(head + body[:length])
    time.sleep(2)
    recording.refresh_from_db()
    assert recording.title == "Before"
    status, _ = server.ask(head, body)
    recording.refresh_from_db()
    assert (status, recording.title) == (302, "Never to be shown to anybody")
