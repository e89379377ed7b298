"""From a file on a disk to a second that a visitor finds, and back out of sight: all of it by hand, in a browser."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from archive.jobs import run
from archive.models import Job, Recording
from catalogue.models import Documentary
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.browser, pytest.mark.media, pytest.mark.django_db(transaction=True)]

SWEDISH = "1\n00:00:01,000 --> 00:00:03,000\nIngen kan stänga in ordet frihet.\n"
PERSIAN = "WEBVTT\n\n00:01.000 --> 00:03.000\nهیچ‌کس نمی‌تواند واژهٔ آزادی را زندانی کند.\n"


def test_a_film_goes_in_is_found_by_a_word_and_is_taken_out_of_sight(
    site: LiveServer, open_as: OpenAs, archivist: User, clip: Callable[[str], Path], tmp_path: Path
) -> None:
    desk, visitor = open_as(archivist), open_as(None)
    upload(desk, site, clip("film"))
    slug = describe(desk, site)
    attach(desk, site)
    for name, text, language in (("film.sv.srt", SWEDISH, "sv"), ("film.fa.vtt", PERSIAN, "fa")):
        (tmp_path / name).write_text(text)
        import_track(desk, site, tmp_path / name, language)

    preview(desk, site)
    assert not is_found(visitor, site)
    publish(desk, site)
    assert not is_found(visitor, site), "published, but still for staff only"
    set_access(desk, site, audience="public")

    assert is_found(visitor, site)
    expect(visitor.get_by_text("Ingen kan stänga in ordet frihet.").first).to_be_visible()
    expect(visitor.get_by_text("هیچ‌کس نمی‌تواند واژهٔ آزادی را زندانی کند.").first).to_be_visible()
    visitor.locator(f"a[href*='/works/{slug}/?'][href*='t=']").first.click()
    visitor.wait_for_url(f"**/works/{slug}/?*")
    expect(visitor.locator("video")).to_have_count(1)
    address = visitor.url

    set_access(desk, site, audience="public", embargo_until=timezone.localtime() + timedelta(days=1))
    assert not is_found(visitor, site)
    assert visitor.request.get(address).status == 404
    visitor.goto(site.url + reverse("catalogue:works"))
    assert slug not in visitor.content()


def upload(desk: Page, site: LiveServer, film: Path) -> None:
    desk.goto(site.url + reverse("recordings:upload"))
    desk.set_input_files("input[type=file]", film)
    row = desk.locator("[data-uploads] > li").first
    expect(row).to_have_attribute("data-outcome", "accepted")
    run.run(Job.objects.get().pk)
    expect(row).to_have_attribute("data-job", "done")


def describe(desk: Page, site: LiveServer) -> str:
    """A documentary with a title in two languages, saved as a draft; returns its slug."""
    desk.goto(site.url + reverse("wagtailsnippets_catalogue_documentary:add"))
    desk.fill("[name=titles-0-text]", "Resan med resväskan")
    desk.click("#id_titles-ADD")
    desk.select_option("[name=titles-1-language]", "fa")
    desk.fill("[name=titles-1-text]", "سفر با چمدان")
    desk.locator("form[data-edit-form] button[type=submit]:visible, button.action-save:visible").first.click()
    desk.wait_for_url("**/edit/**")
    return Documentary.objects.get().slug


def attach(desk: Page, site: LiveServer) -> None:
    recording = Recording.objects.get()
    desk.goto(site.url + reverse("recordings:page", args=[recording.pk]))
    desk.locator("a[href*='attach']").first.click()
    desk.locator("button[name=work]").first.click()
    desk.wait_for_load_state()
    assert [link.recording for link in Documentary.objects.get().recordings_links.all()] == [recording]


def import_track(desk: Page, site: LiveServer, file: Path, language: str) -> None:
    desk.goto(f"{site.url}{reverse('tracks:import')}?recording={Recording.objects.get().pk}")
    desk.select_option("[name=language]", language)
    desk.set_input_files("input[type=file]", file)
    desk.locator("form[enctype] [type=submit]").first.click()
    desk.locator("button[name=publish]").click()
    desk.wait_for_load_state()
    assert Recording.objects.get().tracks.get(language=language).published_revision is not None


def preview(desk: Page, site: LiveServer) -> None:
    desk.goto(site.url + edit_address())
    desk.locator("button[data-side-panel=preview], button[aria-label*='örhands']").first.click()
    frame = desk.frame_locator("iframe[data-w-preview-target=iframe], iframe#w-preview-iframe, iframe").first
    expect(frame.get_by_role("heading", name="Resan med resväskan")).to_be_visible()


def publish(desk: Page, site: LiveServer) -> None:
    desk.goto(site.url + edit_address())
    button = desk.locator("button[name=action-publish]")
    if not button.is_visible():
        desk.locator("footer [data-w-dropdown-target=toggle]").last.click()
    button.click()
    desk.wait_for_load_state()
    assert Documentary.objects.get().live


def set_access(desk: Page, site: LiveServer, *, audience: str, embargo_until: object = None) -> None:
    work = Documentary.objects.get()
    desk.goto(site.url + reverse("wagtailsnippets_catalogue_documentary:access", args=[work.pk]))
    desk.check(f"[name=audience][value={audience}]")
    if embargo_until is not None:
        desk.fill("[name=embargo_until]", f"{embargo_until:%Y-%m-%d %H:%M}")
    desk.locator("main form button[type=submit]").first.click()
    desk.locator("button[name=confirmed]").click()
    desk.wait_for_load_state()
    work.refresh_from_db()
    assert work.audience == audience


def is_found(visitor: Page, site: LiveServer) -> bool:
    visitor.goto(f"{site.url}/search/?q=frihet")
    return "Resan med" in visitor.content()


def edit_address() -> str:
    address: str = reverse("wagtailsnippets_catalogue_documentary:edit", args=[Documentary.objects.get().pk])
    return address
