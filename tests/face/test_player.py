"""The player and the transcript in a real browser, under the site's strict policy."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def media_time(page: Page) -> float:
    return float(page.evaluate("document.querySelector('[data-media]').currentTime"))


def wait_for(page: Page, condition: str) -> None:
    """Ask until `condition` about `media` holds. Playwright's own waiting needs eval, which the policy forbids."""
    question = f"(() => {{ const media = document.querySelector('[data-media]'); return {condition}; }})()"
    deadline = time.monotonic() + 15
    while not page.evaluate(question):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(50)


def lines(page: Page, language: str) -> Locator:
    return page.locator(f"[data-track='track-{language}'] > li")


def open_player(page: Page, site: str, kind: str = "video", language: str = "", query: str = "") -> None:
    page.goto(f"{site}/{language}face/{kind}/{query}")
    wait_for(page, "media.readyState >= 2")


def test_a_film_plays_from_the_second_in_the_address_without_a_complaint_of_the_browser(page: Page, site: str) -> None:
    heard = complaints(page)

    open_player(page, site, query="?t=12.5")
    page.locator("[data-start-button]").click()
    wait_for(page, "!media.paused && media.currentTime > 12.6")

    assert heard == []


def test_the_start_button_names_the_second_in_the_digits_of_the_language(page: Page, site: str) -> None:
    open_player(page, site, language="fa/", query="?t=12")

    expect(page.locator("[data-start-time]")).to_have_text("۰:۱۲")


def test_subtitles_of_the_pages_language_are_shown_and_the_choice_is_remembered(page: Page, site: str) -> None:
    modes = "[...document.querySelectorAll('track')].map((element) => element.track.mode)"
    open_player(page, site)
    assert page.evaluate(modes) == ["showing", "disabled", "disabled"]

    page.locator("[data-captions]").select_option(label="فارسی")
    page.reload()
    wait_for(page, "media.readyState >= 2")

    assert page.evaluate(modes) == ["disabled", "showing", "disabled"]


def test_a_programmes_words_stand_on_the_stage_in_their_own_direction(page: Page, site: str) -> None:
    open_player(page, site, "audio", query="?t=1.5")
    page.locator("[data-captions]").select_option(label="فارسی")

    voice = page.locator("[data-voice]")
    expect(voice).to_have_text(re.compile("آزادی چیزی نیست"))
    expect(voice).to_have_attribute("dir", "rtl")
    expect(voice).to_have_attribute("lang", "fa")


def test_a_part_in_another_language_stands_on_the_stage_and_in_the_text_in_its_own(page: Page, site: str) -> None:
    open_player(page, site, "audio")
    page.locator("[data-captions]").select_option(label="Svenska")
    said = "Hon sa <lang prs>ما آزادیم</lang> och <i>gick</i>"
    page.evaluate(
        """(said) => {
            const track = document.querySelector("track[srclang=sv]").track;
            [...track.cues ?? []].forEach((cue) => track.removeCue(cue));
            track.addCue(new VTTCue(0, 100, said));
            document.querySelector("[data-media]").currentTime = 2;
        }""",
        said,
    )

    voice = page.locator("[data-voice]")
    expect(voice).to_have_text("Hon sa ما آزادیم och gick")
    expect(voice.locator("[lang=prs]")).to_have_text("ما آزادیم")


def test_a_part_in_another_language_stands_among_the_words_of_its_line(page: Page, site: str) -> None:
    open_player(page, site, "audio")
    spans = page.evaluate(
        """async () => {
            const list = lines();
            list.innerHTML = '<li data-t=1>0:01 Sara: <span lang="fa" dir="rtl">ما آزادیم</span> och gick';
            delete list.dataset.linked;
            (await import("lines")).link(list);
            const [time, part] = [list.querySelector("a"), list.querySelector("[lang=fa]")];
            return [time, part].map((each) => each.getBoundingClientRect().toJSON());

            function lines() { return document.querySelector("ol.lines:not([hidden])"); }
        }"""
    )
    time, part = spans
    assert time["right"] < part["left"]
    assert abs(time["bottom"] - part["bottom"]) < part["height"] < 2 * time["height"]


def test_the_waveform_is_drawn_and_filled_up_to_the_second_that_is_played(page: Page, site: str) -> None:
    open_player(page, site, "audio", query="?t=10")

    expect(page.locator(".wave__bars").first).to_have_attribute("d", re.compile("^M"))
    assert page.locator("[data-wave] svg").get_attribute("width") == "500"


