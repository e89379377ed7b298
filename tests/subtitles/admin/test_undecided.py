"""A revision of which nobody said how its file is to be read: published only for a reason, and decided about later."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from subtitles import importing
from subtitles.doubts import Answers
from subtitles.models import PendingImport, Revision, Track
from tests.archive.factories import RecordingFactory
from tests.subtitles.factories import imported

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
FILE = b"WEBVTT\n\n00:01.000 --> 00:03.000\nHej du\n\nlost\n\n00:04.000 --> 00:06.000\nFrihet\n"
ASKED = "Mend what is not so?"


@pytest.fixture
def older() -> Revision:
    revision = importing.import_track(RecordingFactory(title="Band 7"), FILE, "a.vtt", "sv").revision
    imported(revision.track.recording, "Frihet")
    return revision


@pytest.fixture
def client(client_of: ClientOf, translator: User) -> Client:
    return client_of(translator)


def press(client: Client, name: str, revision: Revision, **said: str) -> "Answer":
    with override("en"):
        return client.post(reverse(f"tracks:{name}", args=[revision.pk]), said, follow=True)


def test_its_own_button_asks_and_wants_a_reason(client: Client, older: Revision) -> None:
    page = press(client, "publish", older)
    assert page.redirect_chain == [(reverse("tracks:despite", args=[older.pk]), 302)]
    assert ASKED in page.content.decode()
    assert press(client, "publish", older, sure="1", despite=" ").redirect_chain[-1][0].endswith("/despite/")
    assert Track.objects.get().published_revision is None
    press(client, "publish", older, sure="1", despite="The line is a note.")
    assert Track.objects.get().published_revision == older


def test_what_was_left_open_is_decided_from_the_file_that_was_kept(client: Client, older: Revision) -> None:
    page = press(client, "decide", older)
    waiting = PendingImport.objects.get()
    assert page.redirect_chain == [(reverse("tracks:pending", args=[waiting.uuid]), 302)]
    assert (bytes(waiting.data), waiting.track, waiting.file_name) == (FILE, older.track, "a.vtt")
    client.post(reverse("tracks:pending", args=[waiting.uuid]), {"publish": "", "guess-webvtt": "yes"})
    newest = Revision.objects.get(number=3)
    assert (newest.is_published, newest.open_guesses) == (True, [])
    assert [cue.payload for cue in newest.cues.all()] == ["Hej du\nlost", "Frihet"]


def test_what_was_decided_before_stands(client: Client) -> None:
    data = b"WEBVTT\n\n00:01.000 --> 00:01.000\nHej du\n\nlost\n"
    reading = importing.read(RecordingFactory(), data, "a.vtt", "sv")
    assert {guess.code for guess in reading.open_guesses} == {"webvtt", "no_length"}
    done = importing.import_track(RecordingFactory(), data, "a.vtt", "sv", answers=Answers({"webvtt": False}))
    press(client, "decide", done.revision)
    assert PendingImport.objects.get().said == {"webvtt": False}


def test_nothing_is_offered_where_nothing_is_open(client: Client) -> None:
    done = imported()
    with override("en"):
        text = client.get(reverse("tracks:revision", args=[done.revision.pk])).content.decode()
    assert "Decide about the file now" not in text


def test_who_may_not_import_decides_nothing(client_of: ClientOf, older: Revision, researcher: User) -> None:
    for user in (None, researcher):
        assert client_of(user).post(reverse("tracks:decide", args=[older.pk])).status_code in {302, 403, 404}
    assert not PendingImport.objects.exists()
