from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from archive.models import Recording
from subtitles.models import Track
from tests.archive.factories import RecordingFactory, RestrictionFactory
from tests.subtitles.factories import imported, published

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def client(client_of: ClientOf, translator: User) -> Client:
    return client_of(translator)


def address(track: Track) -> str:
    return reverse("tracks:edit", args=[track.pk])


def save(client: Client, track: Track, **changes: Any) -> Any:
    said = {"recording": track.recording_id, "language": track.language, "kind": track.kind, "label": track.label}
    with override("en"):
        return client.post(address(track), {**said, **changes}, follow=True)


def test_the_form_shows_what_the_track_is_and_offers_what_is_sought(client: Client) -> None:
    track = published(None, language="fa").track
    other = RecordingFactory(title="Band 99")
    RecordingFactory(title="Band 7")
    page = client.get(address(track), {"q": "99"})
    form = page.context["form"]
    assert {name: form[name].value() for name in ("language", "kind", "label", "by_machine", "recording")} == {
        "language": "fa", "kind": "subtitles", "label": "", "by_machine": False, "recording": track.recording_id
    }  # fmt: skip
    assert [each[0] for each in form.fields["recording"].widget.choices] == ["", track.recording_id, other.pk]
    assert address(track) in client.get(reverse("tracks:page", args=[track.pk])).content.decode()


def test_what_was_written_is_saved(client: Client) -> None:
    track = published().track
    text = save(client, track, label="  Svenska (kort)  ", kind="captions").content.decode()
    track.refresh_from_db()
    assert (track.label, track.kind, "The track was saved." in text) == ("Svenska (kort)", "captions", True)
    assert track.published_revision is not None


def test_moving_says_that_the_public_does_not_see_it_any_more(client: Client) -> None:
    track = published().track
    there = RecordingFactory()
    assert "The public does not see this track any more." in save(client, track, recording=there.pk).content.decode()
    track.refresh_from_db()
    assert (track.recording, track.published_revision) == (there, None)


def test_a_track_that_is_there_already_is_refused_in_words(client: Client) -> None:
    there = published(None, language="fa").track
    track = imported(there.recording).track
    text = save(client, track, language="fa").content.decode()
    assert "The recording has a track of this language, kind and label already." in text
    track.refresh_from_db()
    assert track.language == "sv"


def test_it_is_moved_only_to_where_one_may_read(client: Client) -> None:
    hidden: Recording = RestrictionFactory(withdrawn=True).recording
    track = published().track
    save(client, track, recording=hidden.pk)
    track.refresh_from_db()
    assert track.recording != hidden
    offered = client.get(address(track)).context["form"].fields["recording"].widget.choices
    assert hidden.pk not in [key for key, _ in offered]


def test_what_one_may_not_see_or_change_is_not_there(client: Client, client_of: ClientOf, researcher: User) -> None:
    hidden = published(RestrictionFactory(withdrawn=True).recording, "tyst").track
    assert save(client, hidden, label="x").status_code == 404
    track = imported().track
    for user in (None, researcher):
        assert client_of(user).post(address(track), {"label": "x"}).status_code == 302
    assert not Track.objects.filter(label="x").exists()
