"""The workbench as it looks and reads: in three languages, light and dark, on a desk and on a phone."""

import os
import re
from datetime import date
from itertools import product
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.users.models import UserProfile

from subtitles.models import Assignment, Track
from tests.browser import axe_violations, complaints
from tests.journeys.conftest import OpenAs
from tests.subtitles.factories import TrackFactory
from tests.subtitles.workbench import scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# What is wider than the window, when it can be scrolled to the side.
BEYOND = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll('*')]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
    .map((one) => one.outerHTML.slice(0, 120))"""
# What is pressed and is smaller than WCAG 2.2 asks of it (2.5.8): 24 by 24 pixels.
SMALL = """() => [...document.querySelectorAll('button, select, input, textarea, a[href]')]
    .filter((one) => one.checkVisibility() && !one.matches('.unseen, .bench__skip'))
    .map((one) => [one.matches('[type=checkbox], [type=radio]') ? one.closest('label') ?? one : one, one.outerHTML])
    .map(([one, html]) => [one.getBoundingClientRect(), html.slice(0, 100)])
    .filter(([box]) => box.width < 24 || box.height < 24).map(([box, html]) => `${box.width}×${box.height} ${html}`)"""
# Whether the state line, and what is to be done beside it, stand whole.
WHOLE = """() => ['[data-state]', '.bar__stage'].map((one) => document.querySelector(one))
    .map((one) => one.scrollWidth <= one.clientWidth)"""
SIZES: dict[str, ViewportSize] = {
    "desk": {"width": 1280, "height": 800},
    "wide": {"width": 1920, "height": 1080},
    "phone": {"width": 390, "height": 844},
}


@pytest.fixture
def track(site: LiveServer) -> Track:
    made: Track = TrackFactory(recording__title="Köket i Teheran", recording__language="sv", language="fa")
    return made


def open_workbench(page: Page, track: Track) -> None:
    page.goto(urljoin(page.url, reverse("tracks:workbench", args=[track.pk])))


def look(page: Page, name: str) -> None:
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=Path(shots) / f"workbench-{name}.png")


@pytest.mark.parametrize(("language", "size"), list(product(["sv", "en", "fa"], SIZES)))
def test_the_page_is_whole_in_every_language_and_size(
    open_as: OpenAs, translator: User, track: Track, language: str, size: str
) -> None:
    UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": language})
    desk = open_as(translator)
    desk.set_viewport_size(SIZES[size])
    scene.serve(desk, scene.state(track, 600, 40))
    said = complaints(desk)
    for theme in ("light", "dark"):
        desk.emulate_media(color_scheme=theme)
        open_workbench(desk, track)
        expect(desk.locator(".row[aria-selected=true]")).to_have_count(1)
        desk.keyboard.press("F4")
        expect(desk.locator(".found__one").first).to_be_visible()
        desk.wait_for_timeout(400)
        look(desk, f"{size}-{language}-{theme}")
        assert desk.locator("html").get_attribute("dir") == ("rtl" if language == "fa" else "ltr")
        assert desk.evaluate(BEYOND) == []
        assert desk.evaluate(SMALL) == []
        assert axe_violations(desk) == []
    assert said == []


@pytest.mark.parametrize("language", ["sv", "en", "fa"])
def test_the_ways_of_working_and_the_dialogs_are_whole(
    open_as: OpenAs, translator: User, track: Track, language: str
) -> None:
    UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": language})
    desk = open_as(translator)
    desk.set_viewport_size({"width": 1280, "height": 800})
    scene.serve(desk, scene.state(track, 600, 40))
    said = complaints(desk)
    open_workbench(desk, track)
    expect(desk.locator(".row[aria-selected=true]")).to_have_count(1)
    said_of_length = {"sv": "3,2 s", "en": "3.2 s", "fa": "۳٫۲ ثانیه"}[language]
    expect(desk.locator("#row-0 .row__lasts")).to_have_text(said_of_length)
    for name, key in (("time", "Alt+2"), ("review", "Alt+3"), ("palette", "Control+k"), ("help", "Shift+F1")):
        desk.keyboard.press(key)
        desk.wait_for_timeout(200)
        look(desk, f"{name}-{language}")
        assert axe_violations(desk) == [], name
        assert desk.evaluate(SMALL) == [], name
        if name == "help":
            paper = desk.pdf(path=os.environ.get("SHOTS") and f"{os.environ['SHOTS']}/keys-{language}.pdf")
            assert paper.count(b"/Type /Page\n") == 1
            desk.emulate_media(media="print", color_scheme="dark")
            expect(desk.locator("html")).to_have_css("color-scheme", "light")
            desk.emulate_media(media="screen", color_scheme="light")
        if desk.locator("dialog").count():
            desk.keyboard.press("Escape")
    desk.keyboard.press("Control+f")
    desk.keyboard.insert_text("زن")
    expect(desk.locator(".replace__list li").first).to_be_visible()
    look(desk, f"replace-{language}")
    assert axe_violations(desk) == []
    assert said == []


def test_nothing_moves_from_cue_to_cue_and_what_is_saved_is_told_whole(
    open_as: OpenAs, translator: User, track: Track
) -> None:
    UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": "fa"})
    Assignment.objects.create(track=track, person=translator, due=date(2026, 3, 8), start_ms=0, end_ms=600_000)
    desk = open_as(translator)
    desk.set_viewport_size(SIZES["desk"])
    given = scene.state(track, 8, 8)
    given["state"]["cues"][3]["text"] = ""  # type: ignore[index]
    scene.serve(desk, given)
    open_workbench(desk, track)
    expect(desk.locator(".row[aria-selected=true]")).to_have_count(1)
    heights = set()
    for _ in range(7):
        heights.add(desk.locator("[data-list]").bounding_box()["height"])  # type: ignore[index]
        desk.keyboard.press("Alt+ArrowDown")
    assert len(heights) == 1
    desk.set_viewport_size({"width": 1120, "height": 800})
    assert desk.evaluate(WHOLE) == [True, False]  # of the two, what is to be done gives way
    # An empty cue has its bar too, between source and text.
    empty = desk.locator("#row-3 .row__text")
    expect(empty).to_have_css("box-shadow", re.compile("-3px 0px 0px 0px inset"))
    assert empty.bounding_box()["height"] > 40  # type: ignore[index]


def test_what_is_chosen_has_a_frame_where_colours_are_the_reader_s_own(
    open_as: OpenAs, translator: User, track: Track
) -> None:
    desk = open_as(translator)
    scene.serve(desk, scene.state(track, 8, 8))
    desk.emulate_media(forced_colors="active")
    open_workbench(desk, track)
    expect(desk.locator(".row[aria-selected=true]")).to_have_css("outline-style", "solid")
    desk.keyboard.press("Control+k")
    expect(desk.locator(".palette__list [aria-selected=true]")).to_have_css("outline-style", "solid")
    expect(desk.locator(".palette__list [aria-selected=false]").first).to_have_css("outline-style", "none")
