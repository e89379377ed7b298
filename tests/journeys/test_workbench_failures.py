"""What goes wrong while a translator writes, on the real server: nothing is lost, and the page says so."""

import re

import pytest
from django.contrib.auth.models import User
from django.db.utils import OperationalError
from playwright.sync_api import Error, Page, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.users.models import UserProfile

from archive import policy
from subtitles import workbench
from subtitles.models import Cue, Revision, Track
from tests.browser import axe_violations, complaints
from tests.journeys.bench import go, press, saved, shown, sit_down, stands, type_at, until
from tests.journeys.conftest import OpenAs
from tests.journeys.test_workbench_looks import SMALL
from tests.subtitles.factories import TrackFactory, imported

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = "() => new Promise((told) => { const asked = indexedDB.open('rostarkivet-workbench');" + (
    "asked.onsuccess = () => asked.result.transaction('changes').objectStore('changes').getAll().onsuccess ="
    " (event) => { asked.result.close(); told(event.target.result.map((row) => row.change.text)); }; })"
)
FORBIDDEN = "IDBFactory.prototype.open = () => { throw new DOMException('No', 'SecurityError'); };"
# Every clock of the page goes as the test says; the server's does not.
JUMPING = """{
  const [RealDate, now] = [Date, Date.now];
  window.jump = 0;
  Date.now = () => now() + window.jump;
  window.Date = class extends RealDate { constructor(...said) { said.length ? super(...said) : super(Date.now()); } };
  window.Date.now = Date.now;
}"""
YEAR_MS = 365 * 24 * 3600 * 1000
CODE = "<script>pwned=1</script><img src=x onerror='pwned=1'><svg/onload=pwned=1><v \"onclick=pwned=1>ord</v>&lt;b&gt;"


@pytest.fixture
def track(site: LiveServer) -> Track:
    return imported(None, "ett", "två", "tre").track


@pytest.fixture
def desk(open_as: OpenAs, translator: User) -> Page:
    UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": "en"})
    return open_as(translator)


def says(page: Page, sentence: str) -> None:
    expect(page.locator("[data-state]")).to_contain_text(sentence, timeout=60_000)


def cut(page: Page, *, mended: bool = False) -> None:
    """The page is still to be had, and no change is taken; `mended` ends that."""
    way = "**/changes/**"
    page.unroute(way) if mended else page.route(way, lambda route: route.abort())


def ask_again(page: Page) -> None:
    """As the browser does when it finds the network again; the page would ask by itself after a longer pause."""
    page.evaluate("window.dispatchEvent(new Event('online'))")


def test_a_login_that_ends_while_she_types_is_made_again_in_place(desk: Page, translator: User, track: Track) -> None:
    sit_down(desk, track)
    desk.context.clear_cookies()
    type_at(desk, 0, " och mer")
    dialog = desk.get_by_role("dialog", name="You are logged out")
    expect(dialog).to_be_visible(timeout=30_000)
    says(desk, "You are logged out. Log in again, and all is sent. One change on this device.")
    assert (axe_violations(desk), desk.evaluate(SMALL)) == ([], [])
    with desk.context.expect_page() as opened:
        dialog.get_by_role("link", name="Log in").click()
    login = opened.value
    login.fill("[name=username]", translator.username)
    login.fill("[name=password]", translator.username)
    login.keyboard.press("Enter")
    login.wait_for_url("**/admin/")
    login.close()
    desk.bring_to_front()
    ask_again(desk)
    expect(dialog).to_have_count(0, timeout=30_000)
    saved(desk)
    assert (shown(desk), stands(track)) == (["ett och mer", "två", "tre"],) * 2


