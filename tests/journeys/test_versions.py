"""A translator compares versions, is asked before little is published, and edits a track, with the keyboard alone."""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from archive.models import Recording
from subtitles import importing, publishing
from subtitles.models import Revision, Track
from tests.archive.factories import RecordingFactory
from tests.journeys.conftest import OpenAs
from tests.journeys.test_findings import reads, violations
from tests.subtitles.factories import vtt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def recording() -> Recording:
    return RecordingFactory(title="Programme 7", duration_ms=8_000)


def bring(recording: Recording, *texts: str) -> Revision:
    return importing.import_track(recording, vtt(*texts), "a.vtt", "fa").revision


@pytest.mark.parametrize("language", ["sv", "en", "fa"])
def test_the_pages_can_be_read_in_three_languages(
    site: LiveServer, open_as: OpenAs, translator: User, recording: Recording, language: str
) -> None:
    reads(translator, language)
    publishing.publish(bring(recording, "او به خانه رفت", "آزادی زن", "زندگی", "زنان"), despite="A test.")
    newer = bring(recording, "او به مدرسه رفت")
    desk = open_as(translator)
    track = Track.objects.get()
    pages = {"compare": track.pk, "edit": track.pk, "page": track.pk, "revision": newer.pk, "despite": newer.pk}
    for name, key in pages.items():
        desk.goto(site.url + reverse(f"tracks:{name}", args=[key]))
        assert desk.locator("html").get_attribute("dir") == ("rtl" if language == "fa" else "ltr")
        assert (name, violations(desk)) == (name, [])
        if shots := os.environ.get("SHOTS"):
            desk.screenshot(path=Path(shots) / f"versions-{name}-{language}.png", full_page=True)


def test_little_is_published_and_a_track_is_moved_by_keyboard(
    site: LiveServer, open_as: OpenAs, translator: User, recording: Recording
) -> None:
    reads(translator, "sv")
    newer = bring(recording, "آزادی")
    there = RecordingFactory(title="Programme 8")
    desk = open_as(translator)
    desk.goto(site.url + reverse("tracks:revision", args=[newer.pk]))
    desk.locator(f"form[action='{reverse('tracks:publish', args=[newer.pk])}'] button").press("Enter")
    desk.wait_for_url(f"**{reverse('tracks:despite', args=[newer.pk])}")
    assert not Track.objects.published().exists()
    desk.locator("#main form button").press("Enter")
    desk.wait_for_url(f"**{reverse('tracks:page', args=[newer.track_id])}")
    assert Track.objects.get().published_revision == newer

    desk.goto(site.url + reverse("tracks:edit", args=[newer.track_id]))
    desk.select_option("[name=recording]", str(there.pk))
    desk.locator("#w-editor-form button[type=submit]").first.press("Enter")
    desk.wait_for_url(f"**{reverse('tracks:page', args=[newer.track_id])}")
    expect(desk.locator("#main").get_by_text("Programme 8").first).to_be_visible()
    assert (Track.objects.get().recording, Track.objects.get().published_revision) == (there, None)
