"""What stands in the browser's own store: before it is called kept, until the server has it, and once."""

import pytest
from playwright.sync_api import BrowserContext, Error, Page

from tests.subtitles.workbench.conftest import ADDRESS, Window, begin, dispatch, saved, serve, texts, until, write
from tests.subtitles.workbench.fake import FINE, Fake, cue
from tests.subtitles.workbench.listening import listening

pytestmark = pytest.mark.browser

FORBIDDEN = "() => { IDBFactory.prototype.open = () => { throw new DOMException('No', 'SecurityError'); }; }"
FULL = """() => {
const put = IDBObjectStore.prototype.put;
window.full = true;
IDBObjectStore.prototype.put = function (row) {
  if (window.full) throw new DOMException("Full", "QuotaExceededError");
  return put.call(this, row);
};
}"""
ROWS = """() => new Promise((resolve) => {
  indexedDB.open("rostarkivet-workbench").onsuccess = ({ target }) => {
    const asked = target.result.transaction("changes").objectStore("changes").getAll();
    asked.onsuccess = () => (target.result.close(), resolve(asked.result.map((row) => row.change.text)));
  };
})"""


def cut(fake: Fake) -> None:
    fake.trouble = lambda request: FINE if request.url.endswith("state.json") else "cut before"


def mend(fake: Fake) -> None:
    fake.trouble = lambda request: FINE


def crash(page: Page) -> None:
    """The browser's process for the window ends; nothing of the page runs any more."""
    with pytest.raises(Error, match="crash"):
        page.goto("chrome://crash", timeout=10_000)


def test_what_was_typed_without_a_server_is_there_after_a_reload_and_arrives_in_order(window: Window) -> None:
    fake = Fake([cue("a", 0), cue("b", 1000)])
    page = window(fake)
    cut(fake)
    dispatch(page, {"kind": "insert", "cue": "c", "times": [2000, 2900], "text": ""})
    write(page, "c", "ny")
    write(page, "a", "ett")
    write(page, "c", "ny rad")
    until(page, "store.status.kept === 4")

    page.reload()
    begin(page)
    assert texts(page) == {"a": "ett", "b": "", "c": "ny rad"}
    assert page.evaluate("store.status.unsent") == 4
    mend(fake)
    saved(page)

    assert [change["text"] for change in fake.changes] == ["", "ny", "ett", "ny rad"]
    assert page.evaluate(ROWS) == []


def test_a_window_that_crashed_is_replayed_by_the_next_one_once(window: Window) -> None:
    fake = Fake([cue("a", 0)])
    page = window(fake)
    cut(fake)
    for text in ("f", "fr", "fri"):
        write(page, "a", text)
    until(page, "store.status.kept === 1")
    browser = page.context
    crash(page)
    mend(fake)

    again = window(fake, browser)
    saved(again)
    window(fake, browser)

    assert [change["text"] for change in fake.changes] == ["fri"]
    assert texts(again) == {"a": "fri"}


def test_a_change_that_had_arrived_before_the_crash_stands_once(window: Window) -> None:
    fake = Fake([cue("a", 0)])
    page = window(fake)
    fake.trouble = lambda request: "cut after"
    dispatch(page, {"kind": "insert", "cue": "b", "times": [2000, 2900], "text": "ny"})
    until(page, "store.status.code === 'offline' && store.status.kept === 1")
    mend(fake)
    fake.cues.append(cue("b", 2000, "ny"))
    fake.served = 1

    page.reload()
    begin(page)
    saved(page)

    assert [change["text"] for change in fake.changes] == ["ny"]
    assert texts(page) == {"a": "", "b": "ny"}
    assert page.evaluate(ROWS) == []


def test_two_windows_of_one_person_send_each_their_own_and_see_each_others(window: Window) -> None:
    fake = Fake([cue("a", 0, "ett två tre"), cue("b", 1000)])
    one = window(fake)
    two = window(fake, one.context)
    cut(fake)
    write(one, "a", "ETT två tre")
    write(two, "a", "ett två TRE")
    write(two, "b", "nytt")
    until(one, "store.status.kept === 1")
    until(two, "store.status.kept === 2")

    three = window(fake, one.context)
    assert three.evaluate("store.status.unsent") == 0
    mend(fake)
    for page in (one, two):
        page.evaluate("store.retry()")
        saved(page)
    for page in (one, two, three):
        until(page, "store.state.number === 3")

    assert len(fake.changes) == 3
    assert texts(one) == texts(two) == texts(three) == {"a": "ETT två TRE", "b": "nytt"}