def test_a_server_that_fails_for_a_while_gets_everything_in_its_order(
    desk: Page, track: Track, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_down(desk, track)

    def fails(*_args: object) -> None:
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr(workbench, "submit", fails)
        type_at(desk, 0, " en")
        says(desk, "The server does not answer; it is tried again by itself. One change on this device.")
        type_at(desk, 1, " tu")
        says(desk, "2 changes on this device.")
        # Another is there by then, and the page itself was loaded anew.
        desk.reload()
        says(desk, "2 changes on this device.")
        assert shown(desk) == ["ett en", "två tu", "tre"]
    ask_again(desk)
    saved(desk)
    assert stands(track) == ["ett en", "två tu", "tre"]
    assert [change.data["text"] for change in track.changes.all()] == ["ett en", "två tu"]


def test_what_she_wrote_before_a_recording_was_closed_is_saved_and_then_she_is_told(desk: Page, track: Track) -> None:
    sit_down(desk, track)
    type_at(desk, 0, " en")
    saved(desk)
    desk.context.set_offline(True)
    type_at(desk, 1, " tu")
    says(desk, "One change on this device.")
    policy.withdraw(track.recording)
    desk.context.set_offline(False)
    says(desk, "This track was closed while you worked. What you had written is saved;")
    says(desk, "Saved on the server")
    assert (shown(desk), stands(track)) == (["ett en", "två tu", "tre"],) * 2


def test_a_track_that_is_deleted_under_her_leaves_her_what_she_wrote(desk: Page, site: LiveServer) -> None:
    track: Track = TrackFactory()
    sit_down_to_nothing(desk, track)
    desk.context.set_offline(True)
    press(desk, "Alt+n")
    desk.keyboard.insert_text("nytt")
    says(desk, "2 changes on this device.")
    track.delete()
    desk.context.set_offline(False)
    says(desk, "This track is not here for you any more.")
    says(desk, "2 changes on this device.")
    expect(desk.locator("#text")).to_have_value("nytt")


def sit_down_to_nothing(page: Page, track: Track) -> None:
    page.goto(re.sub("/admin/.*", f"/admin/tracks/{track.pk}/workbench/", page.url))
    says(page, "All is as on the server.")


def test_two_windows_of_one_person_are_one_track(desk: Page, track: Track) -> None:
    other = desk.context.new_page()
    other.goto(desk.url)
    for page in (desk, other):
        sit_down(page, track)
    type_at(desk, 0, " en")
    type_at(other, 0, "först ", "Control+Home")
    type_at(other, 1, " tu")
    for page in (desk, other):
        saved(page)
    until(desk, lambda: shown(desk) == shown(other) == stands(track))
    assert stands(track) == ["först ett en", "två tu", "tre"]


def test_a_window_that_crashes_leaves_what_it_had_to_the_next(desk: Page, track: Track) -> None:
    other = desk.context.new_page()
    other.goto(desk.url)
    sit_down(desk, track)
    cut(desk)
    type_at(desk, 0, " en")
    type_at(desk, 1, " tu")
    says(desk, "2 changes on this device.")
    with pytest.raises(Error):
        desk.goto("chrome://crash", timeout=10_000)
    sit_down(other, track)
    saved(other)
    assert (shown(other), stands(track)) == (["ett en", "två tu", "tre"],) * 2
    assert [change.data["text"] for change in track.changes.all()] == ["ett en", "två tu"]


def test_a_browser_that_keeps_nothing_says_so_and_sends_all_the_same(desk: Page, track: Track) -> None:
    desk.add_init_script(FORBIDDEN)
    sit_down(desk, track)
    desk.context.set_offline(True)
    type_at(desk, 0, " en")
    says(desk, "One change in this window alone. This browser keeps nothing here: leave this window open")
    desk.context.set_offline(False)
    saved(desk)
    assert stands(track) == ["ett en", "två", "tre"]


def test_a_full_disk_is_told_and_what_fits_again_is_kept(desk: Page, site: LiveServer, track: Track) -> None:
    sit_down(desk, track)
    saying = desk.context.new_cdp_session(desk)
    saying.send("Storage.overrideQuotaForOrigin", {"origin": site.url, "quotaSize": 1})
    desk.context.set_offline(True)
    type_at(desk, 0, " en")
    says(desk, "This browser's store is full: leave this window open until all is saved, and free some space.")
    saying.send("Storage.overrideQuotaForOrigin", {"origin": site.url})
    says(desk, "One change on this device.")
    assert desk.evaluate(KEPT) == ["ett en"]
    desk.context.set_offline(False)
    saved(desk)
    assert stands(track) == ["ett en", "två", "tre"]


def test_a_clock_that_jumps_changes_no_order_and_keeps_nothing_back(desk: Page, track: Track) -> None:
    desk.add_init_script(JUMPING)
    sit_down(desk, track)
    for place, jump in enumerate((-YEAR_MS, YEAR_MS, -2 * YEAR_MS)):
        desk.evaluate(f"window.jump = {jump}")
        type_at(desk, place, f" ord{place}")
    saved(desk)
    rows = list(track.changes.all())
    assert [row.data["text"] for row in rows] == ["ett ord0", "två ord1", "tre ord2"]
    assert sorted(row.made for row in rows) != [row.made for row in rows]
    assert max(abs((row.at - rows[0].at).total_seconds()) for row in rows) < YEAR_MS / 1000
    cut(desk)
    type_at(desk, 0, " sist")
    desk.evaluate(f"window.jump = {-3 * YEAR_MS}")
    says(desk, "One change on this device.")
    desk.reload()
    cut(desk, mended=True)
    sit_down(desk, track)
    saved(desk)
    assert stands(track)[0] == "ett ord0 sist"


def test_code_in_a_cue_is_never_run(desk: Page, open_as: OpenAs, archivist: User, site: LiveServer) -> None:
    track = imported(None, CODE, "två").track
    said = complaints(desk)
    other = open_as(archivist)
    for page in (desk, other):
        sit_down(page, track)
    type_at(other, 1, CODE)
    go(other, 0)
    type_at(other, 0, CODE, "Control+a")
    press(other, "Alt+c")
    other.keyboard.insert_text(CODE)
    press(other, "Tab", "Enter")
    saved(other)
    until(desk, lambda: shown(desk) == shown(other))
    for page in (desk, other):
        for mode in ("Alt+1", "Alt+2", "Alt+3", "Control+f"):
            press(page, mode)
        assert page.evaluate("[typeof pwned, document.querySelectorAll('img, [onload], [onclick]').length]") == [
            "undefined",
            0,
        ]
    assert said == []


def test_times_that_cannot_be_are_refused_and_those_that_overlap_are_shown(desk: Page, track: Track) -> None:
    sit_down(desk, track)
    start, end = desk.locator("[data-start]"), desk.locator("[data-end]")
    before = start.input_value()
    for wrong in ("-0:01.000", "0:09.000"):
        start.fill(wrong)
        start.press("Enter")
        start.blur()
        expect(start).to_have_value(before)
    end.fill("0:02.500")
    end.blur()
    expect(desk.locator(".found__one").first).to_be_visible()
    saved(desk)
    first = workbench.state_at(track)["cues"][0]
    assert (first["start"], first["end"]) == (1000, 2500)


def test_a_track_of_50000_cues_opens_and_is_written_in(desk: Page, site: LiveServer) -> None:
    track: Track = TrackFactory()
    revision = Revision.objects.create(track=track, number=1, source="vtt")
    made = (
        Cue(revision=revision, position=at, start_ms=at * 2000, end_ms=at * 2000 + 1500, payload=f"ord {at}")
        for at in range(50_000)
    )
    Cue.objects.bulk_create(made, batch_size=1000)
    sit_down(desk, track)
    expect(desk.locator("[data-position]")).to_contain_text("50000")
    press(desk, "F2", "Alt+End", "Control+End")
    desk.keyboard.insert_text(" sist")
    saved(desk)
    assert [change.data["text"] for change in track.changes.all()] == ["ord 49999 sist"]


def test_a_recording_that_cannot_be_heard_is_written_to_all_the_same(desk: Page, track: Track) -> None:
    said = complaints(desk)
    sit_down(desk, track)
    expect(desk.get_by_text("Nothing of the recording can be played here.")).to_be_visible()
    press(desk, "F2", "Control+Space", "F8", "F9", "Alt+b", "Alt+v", "Control+Shift+Enter", "Alt+1")
    type_at(desk, 1, " tu")
    saved(desk)
    assert stands(track) == ["ett", "två tu", "tre"]
    assert said == []
