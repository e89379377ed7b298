"""What is typed reaches the server, whatever becomes of the way there."""

import json

import pytest
from playwright.sync_api import Request, expect

from tests.subtitles.workbench.conftest import Window, begin, dispatch, saved, texts, until, write
from tests.subtitles.workbench.fake import FINE, Fake, cue

pytestmark = pytest.mark.browser


def posts(fake: Fake) -> int:
    return sum(asked.startswith("POST") for asked in fake.asked)


def said(fake: Fake) -> list[object]:
    return [change.get("text") for change in fake.changes]


def test_running_text_of_a_cue_is_one_change_and_the_line_says_when_the_server_had_it(window: Window) -> None:
    fake = Fake([cue("a", 0)])
    page = window(fake)
    assert page.evaluate("store.status.sentence") == "All is as on the server."

    for length in range(1, 8):
        write(page, "a", "Frihet!"[:length])
    saved(page)

    assert said(fake) == ["Frihet!"]
    assert fake.changes[0]["was"] == ""
    assert page.evaluate("store.status.sentence").startswith("Saved on the server ")


def test_she_who_types_without_a_pause_has_it_on_the_server_within_two_seconds(window: Window) -> None:
    fake = Fake([cue("a", 0)])
    page = window(fake, clock=True)

    for count in range(1, 11):
        write(page, "a", "x" * count)
        page.clock.run_for(200)
        page.wait_for_timeout(20)

    assert 1 <= len(fake.changes) <= 2
    assert 1 < len(str(fake.changes[0]["text"])) < 10  # sent while she went on


def test_the_line_counts_what_stands_on_this_device_while_the_way_is_cut_and_all_comes_in_order(window: Window) -> None:
    fake = Fake([cue("a", 0), cue("b", 1000)])
    page = window(fake)
    fake.trouble = lambda request: "cut before"

    write(page, "a", "ett")
    write(page, "b", "två")
    write(page, "a", "ett och")
    until(page, "store.status.code === 'offline' && store.status.kept === 3")
    line = page.evaluate("store.status.sentence")
    fake.trouble = lambda request: FINE
    saved(page)

    assert line == "No connection; it is tried again by itself. 3 changes on this device."
    assert said(fake) == ["ett", "två", "ett och"]


def test_what_was_sent_is_altered_no_more_whether_it_arrived_or_not(window: Window) -> None:
    fake = Fake([cue("a", 0)])
    page = window(fake)
    fake.trouble = lambda request: "cut before" if request.method == "POST" else FINE
    write(page, "a", "ett")
    until(page, "store.status.code === 'offline'")

    write(page, "a", "ett två")
    write(page, "a", "ett två tre")
    assert page.evaluate("store.status.unsent") == 2
    fake.trouble = lambda request: FINE
    saved(page)

    assert said(fake) == ["ett", "ett två tre"]


def test_an_answer_that_tells_again_what_is_known_moves_nothing_twice(window: Window) -> None:
    fake = Fake([cue("a", 0)], repeats=True)
    page = window(fake)

    for _ in range(2):
        dispatch(page, {"kind": "shift", "cue": None, "from": 0, "ms": 100})
        saved(page)

    assert page.evaluate("store.cue('a').start") == 200


def test_a_batch_whose_answer_was_lost_is_sent_again_and_stands_once(window: Window) -> None:
    fake = Fake([cue("a", 0)])
    page = window(fake)
    fake.trouble = lambda request: "cut after" if request.method == "POST" and posts(fake) < 2 else FINE

    dispatch(page, {"kind": "insert", "cue": "b", "times": [2000, 3000], "text": "ny"})
    saved(page)

    assert posts(fake) == 3
    assert said(fake) == ["ny"]
    assert texts(page) == {"a": "", "b": "ny"}


def test_a_server_that_fails_for_a_minute_is_asked_ever_more_seldom_and_loses_nothing(window: Window) -> None:
    fake = Fake([cue("a", 0)])
    page = window(fake, clock=True)
    fake.trouble = lambda request: "500"
    write(page, "a", "kvar")
    for _ in range(120):
        page.clock.run_for(500)
        page.wait_for_timeout(5)
    asked = posts(fake)

    line = page.evaluate("store.status.sentence")
    fake.trouble = lambda request: FINE
    for _ in range(60):
        page.clock.run_for(1000)
        page.wait_for_timeout(5)

    assert 4 <= asked <= 14
    assert line == "The server does not answer; it is tried again by itself. One change on this device."
    assert said(fake) == ["kvar"]
    assert page.evaluate("store.status.code") == "saved"


def test_a_session_that_is_over_asks_for_a_login_and_then_goes_on(window: Window) -> None:
    fake = Fake([cue("a", 0)], answers={"login": (403, {"login": "/admin/login/"})})
    page = window(fake)
    fake.trouble = lambda request: "login"
    write(page, "a", "före")
    dialog = page.get_by_role("dialog", name="You are logged out")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("link", name="Log in")).to_have_attribute("href", "/admin/login/")

    dialog.get_by_role("button", name="Go on without").click()
    write(page, "a", "före och efter")
    expect(dialog).not_to_be_visible()
    assert "You are logged out." in page.evaluate("store.status.sentence")
    page.evaluate("store.logIn()")
    expect(dialog).to_be_visible()
    fake.trouble = lambda request: FINE
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(page)

    expect(dialog).not_to_be_visible()
    assert said(fake)[-1] == "före och efter"


