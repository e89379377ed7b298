"""A translator mends a track: she sees what there is, brings a new version in, and can go back."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from subtitles import importing, publishing
from subtitles.models import Track
from tests.archive.factories import RecordingFactory
from tests.journeys.conftest import OpenAs
from tests.journeys.scene import vtt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_new_version_stands_beside_the_old_one_which_can_be_published_again(
    site: LiveServer, open_as: OpenAs, translator: User, tmp_path: Path
) -> None:
    recording = RecordingFactory(title="Programme 7", duration_ms=60_000)
    first = importing.import_track(recording, vtt("Första raden.", "Andra raden."), "old.vtt", "sv")
    publishing.publish(first.revision)
    newer = tmp_path / "new.vtt"
    newer.write_bytes(vtt("Första raden, rättad.", "Andra raden."))
    desk = open_as(translator)

    desk.goto(site.url + reverse("tracks:index"))
    desk.locator("table a", has_text="Programme 7").first.click()
    desk.locator(f"a[href*='{reverse('tracks:import')}']").first.click()
    desk.set_input_files("input[type=file]", newer)
    desk.check("[name=publish]")
    desk.locator("form[enctype] [type=submit]").first.click()
    expect(desk.get_by_role("cell", name="Första raden, rättad.")).to_be_visible()

    track = Track.objects.get()
    assert [revision.number for revision in track.revisions.all()] == [2, 1]
    assert track.published_revision == track.revisions.get(number=2)

    desk.goto(site.url + reverse("tracks:page", args=[track.pk]))
    desk.locator(f"form[action='{reverse('tracks:publish', args=[first.revision.pk])}'] button").click()
    desk.wait_for_load_state()

    track.refresh_from_db()
    assert track.published_revision == first.revision
    assert [cue.text for cue in track.published_cues()] == ["Första raden.", "Andra raden."]
