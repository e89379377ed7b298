"""What an archivist does with her hands: drop a file, watch its job, play what came of it."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from archive import ingest
from archive.jobs import run
from archive.models import Job, Recording, Upload
from tests.archive import files
from tests.browser import axe_violations
from tests.conftest import person

pytestmark = [pytest.mark.browser, pytest.mark.media, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def archivist(transactional_db: None) -> User:
    return person("archivist", "Archivists")


@pytest.fixture
def desk(page: Page, live_server: LiveServer, archivist: User) -> Page:
    """The browser of an archivist who is logged in; problems on its console fail the test."""
    client = Client()
    client.force_login(archivist)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return page


def open_page(desk: Page, live_server: LiveServer, name: str, *args: Any) -> None:
    desk.goto(live_server.url + reverse(name, args=args))


def test_files_are_uploaded_one_by_one_and_their_jobs_watched(
    desk: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    good = files.tone(tmp_path / "Side A.wav", seconds=2)
    bad = tmp_path / "letter.mp4"
    bad.write_text("only a letter")
    open_page(desk, live_server, "recordings:upload")
    desk.set_input_files("input[type=file]", [good, bad])
    rows = desk.locator("[data-uploads] > li")
    expect(rows.nth(0)).to_have_attribute("data-outcome", "accepted")
    expect(rows.nth(1)).to_have_attribute("data-outcome", "refused")
    expect(rows.nth(1).locator("[data-status]")).to_have_text(Upload.objects.get(state="refused").reason)
    run.run(Job.objects.get().pk)
    expect(rows.nth(0)).to_have_attribute("data-job", "done")
    rows.nth(0).get_by_role("link").click()
    expect(desk.get_by_role("heading", name="Side A", exact=True).first).to_be_visible()


def test_a_file_is_dropped_on_the_page(desk: Page, live_server: LiveServer) -> None:
    open_page(desk, live_server, "recordings:upload")
    desk.evaluate(
        """() => {
            const transfer = new DataTransfer();
            transfer.items.add(new File(["not a film"], "dropped.mp4"));
            document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer }));
        }"""
    )
    expect(desk.locator("[data-uploads] > li")).to_have_attribute("data-outcome", "refused")
    assert Upload.objects.get().file_name == "dropped.mp4"


def test_a_file_over_the_limit_is_not_even_sent(
    desk: Page, live_server: LiveServer, settings: Any, tmp_path: Path
) -> None:
    settings.UPLOAD_MAX_BYTES = 10
    open_page(desk, live_server, "recordings:upload")
    desk.set_input_files("input[type=file]", files.tone(tmp_path / "long.wav"))
    expect(desk.locator("[data-uploads] > li")).to_have_attribute("data-outcome", "refused")
    assert Upload.objects.count() == 0


def test_a_recordings_page_follows_its_job_and_then_plays(desk: Page, live_server: LiveServer, tmp_path: Path) -> None:
    original = ingest.accept(files.tone(tmp_path / "tape.wav", seconds=3), "tape.wav")
    open_page(desk, live_server, "recordings:page", original.recording_id)
    job = desk.locator("[data-job]")
    expect(job).to_have_attribute("data-state", "waiting")
    Job.objects.update(state="running", progress=420, step="Encoding")
    expect(job.locator("progress")).to_have_js_property("value", 420)
    expect(job.locator("[data-job-step]")).to_have_text("Encoding")
    Job.objects.update(state="waiting")
    run.run(Job.objects.get().pk)
    frame = desk.frame_locator("iframe.archive-preview")
    expect(frame.locator("[data-player]")).to_be_visible()
    assert Recording.objects.get().rendition_set is not None
    frame.locator("[data-start-button]").click()
    desk.wait_for_function(
        "() => document.querySelector('iframe').contentDocument.querySelector('video').currentTime > 0.2"
    )


def test_a_waiting_job_is_called_off_from_the_page(desk: Page, live_server: LiveServer, tmp_path: Path) -> None:
    original = ingest.accept(files.tone(tmp_path / "tape.wav"), "tape.wav")
    open_page(desk, live_server, "recordings:page", original.recording_id)
    desk.locator(".archive-job__cancel button").click()
    expect(desk.locator("[data-job]")).to_have_attribute("data-state", "cancelled")
    desk.locator(".archive-job__again button").click()
    expect(desk.locator("[data-job]").first).to_have_attribute("data-state", "waiting")


@pytest.mark.parametrize("language", ["sv", "en", "fa"])
def test_the_pages_fit_a_telephone_in_every_language(
    language: str, desk: Page, live_server: LiveServer, archivist: User, tmp_path: Path
) -> None:
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(archivist)
    profile.preferred_language = language
    profile.save()
    original = ingest.accept(files.tone(tmp_path / "tape.wav"), "tape.wav", by=archivist)
    desk.set_viewport_size({"width": 390, "height": 800})
    for name, args in (("page", [original.recording_id]), ("access", [original.recording_id]), ("upload", [])):
        open_page(desk, live_server, f"recordings:{name}", *args)
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_axe_finds_nothing(desk: Page, live_server: LiveServer, tmp_path: Path) -> None:
    original = ingest.accept(files.tone(tmp_path / "tape.wav"), "tape.wav")
    found = {}
    for name in ("recordings:index", "recordings:upload", "jobs:index", "events:index"):
        open_page(desk, live_server, name)
        found[name] = axe_violations(desk)
    for name in ("recordings:page", "recordings:access"):
        open_page(desk, live_server, name, original.recording_id)
        found[name] = axe_violations(desk)
    assert found == {name: [] for name in found}


def test_the_frame_is_as_high_as_its_player_on_a_telephone_too(
    desk: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    original = ingest.accept(files.tone(tmp_path / "tape.wav", seconds=3), "tape.wav")
    run.run(Job.objects.get().pk)
    for width in (1280, 390):
        desk.set_viewport_size({"width": width, "height": 800})
        open_page(desk, live_server, "recordings:page", original.recording_id)
        expect(desk.frame_locator("iframe.archive-preview").locator("[data-controls]")).to_be_visible()
        desk.wait_for_function(
            """() => {
                const frame = document.querySelector("iframe.archive-preview");
                const inside = frame.contentDocument.querySelector("main").getBoundingClientRect();
                return Math.abs(frame.getBoundingClientRect().height - inside.height) < 2;
            }"""
        )


def test_an_upload_that_is_cancelled_midway_seals_nothing_and_can_be_sent_again(
    desk: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    path = files.tone(tmp_path / "tape.wav", seconds=600)
    open_page(desk, live_server, "recordings:upload")
    slowly = desk.context.new_cdp_session(desk)
    speed = {"offline": False, "latency": 0, "downloadThroughput": -1}
    slowly.send("Network.enable")
    slowly.send("Network.emulateNetworkConditions", {**speed, "uploadThroughput": 500_000})
    desk.set_input_files("input[type=file]", path)
    row = desk.locator("[data-uploads] > li")
    desk.wait_for_function("document.querySelector('[data-uploads] progress').value > 0.1")
    row.locator("[data-cancel]").click()
    expect(row).to_have_attribute("data-outcome", "cancelled")
    slowly.send("Network.emulateNetworkConditions", {**speed, "uploadThroughput": -1})
    for _ in range(100):
        if not Upload.objects.filter(state="receiving").exists():
            break
        desk.wait_for_timeout(100)
    assert set(Upload.objects.values_list("state", "reason_code")) <= {("refused", "refused.broken_off")}
    assert Recording.objects.count() == 0
    row.locator("[data-again]").click()
    expect(row).to_have_attribute("data-outcome", "accepted", timeout=30_000)
    open_page(desk, live_server, "recordings:index")
    expect(desk.get_by_role("link", name="tape")).to_have_count(1)
