"""A machine that translates, on the pages of the admin."""

import sys
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from archive.models import Job
from subtitles.models import Track, Translation
from tests.archive.factories import RestrictionFactory
from tests.subtitles.factories import TrackFactory, imported

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
FORM = {"language": "en", "kind": "subtitles", "translator": "command"}


@pytest.fixture
def client(client_of: ClientOf, translator: User) -> Client:
    return client_of(translator)


def page_about(track: Track) -> str:
    return f"{reverse('tracks:translate')}?track={track.pk}"


def test_no_button_and_no_page_while_no_machine_is_named(client: Client) -> None:
    track = TrackFactory()
    assert client.get(page_about(track)).status_code == 404
    page = client.get(reverse("tracks:page", args=[track.pk])).content.decode()
    assert reverse("tracks:translate") not in page


def test_a_translator_asks_for_a_draft_and_sees_how_far_it_is(
    client: Client, client_of: ClientOf, archivist: User, settings: Settings
) -> None:
    settings.TRANSLATOR_COMMAND = f"{sys.executable} x.py"
    settings.TRANSLATOR_URL = "https://translate.example.org/translate"
    track = imported().track
    assert page_about(track) in client.get(reverse("tracks:page", args=[track.pk])).content.decode()
    form = client.get(page_about(track)).content.decode()
    assert "translate.example.org: the text is sent there" in form
    assert '<option value="sv"' not in form
    page = client.post(page_about(track), FORM, follow=True)
    asked = Translation.objects.get()
    assert page.redirect_chain[-1][0] == reverse("tracks:translation", args=[asked.pk])
    assert "Waiting" in page.content.decode()
    job = Job.objects.get()
    assert (job.target, job.kind) == (asked, "translate")
    assert page.redirect_chain[-1][0] in client_of(archivist).get(reverse("jobs:index")).content.decode()


def test_what_came_of_it_is_one_step_away(client: Client) -> None:
    done, draft = imported(), imported(language="en").revision
    asked = Translation.objects.create(
        recording=done.track.recording, language="en", source=done.revision, translator="x", revision=draft
    )
    page = client.get(reverse("tracks:translation", args=[asked.pk])).content.decode()
    assert reverse("tracks:workbench", args=[draft.track_id]) in page
    assert reverse("tracks:revision", args=[draft.pk]) in page


def test_what_cannot_be_translated_is_said(client: Client, settings: Settings) -> None:
    settings.TRANSLATOR_COMMAND = sys.executable
    assert "There is nothing to translate" in client.post(page_about(TrackFactory()), FORM).content.decode()
    settings.TRANSLATOR_URL = "https://translate.example.org/translate"
    draft = imported(RestrictionFactory(audience="staff").recording).track
    said = client.post(page_about(draft), {**FORM, "translator": "address"}).content.decode()
    assert "This text may not leave our server" in said
    assert "Select a valid choice" in client.post(page_about(draft), {**FORM, "language": "sv"}).content.decode()
    assert not Translation.objects.exists()


def test_nobody_asks_or_sees_it_without_the_right_to(
    client_of: ClientOf, researcher: User, translator: User, settings: Settings
) -> None:
    settings.TRANSLATOR_COMMAND = sys.executable
    done = imported(RestrictionFactory(withdrawn=True, recording__title="hemlig").recording)
    asked = Translation.objects.create(
        recording=done.track.recording, language="en", source=done.revision, translator="x"
    )
    for user in (None, researcher, translator):
        for url in (reverse("tracks:translation", args=[asked.pk]), page_about(done.track)):
            answer = client_of(user).get(url)
            assert answer.status_code in (302, 403, 404)
            assert "hemlig" not in answer.content.decode()
    assert client_of(translator).get(reverse("tracks:translate")).status_code == 404
