"""Two sides of a cassette become one programme: an archivist says in which order."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from archive import ingest
from archive.jobs import run
from archive.models import Job
from tests.archive import files
from tests.browser import axe_violations
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.browser, pytest.mark.media, pytest.mark.django_db(transaction=True)]


def test_side_b_is_joined_to_side_a_and_both_are_heard(
    site: LiveServer, open_as: OpenAs, archivist: User, tmp_path: Path
) -> None:
    recording = ingest.accept(files.tone(tmp_path / "Side A.wav", seconds=2), "Side A.wav").recording
    assert recording is not None
    ingest.accept(files.tone(tmp_path / "Side B.wav", seconds=3, frequency=660), "Side B.wav", recording=recording)
    do_all_jobs()
    desk = open_as(archivist)
    desk.goto(site.url + reverse("recordings:page", args=[recording.pk]))
    expect(desk.get_by_text("Väntar: det är inte detta som strömmas.")).to_be_visible()

    desk.get_by_role("link", name="Foga samman original").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Foga samman original")
    assert axe_violations(desk) == []
    # By the keyboard: side A stands first already; past its role and times to the place of side B.
    desk.locator("[name$=position]").first.focus()
    for _ in range(4):
        desk.keyboard.press("Tab")
    desk.keyboard.type("1")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("alert")).to_have_text("Två original har samma plats i ordningen.")
    desk.locator("[name$=position]").nth(1).fill("2")
    desk.keyboard.press("Enter")
    expect(desk.locator("main form li")).to_have_text(
        ["1. Side A.wav · Program · 0:00–0:02", "2. Side B.wav · Program · 0:00–0:03"]
    )
    assert axe_violations(desk) == []
    desk.locator("button[name=confirmed]").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("strömmas när dess jobb är klart")).to_be_visible()
    do_all_jobs()

    desk.goto(site.url + reverse("recordings:page", args=[recording.pk]))
    frame = desk.frame_locator("iframe.archive-preview")
    expect(frame.locator("[data-player] time")).to_have_text("0:05")
    recording.refresh_from_db()
    assert recording.assembly is not None
    assert [source.original.file_name for source in recording.assembly.sources.all()] == ["Side A.wav", "Side B.wav"]


def do_all_jobs() -> None:
    run.run_until_done(list(Job.objects.values_list("pk", flat=True)))
