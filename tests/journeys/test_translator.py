"""A translator mends a track: she sees what there is, brings a new version in, and can go back."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer
from wagtail.users.models import UserProfile

from subtitles import importing, pending, publishing
from subtitles.models import Track
from tests.archive.factories import RecordingFactory
from tests.browser import axe_violations
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
    desk.locator("header [data-w-dropdown-target=toggle]").last.click()
    desk.locator(f"a[href*='{reverse('tracks:import')}']").first.click()
    desk.set_input_files("input[type=file]", newer)
    desk.locator("form[enctype] [type=submit]").first.click()
    desk.locator("button[name=publish]").click()
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


OLD = """1
00:00:01,000 –> 00:00:02,000
Två år

2
00:00:03,000 --> 00:00:03,000
från Örebro
""".encode("cp1252")
PERSIAN = """1
00:00:01,000 --> 00:00:02,000
\u202bآیا می\u200cآیی؟\u202c

2
۰۰:۰۰:۰۳,۰۰۰ --> ۰۰:۰۰:۰۴,۵۰۰
.سلام بر تو
""".encode()


def test_an_odd_file_is_looked_at_decided_about_and_published_by_the_keyboard(
    site: LiveServer, open_as: OpenAs, translator: User, tmp_path: Path
) -> None:
    recording = RecordingFactory(title="Programme 7", duration_ms=4_000)
    odd = tmp_path / "old.srt"
    odd.write_bytes(OLD)
    desk = open_as(translator)
    desk.goto(f"{site.url}{reverse('tracks:import')}?recording={recording.pk}")
    desk.select_option("[name=language]", "sv")
    desk.set_input_files("input[type=file]", odd)
    desk.locator("form[enctype] [type=submit]").first.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Granska filen innan den importeras")
    assert axe_violations(desk) == []

    desk.locator("button[name=publish]").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("godta eller avböj var och en")).to_be_visible()
    for question in ("encoding", "no_length"):
        desk.locator(f"[name=guess-{question}]").first.focus()
        desk.keyboard.press("Space")
    desk.locator("button[name=publish]").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("cell", name="från Örebro")).to_be_visible()
    assert axe_violations(desk) == []
    assert [(cue.text, cue.end_ms) for cue in Track.objects.get().published_cues()] == [
        ("Två år", 2000),
        ("från Örebro", 4000),
    ]


def test_the_page_is_as_good_in_persian(site: LiveServer, open_as: OpenAs, translator: User, tmp_path: Path) -> None:
    UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": "fa"})
    waiting = pending.begin(
        RecordingFactory(title="Programme 7"), PERSIAN, "old.srt", "fa", by=translator, kind="subtitles"
    )
    desk = open_as(translator)
    desk.goto(site.url + reverse("tracks:pending", args=[waiting.uuid]))
    expect(desk.get_by_text("نشانه‌های نگارشی با دست")).to_be_visible()
    expect(desk.locator("#cues-content").get_by_role("cell", name="آیا می\u200cآیی؟")).to_be_visible()
    assert desk.evaluate("document.dir || document.documentElement.dir") == "rtl"
    assert axe_violations(desk) == []
