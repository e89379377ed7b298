"""A translator looks at what the rules find, and mends it with the keyboard alone."""

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.users.models import UserProfile

from subtitles import importing
from subtitles.models import Profile, Revision
from tests.archive.factories import RecordingFactory
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SWEDISH = """WEBVTT

00:01.000 --> 00:03.000
Hej  du. Jag vill ha frihett,
och mina systrar, det vill de också ha.

00:03.500 --> 00:05.000
– Kommer du?
– Nej.

00:06.000 --> 00:06.500
Ordet آزادی betyder frihet.
"""
PERSIAN = """WEBVTT

00:01.000 --> 00:03.000
او به خانه نمي رود, چرا?

00:03.500 --> 00:05.900
كتابها را در سال 1357
خواندم: «آزادی

00:06.000 --> 00:09.000
شماره +98 و سازمان NATO
"""
TEXTS = {"sv": SWEDISH, "fa": PERSIAN}


def bring(text: str, language: str) -> Revision:
    recording = RecordingFactory(title="Programme 7", duration_ms=60_000)
    return importing.import_track(recording, text.encode(), "a.vtt", language).revision


def reads(user: User, language: str) -> None:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds in the page's own part; the frame around it is Wagtail's."""
    found = Axe().run(page, context="#main").response["violations"]
    return [(rule["id"], [node["html"][:160] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize("language", ["sv", "en", "fa"])
@pytest.mark.parametrize("of", ["sv", "fa"])
def test_the_page_of_findings_can_be_read_in_three_languages(
    site: LiveServer, open_as: OpenAs, translator: User, language: str, of: str
) -> None:
    reads(translator, language)
    revision = bring(TEXTS[of], of)
    desk = open_as(translator)
    desk.goto(site.url + reverse("tracks:findings", args=[revision.pk]))
    expect(desk.locator(".archive-findings tbody tr").first).to_be_visible()
    assert desk.locator("html").get_attribute("dir") == ("rtl" if language == "fa" else "ltr")
    assert desk.locator(".archive-findings td[lang]").first.get_attribute("dir") == ("rtl" if of == "fa" else "ltr")
    assert violations(desk) == []
    if shots := os.environ.get("SHOTS"):
        desk.screenshot(path=Path(shots) / f"findings-{language}-of-{of}.png", full_page=True)


def test_a_finding_is_mended_by_keyboard_into_a_new_version(
    site: LiveServer, open_as: OpenAs, translator: User
) -> None:
    reads(translator, "sv")
    revision = bring(PERSIAN, "fa")
    desk = open_as(translator)
    desk.goto(site.url + reverse("tracks:findings", args=[revision.pk]) + "?code=zwnj_missing#findings")
    desk.locator(".archive-findings button").first.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**{reverse('tracks:findings', args=[revision.pk + 1])}*")
    made = Revision.objects.get(number=2)
    assert [cue.text for cue in made.cues.all()][1].startswith("كتاب\u200cها")
    assert [cue.text for cue in revision.cues.all()][1].startswith("كتابها")


@pytest.mark.parametrize("language", ["sv", "en", "fa"])
def test_the_rules_can_be_read_and_changed_in_three_languages(
    site: LiveServer, open_as: OpenAs, archivist: User, language: str
) -> None:
    reads(archivist, language)
    Profile.objects.create(name="Våra", base="svt", numbers={"sv": {"speed": 13}})
    desk = open_as(archivist)
    for name in ("index", "add"):
        desk.goto(site.url + reverse(f"profiles:{name}"))
        assert violations(desk) == []
    if shots := os.environ.get("SHOTS"):
        desk.screenshot(path=Path(shots) / f"rules-{language}.png", full_page=True)
    desk.fill("[name=name]", "Nya")
    desk.fill("[name=sv-speed]", "14.5")
    desk.locator("#main form button.button").first.click()
    desk.wait_for_url(re.compile(r"/profiles/\d+/"))
    assert Profile.objects.get(name="Nya").numbers == {"sv": {"speed": 14.5}}


def test_a_version_with_errors_asks_for_a_reason(site: LiveServer, open_as: OpenAs, translator: User) -> None:
    revision = bring("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "frihet " * 12, "sv")
    desk = open_as(translator)
    desk.goto(site.url + reverse("tracks:revision", args=[revision.pk]))
    desk.locator(f"form[action='{reverse('tracks:publish', args=[revision.pk])}'] button").click()
    desk.wait_for_url(f"**{reverse('tracks:despite', args=[revision.pk])}")
    assert violations(desk) == []
    desk.fill("[name=despite]", "Ett citat som måste stå helt.")
    desk.locator("#main form button").click()
    desk.wait_for_url(f"**{reverse('tracks:page', args=[revision.track_id])}")
    revision.track.refresh_from_db()
    assert revision.track.published_revision == revision
