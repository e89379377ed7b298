"""Findings at the workbench that the server makes: they come while one writes, and go when they are mended."""

import os
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.users.models import UserProfile

from subtitles.models import Profile, Track
from tests.browser import axe_violations, complaints
from tests.journeys.conftest import OpenAs
from tests.subtitles.factories import TrackFactory
from tests.subtitles.workbench import scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULE_NAMES_IN = {"sv": "Arabiska bokstäver", "fa": "حروف عربی"}
SLIP = "كتاب من این\u200c \u200cجاست"


def look(page: Page, name: str) -> None:
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=Path(shots) / f"workbench-{name}.png")


@pytest.fixture
def desk(site: LiveServer, open_as: OpenAs, translator: User) -> Page:
    track: Track = TrackFactory(recording__title="Köket i Teheran", recording__language="sv", language="fa")
    UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": "sv"})
    opened = open_as(translator)
    answer = scene.state(track, 320, 320)
    answer["state"]["cues"][300]["text"] = SLIP  # type: ignore[index]
    answer["speakers"] = [
        {"label": "S1", "shown": "Sara", "guarded": False},
        {"label": "Shirin Rahmani", "shown": "Röst 2", "guarded": True},
    ]
    scene.serve(opened, answer)
    opened.goto(urljoin(opened.url, reverse("tracks:workbench", args=[track.pk])))
    expect(opened.locator(".row[aria-selected=true]")).to_have_count(1)
    return opened


def test_a_slip_is_found_while_she_writes_and_mended_by_its_key(desk: Page) -> None:
    said = complaints(desk)
    desk.keyboard.press("Control+a")
    desk.keyboard.insert_text("كتاب من.")
    found = desk.locator(".found__one", has_text="Arabiska bokstäver")
    expect(found).to_contain_text("har en egen")
    expect(desk.locator("#row-0 .sign--warning, #row-0 .sign--error, #row-0 .sign--note")).to_have_count(1)
    expect(found.get_by_role("button")).to_have_count(1)
    while desk.locator(".found__one button").count():
        desk.keyboard.press("Alt+r")
        desk.wait_for_timeout(700)
    expect(found).to_have_count(0)
    expect(desk.locator("#text")).to_have_value("کتاب من.")
    assert said == []


def test_what_may_be_meant_by_an_unknown_word_is_one_key_away_and_a_word_is_said_to_be_right(desk: Page) -> None:
    said = complaints(desk)
    desk.keyboard.press("Control+a")
    desk.keyboard.insert_text("آذادی و زخزخز")
    expect(desk.locator(".found__one", has_text="آذادی")).to_be_visible()
    desk.keyboard.press("Alt+r")
    dialog = desk.get_by_role("dialog", name="Vad som kan menas med")
    expect(dialog.get_by_role("button", name="آزادی")).to_be_visible()
    expect(dialog.get_by_role("button").nth(1)).to_be_focused()
    assert axe_violations(desk) == []
    look(desk, "spelling")
    place = dialog.get_by_role("button", name="آزادی").get_attribute("data-digit")
    desk.keyboard.press(str(place))
    expect(desk.locator("#text")).to_have_value("آزادی و زخزخز")
    expect(desk.locator("#text")).to_be_focused()
    found = desk.locator(".found__one", has_text="زخزخز")
    expect(found).to_be_visible()
    found.get_by_role("button", name="Förslag").click()
    expect(dialog.get_by_role("button", name="Ordet är rätt")).to_be_visible()
    desk.keyboard.press("0")
    expect(dialog).to_have_count(0)
    expect(found).to_have_count(0)
    assert Profile.objects.get().words == "زخزخز"
    assert said == []