def test_nothing_is_sent_in_the_name_of_another_who_logged_in_meanwhile(window: Window) -> None:
    fake = Fake([cue("a", 0)], answers={"login": (403, {"login": "/admin/login/"})})
    page = window(fake)
    fake.trouble = lambda request: "login"
    write(page, "a", "mitt")
    until(page, "store.status.code === 'login'")

    fake.trouble, fake.me = (lambda request: FINE), "Nasrin"
    page.evaluate("store.retry()")
    until(page, "store.status.code === 'other'")
    assert fake.changes == []
    assert "Somebody else (Nasrin)" in page.evaluate("store.status.sentence")

    fake.me = "Shirin"
    page.evaluate("store.retry()")
    saved(page)
    assert said(fake) == ["mitt"]


@pytest.mark.parametrize(
    ("status", "code", "sentence"),
    [
        (404, "gone", "This track cannot be changed here any longer."),
        (409, "closed", "This track was closed to changes."),
    ],
)
def test_a_track_that_is_gone_or_closed_is_told_and_the_text_stays(
    window: Window, status: int, code: str, sentence: str
) -> None:
    fake = Fake([cue("a", 0)], answers={"no": (status, {})})
    page = window(fake)
    fake.trouble = lambda request: "no"

    write(page, "a", "kvar")
    until(page, f"store.status.code === '{code}' && store.status.kept === 1")

    assert sentence in page.evaluate("store.status.sentence")
    assert texts(page) == {"a": "kvar"}


def test_the_servers_own_sentence_is_what_is_said(window: Window) -> None:
    fake = Fake([cue("a", 0)], answers={"no": (409, {"reason": "deleted", "sentence": "The track was deleted."})})
    page = window(fake)
    fake.trouble = lambda request: "no"
    write(page, "a", "kvar")
    until(page, "store.status.code === 'closed' && store.status.kept === 1")

    assert page.evaluate("store.status.sentence") == "The track was deleted. One change on this device."
    assert page.evaluate("store.status.reason") == "deleted"


def test_one_change_that_the_server_cannot_read_holds_up_no_other(window: Window) -> None:
    fake = Fake([cue("a", 0), cue("b", 1000)], answers={"bad": (400, {"sentence": "Not a batch."})})

    def trouble(request: Request) -> str:
        batch = json.loads(request.post_data or "{}").get("changes", [])
        return "bad" if any(each.get("text") == "ont" for each in batch) else FINE

    page = window(fake)
    fake.trouble = lambda request: "500"
    for uuid, text in (("a", "gott"), ("b", "ont"), ("a", "gott nog")):
        write(page, uuid, text)
    fake.trouble = trouble
    page.evaluate("store.retry()")
    until(page, "store.status.unsent === 0")

    assert said(fake) == ["gott", "gott nog"]
    refused = page.evaluate("store.refused.map(({ change, sentence }) => [change.text, sentence])")
    assert refused == [["ont", "Not a batch."]]
    assert texts(page) == {"a": "gott nog", "b": ""}


def test_what_the_server_refuses_is_taken_back_and_its_text_kept_until_she_lets_it_go(window: Window) -> None:
    fake = Fake([cue("a", 0)], refuses={"insert"})
    page = window(fake)
    name = dispatch(page, {"kind": "insert", "cue": "b", "times": [2000, 3000], "text": "ny"})
    until(page, "store.status.code === 'refused'")
    assert texts(page) == {"a": ""}

    page.reload()
    begin(page)
    assert page.evaluate("store.refused.map(({ change }) => change.text)") == ["ny"]
    page.evaluate("(id) => store.dismiss(id)", name)
    assert page.evaluate("store.status.code") == "saved"


def test_she_who_goes_offline_is_told_at_once_and_sends_at_once_when_she_is_back(window: Window) -> None:
    fake = Fake([cue("a", 0)])
    page = window(fake)
    fake.trouble = lambda request: "cut before"
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    until(page, "store.status.code === 'offline'")
    write(page, "a", "text")

    fake.trouble = lambda request: FINE
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)

    assert said(fake) == ["text"]


def test_what_others_do_comes_by_itself_and_what_she_types_meanwhile_stays(window: Window) -> None:
    fake = Fake([cue("a", 0, "ett två tre"), cue("b", 1000)])
    shirin, nasrin = window(fake), window(fake)
    shirin.evaluate("() => void store.subscribe((uuids, why) => (window.heard = [[...uuids], why]))")

    write(nasrin, "a", "ETT två tre")
    saved(nasrin)
    write(shirin, "a", "ett två TRE")
    saved(shirin)
    until(nasrin, "store.state.number === 2")
    write(nasrin, "b", "nytt")
    saved(nasrin)
    until(shirin, "store.cue('b').text === 'nytt'")

    assert texts(shirin) == texts(nasrin) == {"a": "ETT två TRE", "b": "nytt"}
    assert shirin.evaluate("heard") == [["b"], "theirs"]


def test_a_conflict_keeps_both_texts_and_asks_her_whose_text_does_not_stand(window: Window) -> None:
    fake = Fake([cue("a", 0, "ett")])
    page = window(fake)
    fake.number({"id": "x", "base": 0, "kind": "text", "cue": "a", "was": "ett", "text": "deras"})
    write(page, "a", "mitt")
    saved(page)
    assert texts(page) == {"a": "deras"}
    [conflict] = page.evaluate("store.conflicts.get('a')")
    assert (conflict["mine"], conflict["theirs"], conflict["was"]) == ("mitt", "deras", "ett")

    page.evaluate("(id) => store.settle('a', id, 'mitt')", conflict["id"])
    saved(page)

    assert texts(page) == {"a": "mitt"}
    assert page.evaluate("store.conflicts.size") == 0
