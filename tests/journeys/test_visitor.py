"""A word in one language, the second in another: what a visitor does, sees and may share."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import axe_violations, complaints
from tests.journeys import scene
from tests.journeys.conftest import OpenAs
from tests.journeys.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.media, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 375, "height": 780}
SPOKEN = "آزادی از خانه آغاز می‌شود."


@pytest.fixture
def programme(site: LiveServer, clip: Callable[[str], Path], tmp_path: Path) -> Scene:
    sound = tmp_path / "programme.mp3"
    sound.write_bytes(clip("soft").read_bytes())
    return scene.build(sound)


def test_a_swedish_word_lands_on_the_second_where_it_is_said_in_persian(
    site: LiveServer, programme: Scene, open_as: OpenAs
) -> None:
    page = open_as(None)
    heard = complaints(page)
    page.goto(site.url)
    page.fill("#content [name=q]", "frihet")
    page.keyboard.press("Enter")

    moment = page.locator("a[href*='t=2']").first
    expect(page.locator("[lang=fa][dir=rtl]", has_text=SPOKEN).first).to_be_visible()
    expect(page.locator("mark", has_text="Friheten").first).to_be_visible()
    moment.click()

    expect(page).to_have_url(re.compile(f"/works/{programme.episode.slug}/"))
    player = page.locator("audio, video").first
    # A press on a found line goes on as sound, without a second press.
    wait_until(page, lambda: player.evaluate("media => !media.paused && media.currentTime") > 2.05)
    assert player.evaluate("media => media.currentTime") < 5
    expect(page.locator("[aria-current]", has_text="Friheten börjar hemma.")).to_be_visible()
    assert heard == []


def test_the_same_moment_is_found_from_the_persian_side(site: LiveServer, programme: Scene, open_as: OpenAs) -> None:
    page = open_as(None)
    page.goto(f"{site.url}/fa/search/?q=آزادی")

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("mark", has_text="آزادی").first).to_be_visible()
    link = page.locator("a[href*='t=2']").first
    assert f"/fa/works/{programme.episode.slug}/" in str(link.get_attribute("href"))


def test_the_language_switch_keeps_the_page_and_the_second(site: LiveServer, programme: Scene, open_as: OpenAs) -> None:
    page = open_as(None)
    page.goto(f"{site.url}/works/{programme.episode.slug}/?t=2")

    page.locator(".languages__link[hreflang=fa]").click()

    expect(page).to_have_url(re.compile(rf"{site.url}/fa/works/{programme.episode.slug}/\?.*t=2"))
    expect(page.get_by_role("heading", name="صداهای دور میز")).to_be_visible()


def test_a_click_in_the_transcript_seeks_and_the_address_carries_the_second(
    site: LiveServer, programme: Scene, open_as: OpenAs
) -> None:
    page = open_as(None)
    page.goto(f"{site.url}/works/{programme.episode.slug}/")

    page.get_by_text("Friheten börjar hemma.").click()

    player = page.locator("audio, video").first
    wait_until(page, lambda: player.evaluate("media => media.currentTime") >= 2)
    wait_until(page, lambda: "t=2" in page.url)


@pytest.mark.parametrize("language", ["", "en/", "fa/"])
def test_axe_finds_nothing_on_any_kind_of_page(
    language: str, site: LiveServer, programme: Scene, open_as: OpenAs
) -> None:
    page = open_as(None)
    found = {}
    for address in pages(programme):
        for width in (1280, PHONE["width"]):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{site.url}/{language}{address}")
            sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            found[address, width] = (axe_violations(page), sideways)
    assert {key: value for key, value in found.items() if value != ([], 0)} == {}


def pages(programme: Scene) -> list[str]:
    series = programme.episode.series
    return [
        "",
        "works/",
        "works/?kind=radio_episode",
        f"works/{programme.episode.slug}/?t=2",
        f"works/{series.slug}/",
        f"people/{programme.person.slug}/",
        f"organisations/{programme.organisation.slug}/",
        f"places/{programme.place.slug}/",
        f"subjects/{programme.subject.slug}/",
        "search/",
        "search/?q=frihet",
        "search/?q=ingentingalls",
        "login/",
        "nothing-here/",
    ]


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """Ask again until it holds; the pages' own policy forbids Playwright's waiting inside the page."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never came to be")