def test_a_press_on_a_line_plays_from_it_and_the_address_names_it(page: Page, site: str) -> None:
    open_player(page, site)

    lines(page, "sv").nth(2).locator("a").press("Enter")
    wait_for(page, "!media.paused && media.currentTime >= 12")

    expect(lines(page, "sv").nth(2)).to_have_attribute("aria-current", "true")
    expect(page).to_have_url(re.compile(r"\?t=12"))


def test_words_can_be_selected_and_the_voice_stays_where_it_is(page: Page, site: str) -> None:
    open_player(page, site, query="?t=4.6")
    line = lines(page, "sv").nth(2)

    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 100, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()

    assert "Stockholm" in page.evaluate("getSelection().toString()")
    assert 4 < media_time(page) < 5
    expect(line.locator("a")).to_have_attribute("href", re.compile(r"\?t=12$"))


def test_the_transcript_follows_the_voice(page: Page, site: str) -> None:
    open_player(page, site, query="?t=4.6")
    expect(lines(page, "sv").nth(1)).to_have_attribute("aria-current", "true")

    page.evaluate("document.querySelector('[data-media]').currentTime = 13")

    expect(lines(page, "sv").nth(2)).to_have_attribute("aria-current", "true")
    expect(page.locator("[data-track] > [aria-current]")).to_have_count(1)


def test_scrolling_in_the_transcript_stops_the_following_until_the_reader_comes_back(page: Page, site: str) -> None:
    open_player(page, site, query="?t=1.5")
    back = page.locator("[data-back]")
    expect(back).to_be_hidden()

    page.locator("[data-box]").dispatch_event("wheel")
    expect(back).to_be_visible()
    back.click()

    expect(back).to_be_hidden()


def test_two_languages_stand_side_by_side_with_the_lines_that_are_spoken_together(page: Page, site: str) -> None:
    open_player(page, site)

    page.locator("[data-beside]").select_option(label="English")

    beside = lines(page, "sv").locator(".line__words--beside")
    expect(beside).to_have_text(  # once they are fetched
        [
            "Freedom is nothing others give you.",
            "",
            "We broadcast from Stockholm.",
        ]
    )


def test_a_language_button_shows_that_language_alone(page: Page, site: str) -> None:
    open_player(page, site)

    page.get_by_role("button", name="فارسی").click()

    expect(lines(page, "fa").first).to_be_visible()
    expect(lines(page, "sv").first).to_be_hidden()
    expect(page.locator("[data-language='track-fa']")).to_have_attribute("aria-pressed", "true")


def test_the_keys_play_skip_mute_and_switch_subtitles(page: Page, site: str) -> None:
    open_player(page, site)
    page.locator("[data-play]").focus()

    page.keyboard.press("l")
    wait_for(page, "media.currentTime >= 9.9")
    page.keyboard.press("ArrowLeft")
    wait_for(page, "media.currentTime < 5.5")
    page.keyboard.press("m")
    page.keyboard.press("c")
    page.keyboard.press("k")
    wait_for(page, "!media.paused && media.muted")

    expect(page.locator("[data-captions]")).to_have_value("")
    page.keyboard.press("k")
    wait_for(page, "media.paused")
    assert 4.5 < media_time(page) < 8


def test_keys_do_nothing_while_the_focus_is_elsewhere(page: Page, site: str) -> None:
    open_player(page, site)

    page.locator("#header-q").focus()
    page.keyboard.type("klm")

    expect(page.locator("#header-q")).to_have_value("klm")
    assert (media_time(page), page.evaluate("document.querySelector('[data-media]').muted")) == (0, False)


def test_the_language_switch_keeps_page_query_and_moment(page: Page, site: str) -> None:
    open_player(page, site, query="?from=search")
    lines(page, "sv").nth(2).locator("a").click()
    wait_for(page, "media.currentTime >= 12")
    page.locator("[data-play]").click()

    page.locator(".languages__link[lang='fa']").click()

    expect(page).to_have_url(re.compile(r"/fa/face/video/\?from=search&t=1[2-4]"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    wait_for(page, "media.currentTime >= 12 && media.paused")


def test_a_recording_that_cannot_be_fetched_says_so_and_offers_another_try(page: Page, site: str) -> None:
    page.route("**/master.m3u8", lambda route: route.fulfill(status=404, body=""))

    page.goto(f"{site}/en/face/video/")

    expect(page.locator("[data-message='network']")).to_be_visible(timeout=20_000)
    expect(page.locator("[data-retry]")).to_be_visible()


def test_the_link_to_this_second_is_copied(page: Page, site: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_player(page, site, query="?t=12.5")

    page.locator("[data-copy-link]").click()

    expect(page.locator("[data-copied]")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}/face/video/?t=12.5"