def test_a_window_that_is_closed_is_taken_over_by_the_one_that_stays(window: Window) -> None:
    fake = Fake([cue("a", 0)])
    stays = window(fake)
    goes = window(fake, stays.context)
    cut(fake)
    write(goes, "a", "kvar")
    until(goes, "store.status.kept === 1")
    goes.close()
    mend(fake)

    until(stays, "store.cue('a').text === 'kvar'", seconds=40)
    saved(stays)

    assert [change["text"] for change in fake.changes] == ["kvar"]


def test_a_page_that_is_left_sends_what_waits_without_waiting_for_it(page: Page) -> None:
    fake = Fake([cue("a", 0)])
    with listening(fake) as address:
        page.goto(address)
        begin(page)
        write(page, "a", "just skrivet")
        page.goto("about:blank")
        for _ in range(100):
            if fake.changes:
                break
            page.wait_for_timeout(20)

    assert [change["text"] for change in fake.changes] == ["just skrivet"]


def test_a_browser_that_keeps_nothing_says_so_and_still_sends(window: Window) -> None:
    fake = Fake([cue("a", 0)])
    page = window(fake, begun=False)
    page.evaluate(FORBIDDEN)
    begin(page)
    cut(fake)
    write(page, "a", "text")
    until(page, "store.status.code === 'offline'")

    assert page.evaluate("store.status.sentence") == (
        "No connection; it is tried again by itself. One change in this window alone. "
        "This browser keeps nothing here: leave this window open until all is saved."
    )
    assert page.evaluate("store.status.kept") == 0
    mend(fake)
    saved(page)
    assert [change["text"] for change in fake.changes] == ["text"]


def test_a_full_store_is_told_and_tried_again(window: Window) -> None:
    fake = Fake([cue("a", 0)])
    page = window(fake, begun=False)
    page.evaluate(FULL)
    begin(page)
    cut(fake)
    write(page, "a", "text")
    until(page, "store.status.sentence.includes('store is full')")
    assert page.evaluate("store.status.kept") == 0

    page.evaluate("window.full = false")
    until(page, "store.status.kept === 1")

    assert "store is full" not in page.evaluate("store.status.sentence")
    assert page.evaluate(ROWS) == ["text"]


def test_leaving_asks_only_where_something_stands_in_the_window_alone(window: Window) -> None:
    fake = Fake([cue("a", 0)])
    leaving = "() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    page = window(fake)
    cut(fake)
    write(page, "a", "text")
    until(page, "store.status.kept === 1")
    assert page.evaluate(leaving) is False

    closed = window(fake, begun=False)
    closed.evaluate(FORBIDDEN)
    begin(closed)
    write(closed, "a", "text")
    assert closed.evaluate(leaving) is True


def test_nobody_sends_what_another_left_in_the_same_browser(window: Window) -> None:
    fake = Fake([cue("a", 0)])
    page = window(fake)
    cut(fake)
    write(page, "a", "Shirins")
    until(page, "store.status.kept === 1")
    browser: BrowserContext = page.context
    page.close()
    mend(fake)
    fake.me = "Nasrin"

    other = window(fake, browser)
    assert other.evaluate("store.status.unsent") == 0
    fake.me = "Shirin"
    again = window(fake, browser)
    saved(again)

    assert [change["text"] for change in fake.changes] == ["Shirins"]


def test_without_locks_a_change_that_two_windows_send_is_one_and_no_word_is_lost(window: Window) -> None:
    fake = Fake([cue("a", 0)])
    one = window(fake, begun=False, clock=True)
    one.evaluate("Object.defineProperty(navigator, 'locks', { value: undefined })")
    one.evaluate("window.BroadcastChannel = undefined")
    begin(one)
    cut(fake)
    write(one, "a", "fri")
    until(one, "store.status.kept === 1")
    two = one.context.new_page()
    serve(two, fake)
    two.goto(ADDRESS)
    two.evaluate("Object.defineProperty(navigator, 'locks', { value: undefined })")
    mend(fake)
    begin(two)
    saved(two)
    write(one, "a", "frihet")
    for _ in range(5):
        one.clock.run_for(1000)
        one.wait_for_timeout(50)
    assert one.evaluate("store.status.code") == "saved"

    assert fake.texts == {"a": "frihet"}
    assert len({change["id"] for change in fake.changes}) == len(fake.changes)
