"""What a machine made, on the pages of the admin: shown, confirmed, asked for."""

import sys
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from archive.models import Event, Job
from subtitles import importing, revising
from subtitles.models import Profile, Revision, Transcription
from tests.archive.factories import AssemblyFactory, RecordingFactory, RestrictionFactory
from tests.subtitles.factories import TrackFactory, imported

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
HEARD = b"""[{"text": "jag jick", "start": 1, "end": 2, "words": [
  {"word": "jag", "start": 1, "end": 1.2, "probability": 0.9}, {"word": "jick", "start": 1.3, "end": 1.5,
  "probability": 0.2}]}, {"text": "hem", "start": 3, "end": 4}]"""


@pytest.fixture
def client(client_of: ClientOf, translator: User) -> Client:
    return client_of(translator)


def heard() -> Revision:
    return importing.import_track(RecordingFactory(), HEARD, "heard.json", "sv", origin="machine").revision


def page_of(client: Client, revision: Revision) -> str:
    return client.get(reverse("tracks:revision", args=[revision.pk])).content.decode()


def test_a_word_that_the_machine_was_unsure_of_is_marked_with_a_sign(client: Client) -> None:
    shown = page_of(client, heard())
    assert 'jag <mark class="archive-unsure">jick<span>?</span></mark>' in shown
    assert "The machine was unsure of this word." in shown
    assert "Made by a machine, and not checked by a person: 2 cues." in shown


def test_how_sure_is_sure_is_said_in_the_rules(client: Client) -> None:
    Profile.objects.create(name="Ours", is_default=True, numbers={"sv": {"unsure": 10}})
    assert "archive-unsure" not in page_of(client, heard())


def test_a_person_confirms_what_she_chose_and_then_all(client: Client) -> None:
    first = heard()
    url = reverse("tracks:confirm", args=[first.pk])
    chosen = first.cues.get(position=0).uuid
    said = client.post(url, {"cue": [str(chosen), "no uuid"], "chosen": ""}, follow=True).content.decode()
    second = first.track.revisions.get(number=2)
    assert "Confirmed in the new revision 2. 1 cue is left to check." in said
    assert list(second.cues.values_list("machine", flat=True)) == [False, True]
    client.post(reverse("tracks:confirm", args=[second.pk]), {"all": ""})
    assert not first.track.revisions.get(number=3).cues.filter(machine=True).exists()
    assert "archive-machine" not in page_of(client, first.track.revisions.get(number=3))


def test_from_an_older_version_what_is_left_is_confirmed_and_from_none_nothing(client: Client) -> None:
    first = heard()
    url = reverse("tracks:confirm", args=[first.pk])
    assert "No cue was chosen" in client.post(url, {"chosen": ""}, follow=True).content.decode()
    revising.confirm(first, [first.cues.get(position=0).uuid])
    said = client.post(url, {"all": ""}, follow=True).content.decode()
    assert "Confirmed in the new revision 3. 0 cues are left to check." in said
    assert Event.objects.filter(code="track.confirmed").latest("pk").values == {"revision": 3, "cues": 1}
    assert "was saved meanwhile" in client.post(url, {"all": ""}, follow=True).content.decode()
    assert first.track.revisions.count() == 3
    assert url not in page_of(client, first)


def test_only_a_translator_confirms(client_of: ClientOf, researcher: User) -> None:
    first = heard()
    for user in (None, researcher):
        answer = client_of(user).post(reverse("tracks:confirm", args=[first.pk]), {"all": ""})
        assert answer.status_code in (302, 403)
    assert first.track.revisions.count() == 1


def test_a_machines_text_is_published_only_when_that_is_meant(client: Client) -> None:
    first = imported(RecordingFactory(duration_ms=2000), "Frihet nu", origin="machine").revision
    url = reverse("tracks:publish", args=[first.pk])
    asked = client.post(url, follow=True)
    assert asked.redirect_chain[-1][0] == reverse("tracks:despite", args=[first.pk])
    assert "1 cue was made by a machine, and no person has checked it." in asked.content.decode()
    first.track.refresh_from_db()
    assert first.track.published_revision is None
    client.post(url, {"sure": "1"})
    first.track.refresh_from_db()
    assert first.track.published_revision == first


def test_no_button_and_no_page_while_no_recogniser_is_named(client: Client) -> None:
    track = TrackFactory()
    url = f"{reverse('tracks:transcribe')}?track={track.pk}"
    assert client.get(url).status_code == 404
    for page in (reverse("tracks:page", args=[track.pk]), reverse("recordings:page", args=[track.recording_id])):
        assert reverse("tracks:transcribe") not in client.get(page).content.decode()


def test_a_translator_has_a_recording_transcribed_and_sees_how_far_it_is(
    client: Client, client_of: ClientOf, archivist: User, settings: Settings
) -> None:
    settings.RECOGNISER_COMMAND = f"{sys.executable} x.py"
    settings.RECOGNISER_URL = "https://speech.example.org/v1/audio/transcriptions"
    recording = AssemblyFactory(recording__language="sv").recording
    url = f"{reverse('tracks:transcribe')}?recording={recording.pk}"
    assert url in client.get(reverse("recordings:page", args=[recording.pk])).content.decode()
    assert "whisper-1 (speech.example.org): the sound is sent there" in client.get(url).content.decode()
    form = {"language": "sv", "kind": "subtitles", "recogniser": "command"}
    page = client.post(url, form, follow=True)
    asked = Transcription.objects.get()
    assert page.redirect_chain[-1][0] == reverse("tracks:transcription", args=[asked.pk])
    assert "Waiting" in page.content.decode()
    assert Job.objects.get().target == asked
    assert page.redirect_chain[-1][0] in client_of(archivist).get(reverse("jobs:index")).content.decode()


def test_what_cannot_be_transcribed_is_said(client: Client, settings: Settings) -> None:
    settings.RECOGNISER_COMMAND = sys.executable
    form = {"language": "sv", "kind": "subtitles", "recogniser": "command"}
    url = f"{reverse('tracks:transcribe')}?recording={RecordingFactory().pk}"
    assert "Nothing is chosen to be streamed" in client.post(url, form).content.decode()
    assert "Select a valid choice" in client.post(url, {**form, "recogniser": "other"}).content.decode()


def test_nobody_asks_or_sees_it_without_the_right_to(client_of: ClientOf, researcher: User, settings: Settings) -> None:
    settings.RECOGNISER_COMMAND = sys.executable
    asked = Transcription.objects.create(recording=RecordingFactory(title="hemlig"), language="sv", recogniser="x")
    for user in (None, researcher):
        for url in (
            reverse("tracks:transcription", args=[asked.pk]),
            f"{reverse('tracks:transcribe')}?recording={asked.recording_id}",
        ):
            answer = client_of(user).get(url)
            assert answer.status_code in (302, 403, 404)
            assert "hemlig" not in answer.content.decode()


def test_nobody_has_written_down_what_she_may_not_hear(client: Client, settings: Settings) -> None:
    settings.RECOGNISER_COMMAND = sys.executable
    recording = RestrictionFactory(layer="sound", withdrawn=True).recording
    track = TrackFactory(recording=recording)
    for about in (f"recording={recording.pk}", f"track={track.pk}"):
        assert client.get(f"{reverse('tracks:transcribe')}?{about}").status_code == 404
