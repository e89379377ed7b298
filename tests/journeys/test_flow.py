"""From draft to published in a real browser: a translator sends what she wrote, an archivist approves it."""

from datetime import date
from urllib.parse import urljoin

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from subtitles import flow
from subtitles.flow.dividing import divide
from subtitles.models import Stage, Track
from tests.archive.factories import RecordingFactory
from tests.journeys.conftest import OpenAs
from tests.journeys.test_findings import reads, violations
from tests.journeys.test_subtitle_pages import BEYOND_THE_EDGE, SIDEWAYS, THEMES, WIDTHS, photograph
from tests.subtitles.factories import imported
from tests.subtitles.workbench.sending import texts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def track(site: LiveServer) -> Track:
    """Persian, beside its Swedish source."""
    recording = RecordingFactory(title="Köket i Teheran", language="sv", duration_ms=600_000)
    imported(recording, "Frihet", "nu", "hem")
    return imported(recording, "", "", "خانه", language="fa").track


def test_she_sends_it_from_the_workbench_and_it_is_approved_on_its_page(
    site: LiveServer, open_as: OpenAs, translator: User, archivist: User, track: Track
) -> None:
    for person in (translator, archivist):
        reads(person, "en")
    bench = open_as(translator)
    bench.goto(urljoin(site.url, reverse("tracks:workbench", args=[track.pk])))
    expect(bench.locator(".row[aria-selected=true]")).to_have_count(1)
    bench.locator("#text").fill("آزادی")
    bench.keyboard.press("Alt+Shift+G")
    bench.get_by_label("Comment for whoever reviews it").fill("Den andra vet jag inte.")
    expect(bench.locator("[data-state]")).to_have_attribute("data-kind", "saved")
    bench.locator("dialog button.main").click()
    expect(bench.locator("[data-stage-of-work]")).to_have_text("In review")
    assert texts(track)[0] == "آزادی"

    page = open_as(archivist)
    page.goto(urljoin(site.url, reverse("tracks:work", args=[track.pk])))
    expect(page.get_by_text("Den andra vet jag inte.")).to_be_visible()
    page.get_by_role("button", name="Approve version").click()
    expect(page.get_by_text("The track is approved.")).to_be_visible()
    assert Track.objects.get(pk=track.pk).standing == Stage.APPROVED


@pytest.mark.parametrize("language", ["sv", "fa"])
def test_its_pages_can_be_read_in_two_directions_and_on_a_phone(  # noqa: PLR0917 - who is there, and what
    site: LiveServer, open_as: OpenAs, translator: User, archivist: User, track: Track, language: str
) -> None:
    reads(archivist, language)
    divide(track, [translator, archivist], 2, by=archivist, due=date(2026, 3, 8))
    flow.send_to_review(track, translator, "Den andra vet jag inte.")
    addresses = {name: reverse(f"tracks:{name}", args=[track.pk]) for name in ("page", "work", "assign", "divide")}
    addresses["project"] = reverse("tracks:project", args=[track.recording_id])
    addresses["translators"] = reverse("tracks:translators")
    addresses["languages"] = reverse("tracks:translator_languages", args=[translator.pk])
    desk, found = open_as(archivist), {}
    for width in WIDTHS:
        desk.set_viewport_size({"width": width, "height": 900})
        desk.emulate_media(color_scheme=THEMES[width])
        for name, address in addresses.items():
            desk.goto(site.url + address)
            photograph(desk, f"flow-{name}-{language}-{width}")
            found[name, width] = (violations(desk), desk.evaluate(SIDEWAYS), desk.evaluate(BEYOND_THE_EDGE))
    assert {place: seen for place, seen in found.items() if seen != ([], 0, [])} == {}
