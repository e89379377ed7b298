"""A translator checks what a machine made, with the keyboard alone, and a visitor is told what nobody has checked."""

import os
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from archive.models import Recording
from subtitles import importing, publishing, revising
from subtitles.models import Revision, Transcription
from tests.archive.factories import AssemblyFactory, RecordingFactory
from tests.catalogue.factories import DocumentaryFactory
from tests.journeys.conftest import OpenAs
from tests.journeys.test_findings import reads, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEARD = """[{"text": "او به خانه رفت", "start": 1, "end": 2, "words": [
  {"word": "او", "start": 1, "end": 1.2, "probability": 0.9}, {"word": "به", "start": 1.3, "end": 1.5,
  "probability": 0.2}, {"word": "خانه", "start": 1.5, "end": 1.7, "probability": 0.9},
  {"word": "رفت", "start": 1.8, "end": 2, "probability": 0.8}]}, {"text": "آزادی زن", "start": 3, "end": 4}]"""


def heard(recording: Recording) -> Revision:
    return importing.import_track(recording, HEARD.encode(), "heard.json", "fa", origin="machine").revision


def shot(page: Page, name: str) -> None:
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=Path(shots) / f"machines-{name}.png", full_page=True)


@pytest.mark.parametrize("language", ["sv", "en", "fa"])
def test_the_pages_can_be_read_in_three_languages(
    site: LiveServer, open_as: OpenAs, translator: User, settings: Settings, language: str
) -> None:
    reads(translator, language)
    settings.RECOGNISER_COMMAND = sys.executable
    recording = AssemblyFactory(recording__title="Programme 7", recording__language="fa").recording
    first = heard(recording)
    asked = Transcription.objects.create(recording=recording, language="fa", recogniser="command", revision=first)
    desk = open_as(translator)
    pages = {
        "revision": reverse("tracks:revision", args=[first.pk]),
        "despite": reverse("tracks:despite", args=[first.pk]),
        "transcribe": f"{reverse('tracks:transcribe')}?recording={recording.pk}",
        "transcription": reverse("tracks:transcription", args=[asked.pk]),
        "recording": reverse("recordings:page", args=[recording.pk]),
    }
    for name, address in pages.items():
        desk.goto(site.url + address)
        assert desk.locator("html").get_attribute("dir") == ("rtl" if language == "fa" else "ltr")
        assert (name, violations(desk)) == (name, [])
        shot(desk, f"{name}-{language}")


def test_a_machines_cues_are_checked_by_keyboard(site: LiveServer, open_as: OpenAs, translator: User) -> None:
    reads(translator, "en")
    first = heard(RecordingFactory(title="Programme 7", duration_ms=4000))
    desk = open_as(translator)
    desk.goto(site.url + reverse("tracks:revision", args=[first.pk]))
    expect(desk.locator("mark.archive-unsure", has_text="به")).to_be_visible()
    desk.get_by_label("Checked: the cue at 00:00:01.000").press("Space")
    desk.get_by_role("button", name="I have checked the chosen cues").press("Enter")
    expect(desk.get_by_text("1 cue is left to check.")).to_be_visible()
    desk.get_by_role("button", name="I have checked the only one").press("Enter")
    expect(desk.get_by_text("0 cues are left to check.")).to_be_visible()
    assert not first.track.revisions.latest("number").cues.filter(machine=True).exists()


def test_a_visitor_is_told_what_nobody_has_checked(site: LiveServer, page: Page) -> None:
    recording = RecordingFactory(language="fa")
    work = DocumentaryFactory(recordings=[recording], titles={"sv": "Filmen"})
    first = heard(recording)
    half = revising.confirm(first, [first.cues.get(position=0).uuid])
    publishing.publish(half, despite="A test.")
    page.goto(site.url + work.get_absolute_url())
    lines = page.locator("ol.lines[data-unchecked]")
    expect(lines).to_have_attribute(
        "data-unchecked", "Rader med ⚙ är gjorda av en maskin och inte granskade av någon människa."
    )
    expect(lines.locator("[data-machine]")).to_have_count(1)
    shown = lines.evaluate("list => getComputedStyle(list, '::before').content")
    assert "Rader med" in shown
    shot(page, "visitor")
