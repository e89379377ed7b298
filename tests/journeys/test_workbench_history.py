"""Who did what at the workbench, and any moment of it seen again and brought back, on the real server."""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.users.models import UserProfile

from subtitles import workbench
from subtitles.models import Track
from tests.browser import axe_violations, complaints
from tests.conftest import person
from tests.journeys.bench import press, saved, shown, sit_down, stands, type_at, until
from tests.journeys.conftest import OpenAs
from tests.journeys.test_workbench_looks import SMALL
from tests.subtitles.factories import imported
from tests.subtitles.workbench.sending import cues, sent, text

# Nothing of a dialog stands beyond its edges, or those of the page.
FITS = """(dialog) => [...dialog.querySelectorAll("*"), dialog].every((each) => {
  const { left, right } = each.getBoundingClientRect();
  return left >= -1 && right <= innerWidth + 1;
})"""

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page: Page, name: str) -> None:
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=Path(shots) / f"workbench-{name}.png")


@pytest.fixture
def track(site: LiveServer) -> Track:
    """Two wrote in its first cue, and one in the second."""
    made = imported(None, "hon skrev brev", "två", "tre").track
    shirin, nasrin = (person(name, "Translators") for name in ("shirin", "nasrin"))
    workbench.submit(made, 0, [text(cues(made)[0], "hon skrev ett brev")], shirin)
    workbench.submit(
        made, 1, [text(cues(made)[0], "hon skrev ett långt brev", 1), text(cues(made)[1], "tu", 1)], nasrin
    )
    return made


@pytest.fixture
def desk(open_as: OpenAs, translator: User) -> Page:
    UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": "en"})
    return open_as(translator)


def test_a_cue_says_who_wrote_it_and_comes_back_as_it_was(desk: Page, track: Track) -> None:
    said = complaints(desk)
    sit_down(desk, track)
    press(desk, "Alt+Shift+z")
    dialog = desk.get_by_role("dialog", name="History")
    expect(dialog.get_by_role("status")).to_have_text("Written by shirin (1), nasrin (1)")
    steps = dialog.get_by_role("listitem")
    expect(steps).to_have_count(2)
    expect(steps.first).to_contain_text("nasrin wrote")
    expect(steps.first.locator("ins")).to_have_text("långt ")
    expect(steps.last.locator("ins")).to_have_text("ett ")
    assert axe_violations(desk) == []
    assert desk.evaluate(SMALL) == []
    steps.last.get_by_role("button", name="Bring back").click()
    until(desk, lambda: shown(desk) == ["hon skrev ett brev", "tu", "tre"])
    assert stands(track) == ["hon skrev ett brev", "tu", "tre"]
    press(desk, "Alt+Shift+z")
    dialog.get_by_role("button", name="The whole track").click()
    expect(steps).to_have_count(4)
    steps.nth(1).get_by_role("button", name="Go there").click()
    expect(desk.locator("#text")).to_have_value("tu")
    assert said == []


def test_a_moment_is_seen_and_not_written_in_and_all_of_it_comes_back(desk: Page, track: Track) -> None:
    sit_down(desk, track)
    type_at(desk, 2, " sist")
    saved(desk)
    press(desk, "Alt+Shift+z")
    desk.get_by_role("button", name="The whole track").click()
    desk.get_by_role("link", name="See and play this moment").nth(3).click()
    notice = desk.get_by_role("region", name="An earlier moment")
    expect(notice).to_contain_text("How it stood after change 1, by shirin,")
    assert shown(desk) == ["hon skrev ett brev", "två", "tre"]
    press(desk, "F2", "Control+End")
    desk.keyboard.insert_text("!")
    press(desk, "Alt+Delete", "Alt+m", "Control+z", "Alt+n")
    assert shown(desk) == ["hon skrev ett brev", "två", "tre"]
    expect(desk.locator("[data-announce]")).to_contain_text("nothing can be written here")
    assert axe_violations(desk) == []
    assert desk.evaluate(SMALL) == []
    expect(desk.locator("[data-edit] button:visible")).to_have_count(2)  # the way to the cue before and after
    notice.get_by_role("link", name="One change earlier").click()
    expect(notice).to_contain_text("How it stood before the first change.")
    assert shown(desk) == ["hon skrev brev", "två", "tre"]
    assert track.changes.count() == 4

    notice.get_by_role("button", name="Bring back").click()
    dialog = desk.get_by_role("dialog", name="Bring back")
    dialog.get_by_label("All between two times").check()
    dialog.get_by_label("Start").fill("0:01.000")
    dialog.get_by_label("End").fill("0:02.500")
    dialog.get_by_role("button", name="Bring back").click()
    desk.wait_for_url(lambda url: "after=" not in url)
    expect(notice).to_have_count(0)
    until(desk, lambda: shown(desk) == ["hon skrev brev", "två", "tre sist"])
    assert stands(track) == ["hon skrev brev", "två", "tre sist"]


@pytest.mark.parametrize("language", ["sv", "fa"])
def test_on_a_phone_a_moment_is_found_and_a_stretch_of_it_brought_back_by_pointer(
    desk: Page, track: Track, translator: User, language: str
) -> None:
    UserProfile.objects.filter(user=translator).update(preferred_language=language)
    desk.set_viewport_size({"width": 390, "height": 844})
    sit_down(desk, track)
    press(desk, "Alt+Shift+z")
    dialog = desk.locator(".dialog--history")
    dialog.locator(".history__tabs button").nth(1).click()
    expect(dialog.locator("li")).to_have_count(3)
    assert dialog.evaluate(FITS)
    look(desk, f"history-{language}")
    assert axe_violations(desk) == []
    dialog.locator("li a").last.click()
    notice = desk.locator("[data-past-notice]")
    expect(notice).to_be_visible()
    notice.locator("a").first.click()
    until(desk, lambda: shown(desk) == ["hon skrev brev", "två", "tre"])
    notice.locator("button").click()
    dialog = desk.locator(".dialog--bringing")
    dialog.locator("[value=this_stretch]").check()
    for field, moment in zip(dialog.locator(".past__span input").all(), ("0:01.000", "۰:۰۲٫۵۰۰"), strict=True):
        field.fill(moment)
    assert dialog.evaluate(FITS)
    look(desk, f"bringing-{language}")
    assert axe_violations(desk) == []
    dialog.locator("button.main").click()
    desk.wait_for_url(lambda url: "after=" not in url)
    until(desk, lambda: stands(track)[0] == "hon skrev brev")


def test_a_long_history_comes_in_parts(desk: Page, track: Track) -> None:
    said = [sent("comment", cues(track)[0]["uuid"], 3, text=str(number)) for number in range(120)]
    workbench.submit(track, 3, said, None)
    sit_down(desk, track)
    press(desk, "Alt+Shift+z")
    desk.get_by_role("button", name="The whole track").click()
    steps = desk.get_by_role("dialog").get_by_role("listitem")
    expect(steps).to_have_count(100)
    desk.get_by_role("button", name="Earlier changes").click()
    expect(steps).to_have_count(123)
    expect(desk.get_by_role("button", name="Earlier changes")).to_be_hidden()
    expect(steps.last.locator("ins")).to_have_text("ett ")