@pytest.mark.parametrize("language", ["sv", "fa"])
def test_a_single_cue_is_reviewed_and_mended_on_a_phone(desk: Page, translator: User, language: str) -> None:
    UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": language})
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.reload()
    desk.locator("#row-3").click()
    field = desk.locator("#text")
    field.fill("كتاب من.")
    found = desk.locator(".found__one", has_text=RULE_NAMES_IN[language])
    found.get_by_role("button").click()
    expect(field).to_have_value("کتاب من.")
    expect(found).to_have_count(0)
    desk.locator("[data-command=confirm]").scroll_into_view_if_needed()
    look(desk, f"phone-mending-{language}")
    desk.locator("[data-command=confirm]").click()
    expect(desk.locator("#row-3 .sign--confirmed")).to_have_count(1)
    assert axe_violations(desk) == []


def test_who_speaks_is_chosen_from_those_who_are_heard_and_no_guarded_name_is_offered(desk: Page) -> None:
    said = complaints(desk)
    desk.keyboard.press("Alt+Shift+s")
    dialog = desk.get_by_role("dialog", name="Vem som talar")
    expect(dialog.get_by_role("button", name="Sara")).to_contain_text("S1")
    expect(dialog.get_by_role("button", name="Röst 2")).to_contain_text("Namnet sägs inte för läsare")
    expect(dialog).not_to_contain_text("Shirin")
    assert axe_violations(desk) == []
    look(desk, "speakers")
    desk.keyboard.press("2")
    expect(desk.locator("#text")).to_have_value(f"<v Shirin Rahmani>{scene.PERSIAN[0]}")
    expect(desk.locator("[data-signs]")).to_contain_text("Talar: Röst 2")
    expect(desk.locator("#row-0 .row__text")).to_have_text(scene.PERSIAN[0])
    desk.keyboard.press("Alt+Shift+s")
    expect(dialog.get_by_role("button", name="Röst 2")).to_be_focused()
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Enter")
    expect(desk.locator("#text")).to_have_value(f"<v S1>{scene.PERSIAN[0]}")
    desk.keyboard.press("Alt+Shift+s")
    dialog.get_by_label("Någon annan").fill("S & 3")
    desk.keyboard.press("Enter")
    expect(desk.locator("#text")).to_have_value(f"<v S &amp; 3>{scene.PERSIAN[0]}")
    desk.keyboard.press("Control+z")
    expect(desk.locator("#text")).to_have_value(f"<v S1>{scene.PERSIAN[0]}")
    assert said == []


def test_chapters_are_written_without_rules_of_reading_and_last_until_the_next(
    site: LiveServer, open_as: OpenAs, translator: User
) -> None:
    track: Track = TrackFactory(recording__title="Köket", language="sv", kind="chapters")
    opened = open_as(translator)
    answer = scene.state(track, 3, 3, sourced=False)
    for number, cue in enumerate(answer["state"]["cues"]):  # type: ignore[index]
        cue.update(start=number * 60_000, end=(number + 1) * 60_000, text="Ett kapitel med ett långt namn " * 4)
    answer["media"]["duration"] = 300_000  # type: ignore[index]
    scene.serve(opened, answer)
    opened.goto(urljoin(opened.url, reverse("tracks:workbench", args=[track.pk])))
    expect(opened.locator(".row[aria-selected=true]")).to_have_count(1)
    expect(opened.locator(".gauge")).to_have_count(0)
    expect(opened.locator(".found__one")).to_have_count(0)
    opened.keyboard.press("Alt+End")
    opened.keyboard.press("Alt+n")
    assert scene.sent(opened)[-1]["times"] == [180_000, 300_000]


def test_the_whole_track_is_looked_through_in_parts_and_a_server_that_fails_is_asked_again(desk: Page) -> None:
    failed: list[str] = []

    def fail_once(route: Route) -> None:
        if failed:
            route.fallback()
        else:
            failed.append(route.request.url)
            route.fulfill(status=500, body="no")

    desk.route("**/workbench/findings.json", fail_once)
    desk.reload()
    desk.locator("#row-0").wait_for()
    desk.evaluate("document.querySelector('[data-list]').scrollTop = 295 * 48")
    expect(desk.locator("#row-300 [class*=sign--]").first).to_be_attached(timeout=30_000)
    assert len(failed) == 1
