from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from archive.models import Event
from subtitles.admin.forms import MOST_OFFERED
from subtitles.exceptions import UnsupportedFormat
from subtitles.formats import FORMATS, MAX_BYTES
from subtitles.models import Revision, Track
from tests.archive.factories import RecordingFactory, RestrictionFactory
from tests.subtitles.factories import imported, vtt

UNREADABLE = str(UnsupportedFormat("", tuple(f".{known.extensions[0]}" for known in FORMATS.values())))
pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


def send(client: Client, data: bytes, name: str = "film.vtt", query: str = "", **fields: Any) -> Any:
    with override("en"):
        address = reverse("tracks:import") + query
        form = {"file": SimpleUploadedFile(name, data), **fields}
        return client.post(address, form, follow=True, headers={"accept-language": "en"})


def take_in(
    client: Client, data: bytes, name: str = "film.vtt", query: str = "", do: str = "import", **fields: Any
) -> Any:
    """Send a file, look at it, and press a button below it."""
    page = send(client, data, name, query, **fields)
    with override("en"):
        address = page.redirect_chain[-1][0]
        return client.post(address, {do: ""}, follow=True, headers={"accept-language": "en"})


@pytest.fixture
def client(client_of: ClientOf, translator: User) -> Client:
    return client_of(translator)


def test_a_translator_imports_a_file_and_sees_what_was_dropped(client: Client, translator: User) -> None:
    recording = RecordingFactory()
    page = take_in(client, vtt("Frihet") + b"\nlost <b>\n", recording=recording.pk, language="sv", kind="subtitles")
    revision = Revision.objects.get()
    assert page.redirect_chain == [(reverse("tracks:revision", args=[revision.pk]), 302)]
    assert (revision.track.recording, revision.created_by, revision.is_published) == (recording, translator, False)
    text = page.content.decode()
    for expected in ("The file was imported.", "Not decided", "<td>6</td>", "lost &lt;b&gt;", "Frihet"):
        assert expected in text
    assert "no times stand above it" in text


def test_publish_at_once_shows_the_revision_to_the_public(client: Client) -> None:
    about = {"recording": RecordingFactory().pk, "language": "fa", "kind": "captions", "note": "ny"}
    take_in(client, vtt("x"), do="publish", **about)
    track = Track.objects.get()
    assert (track.kind, track.published_revision) == ("captions", Revision.objects.get(note="ny"))


def test_a_new_revision_goes_to_the_track_it_was_meant_for(client: Client) -> None:
    first = imported(None, "Frihet", language="fa", kind="captions")
    take_in(client, vtt("Frihet!"), query=f"?track={first.track.pk}")
    assert [revision.number for revision in first.track.revisions.all()] == [2, 1]
    assert Track.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.vtt", "The file is empty."),
        (b"hello", "a.srt", "No cue in the file can be read: no line holds a start and an end time."),
        (b"hello", "a.vtt", "A WebVTT file must begin with the word WEBVTT; this one does not."),
        (
            b"x",
            "a.mp4",
            UNREADABLE,
        ),
        (b"x" * (MAX_BYTES + 1), "a.srt", "The file is larger than 10 MB, which no subtitle file is."),
    ],
)
def test_a_refused_file_is_explained_at_its_field(client: Client, data: bytes, name: str, message: str) -> None:
    page = send(client, data, name, recording=RecordingFactory().pk, language="sv", kind="subtitles")
    assert page.status_code == 200
    assert page.context["form"].errors == {"file": [message]}
    assert not Track.objects.exists()
    assert [event.outcome for event in Event.objects.all()] == ["fail"]


def test_what_is_missing_from_the_form_is_named(client: Client) -> None:
    page = send(client, vtt("x"))
    assert set(page.context["form"].errors) == {"recording", "language", "kind"}


def test_the_recording_can_come_with_the_address(client: Client) -> None:
    recording = RecordingFactory()
    page = client.get(f"{reverse('tracks:import')}?recording={recording.pk}")
    assert f'<option value="{recording.pk}" selected>' in page.content.decode()


