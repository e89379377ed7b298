"""Every component as axe and a phone see it: three languages, light and dark."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 320, "height": 700}


@pytest.mark.parametrize("language", ["", "en/", "fa/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_player_and_its_transcript(page: Page, site: str, language: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{site}/{language}face/audio/?t=1.5")
    page.locator("[data-beside]").select_option(index=2)

    expect(page.locator("[data-track] > [aria-current]")).to_have_count(1)
    assert axe_violations(page) == []


@pytest.mark.parametrize("address", ["login/", "fa/login/", "nothing-here/"])
def test_axe_finds_nothing_on_the_frames_own_pages(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}/{address}")

    assert axe_violations(page) == []


@pytest.mark.parametrize("language", ["", "fa/"])
@pytest.mark.parametrize("kind", ["audio", "video"])
def test_a_narrow_phone_never_scrolls_sideways(page: Page, site: str, language: str, kind: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{site}/{language}face/{kind}/?t=1")
    page.locator("[data-beside]").select_option(index=2)

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_everything_that_is_pressed_is_at_least_24_pixels_high_and_wide(page: Page, site: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{site}/face/video/")
    expect(page.locator("[data-controls]")).to_be_visible()
    small = """[...document.querySelectorAll('button, select, input, .languages__link, .site-nav__link')]
      .filter((element) => element.checkVisibility())
      .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""

    assert page.evaluate(small) == []


def test_the_first_tab_leads_past_the_menu(page: Page, site: str) -> None:
    page.goto(f"{site}/nothing-here/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#content")).to_be_focused()


def test_the_choice_of_light_is_kept_from_page_to_page(page: Page, site: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{site}/login/")
    toggle = page.locator("[data-theme-toggle]")
    expect(toggle).to_have_attribute("aria-pressed", "false")

    toggle.click()
    page.goto(f"{site}/en/login/")

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("[data-theme-toggle]")).to_have_attribute("aria-pressed", "true")
