"""A source is mended while it is translated: the translator meets exactly the cues that this concerns."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.users.models import UserProfile

from subtitles import workbench
from subtitles.changes import Cue
from subtitles.models import Link, Track
from tests.browser import axe_violations, complaints
from tests.journeys.conftest import OpenAs
from tests.subtitles.factories import imported, public_recording
from tests.subtitles.workbench.sending import cues, sent, text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STALE = "#row-{} .sign--stale"


def press(desk: Page, *keys: str) -> None:
    for key in keys:
        desk.keyboard.press(key)


def mend(source: Track, place: int, words: str) -> None:
    """As somebody else does it at the source's own workbench."""
    state = workbench.state_at(source)
    workbench.submit(source, state["number"], [text(state["cues"][place], words, state["number"])], None)


def hold(track: Track) -> set[str]:
    return {
        str(name) for name in Link.objects.filter(track=track, stale=True, gone=False).values_list("cue", flat=True)
    }


def test_a_source_that_is_mended_marks_what_hangs_on_it_until_somebody_says_it_is_still_right(
    site: LiveServer, open_as: OpenAs, translator: User
) -> None:
    recording = public_recording(language="sv")
    source = imported(recording, "Vi var fyrtio", "Han skrev ett brev", "Frihet", "Sist", language="sv").track
    track = imported(recording, "چهل نفر بودیم", "نامه‌ای نوشت", "آزادی", "آخر", language="fa").track
    ours: list[Cue] = cues(track)
    mend(source, 0, "Vi var femtio")
    UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": "sv"})
    desk = open_as(translator)
    desk.goto(site.url + reverse("tracks:workbench", args=[track.pk]))
    said = complaints(desk)
    expect(desk.locator(STALE.format(0))).to_have_count(1)
    shown = desk.get_by_role("region", name="Källan har ändrats")
    expect(shown.locator("del")).to_have_text("fyrtio")
    expect(shown.locator("ins")).to_have_text("femtio")
    assert axe_violations(desk) == []

    # Others mend the source while she has it open: words, a time alone, and a cue that goes away.
    mend(source, 1, "Hon skrev ett brev")
    third, last = cues(source)[2:]
    newest = workbench.state_at(source)["number"]
    moved = sent("times", third["uuid"], newest, was=[third["start"], third["end"]], times=[3100, 3800])
    workbench.submit(source, newest, [moved, sent("delete", last["uuid"], newest, was=last)], None)
    expect(desk.locator(STALE.format(1))).to_have_count(1)
    expect(desk.locator(STALE.format(3))).to_have_count(1)
    expect(desk.locator(STALE.format(2))).to_have_count(0)
    expect(desk.locator("[data-command=next_stale] b")).to_have_text("3")

    # Still right, which leads to the next; taken back, and said again.
    press(desk, "Alt+z")
    expect(desk.locator("[data-position]")).to_have_text("Replik 2 av 4")
    expect(desk.locator(STALE.format(0))).to_have_count(0)
    press(desk, "Control+z")
    expect(desk.locator(STALE.format(0))).to_have_count(1)
    press(desk, "Control+Shift+z")
    expect(desk.locator(STALE.format(0))).to_have_count(0)

    # Whoever writes with the new source before her has seen it.
    press(desk, "Alt+i", "Enter")
    expect(desk.locator("[data-position]")).to_have_text("Replik 2 av 4")
    desk.keyboard.insert_text("!")
    expect(desk.locator(STALE.format(1))).to_have_count(0)
    press(desk, "Alt+i")
    expect(shown).to_contain_text("Den här repliken finns inte längre i källan.")
    expect(desk.locator("[data-state]")).to_contain_text("Sparat på servern")
    expect(desk.locator("[data-command=next_stale] b")).to_have_text("1")
    assert hold(track) == {ours[3]["uuid"]}
    press(desk, "Control+Shift+Enter")  # confirmed
    expect(desk.locator("[data-command=next_stale] b")).to_have_text("0")
    desk.reload()
    expect(desk.locator(".row[aria-selected=true]")).to_have_count(1)
    expect(desk.locator(".sign--stale")).to_have_count(0)
    assert hold(track) == set()
    assert [cue["text"] for cue in cues(source)] == ["Vi var femtio", "Hon skrev ett brev", "Frihet"]
    assert said == []
