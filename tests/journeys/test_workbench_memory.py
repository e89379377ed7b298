"""A translator who is suggested what others wrote before, and looks up words, with the keyboard alone."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer
from wagtail.users.models import UserProfile

from subtitles.models import Term
from tests.browser import complaints
from tests.journeys.conftest import OpenAs
from tests.journeys.test_workbench_looks import SMALL
from tests.subtitles.factories import TrackFactory
from tests.subtitles.memory.scene import read, translated
from tests.subtitles.workbench import scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_suggestion_is_taken_heard_and_its_words_looked_up(
    site: LiveServer, open_as: OpenAs, translator: User
) -> None:
    earlier = translated((scene.SPOKEN[0], "آن آشپزخانه یادم هست."), ("Jag minns köket hemma, och ljuset.", "نور"))
    read()
    Term.objects.create(
        source_language="sv", source="kök", variants="köket", target_language="fa", target="آشپزخانه", forbidden="مطبخ"
    )
    track = TrackFactory(recording__language="sv", language="fa")
    UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": "sv"})
    desk = open_as(translator)
    scene.serve(desk, scene.state(track, 20, 0))
    said = complaints(desk)
    desk.goto(site.url + reverse("tracks:workbench", args=[track.pk]))
    shown = desk.get_by_role("region", name="Tidigare översättningar")
    expect(shown.locator(".suggestion")).to_have_count(2)
    expect(shown.locator(".suggestion").first).to_contain_text("100 % · Köket i Teheran")
    expect(shown.locator("mark")).to_have_text("ljuset")
    terms = desk.get_by_role("region", name="Ordlista")
    expect(terms.locator("mark")).to_have_text("köket")
    expect(terms.locator("dd")).to_contain_text("آشپزخانه")
    expect(terms.locator("dd")).to_contain_text("Ska inte användas: مطبخ")
    desk.keyboard.press("Alt+Shift+1")
    expect(desk.locator("#text")).to_have_value("آن آشپزخانه یادم هست.")
    expect(desk.locator("#text")).to_be_focused()
    desk.keyboard.press("Control+z")
    expect(desk.locator("#text")).to_have_value("")
    assert shown.get_by_role("link").first.get_attribute("href") == (
        reverse("tracks:workbench", args=[earlier.pk]) + "#t=1"
    )
    desk.keyboard.press("Alt+ArrowDown")
    expect(shown).to_contain_text("Ingen tidigare översättning liknar detta.")

    desk.keyboard.press("Control+Shift+F")
    desk.keyboard.insert_text("ljuset minns")
    places = desk.locator(".concordance li")
    expect(places).to_have_count(1)
    expect(places.locator("mark")).to_have_text(["minns", "ljuset"])
    assert desk.evaluate(SMALL) == []
    desk.keyboard.press("Control+a")
    desk.keyboard.insert_text("آشپزخانه")
    expect(places.locator("mark")).to_have_text(["آشپزخانه"])
    assert said == []


def test_an_address_with_a_second_leads_to_its_cue(site: LiveServer, open_as: OpenAs, translator: User) -> None:
    track = TrackFactory(recording__language="sv", language="fa")
    UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": "sv"})
    desk = open_as(translator)
    scene.serve(desk, scene.state(track, 20, 20))
    desk.goto(site.url + reverse("tracks:workbench", args=[track.pk]) + "#t=9.5")
    expect(desk.locator("[data-position]")).to_have_text("Replik 3 av 20")