def offered(client: Client, query: str = "") -> list[str]:
    page = client.get(f"{reverse('tracks:import')}{query}")
    return [label for value, label in page.context["form"].fields["recording"].widget.choices if value]


def test_of_many_recordings_the_newest_are_offered_and_the_others_found_by_their_title(client: Client) -> None:
    first = RecordingFactory(title="Frihet")
    for number in range(MOST_OFFERED):
        RecordingFactory(title=f"Band {number}")
    assert [len(offered(client)), offered(client)[0]] == [MOST_OFFERED, f"Band 29 ({first.pk + 30})"]
    assert offered(client, "?q=frih") == offered(client, f"?recording={first.pk}")[:1] == [f"Frihet ({first.pk})"]
    take_in(client, vtt("x"), recording=first.pk, language="sv", kind="subtitles")
    assert Track.objects.get().recording == first


def test_a_recording_that_may_not_be_seen_cannot_be_chosen(client: Client) -> None:
    hidden = RestrictionFactory(withdrawn=True, recording__title="hemlig").recording
    assert "hemlig" not in client.get(reverse("tracks:import")).content.decode()
    page = send(client, vtt("x"), recording=hidden.pk, language="sv", kind="subtitles")
    assert set(page.context["form"].errors) == {"recording"}
    track = imported(hidden).track
    assert send(client, vtt("x"), query=f"?track={track.pk}").status_code == 404
    assert track.revisions.count() == 1


def test_a_researcher_cannot_import(client_of: ClientOf, researcher: User) -> None:
    response = client_of(researcher).post(reverse("tracks:import"), {"file": SimpleUploadedFile("a.vtt", vtt("x"))})
    assert response.status_code in {302, 403}
    assert not Track.objects.exists()


def test_a_machines_file_goes_to_a_track_of_its_own_and_every_page_says_whose_it_is(client: Client) -> None:
    recording = RecordingFactory()
    about = {"recording": recording.pk, "language": "sv", "kind": "subtitles"}
    take_in(client, vtt("Av en människa"), origin="human", **about)
    page = take_in(client, vtt("Av en maskin"), origin="machine", tool="whisper 3", **about)
    people, machine = Track.objects.order_by("pk")
    assert (people.revisions.count(), machine.revisions.count()) == (1, 1)
    with override("en"):
        track, listed = (
            client.get(address, headers={"accept-language": "en"}).content.decode()
            for address in (reverse("tracks:page", args=[machine.pk]), reverse("tracks:index"))
        )
    assert "Made by a machine (<bdi>whisper 3</bdi>)" in page.content.decode()
    assert "Made by a machine (<bdi>whisper 3</bdi>)" in track
    assert ("Made by a person" in listed, "Made by a machine" in listed) == (True, True)


def test_a_machines_file_lands_among_peoples_only_where_that_track_was_chosen(client: Client) -> None:
    track = imported(None, "Frihet", origin="human").track
    take_in(client, vtt("Frihet!"), query=f"?track={track.pk}", origin="machine")
    track.refresh_from_db()
    assert list(track.revisions.values_list("origin", flat=True)) == ["machine", "human"]
    assert track.origin == "machine"


def test_a_file_for_a_machines_track_is_a_machines_unless_somebody_says_otherwise(client: Client) -> None:
    track = imported(None, "Frihet", origin="machine").track
    take_in(client, vtt("Frihet!"), query=f"?track={track.pk}")
    take_in(client, vtt("Frihet?"), query=f"?track={track.pk}", origin="human")
    track.refresh_from_db()
    assert list(track.revisions.values_list("origin", flat=True)) == ["human", "machine", "machine"]
    assert track.origin == "mixed"


def test_no_revision_can_be_said_to_be_mixed(client: Client) -> None:
    send(client, vtt("x"), recording=RecordingFactory().pk, language="sv", kind="subtitles", origin="mixed")
    assert Revision.objects.count() == 0
