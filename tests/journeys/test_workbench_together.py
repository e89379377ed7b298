"""Two translators in one track on the real server, while the network of each is cut at random: no word is lost."""

import random

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from subtitles import workbench
from subtitles.models import Track
from tests.conftest import person
from tests.journeys.bench import done, go, press, saved, shown, sit_down, stands, type_at, until
from tests.journeys.conftest import OpenAs
from tests.subtitles.factories import imported
from tests.subtitles.workbench.sending import alive

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CUTS, TURNS, FEWEST, MOST = 10, 50, 3, 9
LINES = ("hon skrev ett brev", "och kom aldrig hem", "friheten börjar hemma", "vi var fyrtio", "ingen sade nej")
# What one does in a turn, as often as it stands here: words before and after what stands, and over all of it.
KINDS = ["after"] * 5 + ["before"] * 3 + ["over", "split", "split", "merge", "merge", "undo", "redo", "later", "delete"]
KEYS = {
    "after": ["Control+End"],
    "before": ["Control+Home"],
    "over": ["Control+a"],
    "split": ["Control+Home", "Control+ArrowRight", "Alt+Enter"],
    "merge": ["Alt+m"],
    "delete": ["Alt+Delete"],
    "undo": ["Control+z"],
    "redo": ["Control+y"],
    "later": ["Alt+w"],
}


@pytest.fixture
def track(site: LiveServer) -> Track:
    return imported(None, *LINES).track


def turn(page: Page, kind: str, dice: random.Random, word: str) -> list[str]:
    """She does it to a cue of hers; gives back what she typed."""
    cues = page.locator("[data-list] .row").count()
    if (kind == "split" and cues >= MOST) or (kind in {"merge", "delete"} and cues <= FEWEST):
        kind = "after"
    go(page, dice.randrange(cues))
    press(page, *KEYS[kind])
    if kind not in {"after", "before", "over"}:
        return []
    page.keyboard.insert_text({"after": f" {word}", "before": f"{word} ", "over": word}[kind])
    return [word]


def test_what_two_wrote_over_the_same_words_is_asked_about_until_she_chose(
    open_as: OpenAs, translator: User, track: Track
) -> None:
    hers, other = open_as(translator), open_as(person("nasrin", "Translators"))
    for page in (hers, other):
        sit_down(page, track)
    hers.context.set_offline(True)
    type_at(hers, 0, "mitt", "Control+a")
    type_at(other, 0, "ditt", "Control+a")
    saved(other)
    hers.context.set_offline(False)
    box = hers.locator(".conflict")
    expect(box).to_contain_text("mitt", timeout=30_000)
    hers.reload()
    expect(box).to_contain_text("ditt", timeout=30_000)
    box.get_by_role("button").nth(1).click()
    saved(hers)
    hers.reload()
    saved(hers)
    expect(box).to_have_count(0)
    assert (shown(hers)[0], stands(track)[0]) == ("ditt", "ditt")
    assert [change["kind"] for change in done(track)] == ["text", "text", "settle"]


def test_what_she_takes_back_is_hers_alone(open_as: OpenAs, translator: User, track: Track) -> None:
    hers, other = open_as(translator), open_as(person("nasrin", "Translators"))
    for page in (hers, other):
        sit_down(page, track)
    type_at(hers, 0, " idag")
    saved(hers)
    until(other, lambda: shown(other)[0] == "hon skrev ett brev idag")
    type_at(other, 0, "igår ", "Control+Home")
    type_at(other, 1, " igen")
    saved(other)
    until(hers, lambda: shown(hers) == shown(other))
    press(hers, "F2", *["Control+z"] * 4)
    saved(hers)
    until(other, lambda: shown(other)[:2] == shown(hers)[:2] == ["igår hon skrev ett brev", "och kom aldrig hem igen"])
    assert stands(track)[:2] == ["igår hon skrev ett brev", "och kom aldrig hem igen"]


@pytest.mark.parametrize("seed", [1])
def test_all_come_to_one_state_and_every_word_is_in_the_history(
    open_as: OpenAs, translator: User, track: Track, seed: int
) -> None:
    dice = random.Random(seed)
    begun = {cue["uuid"] for cue in workbench.state_at(track)["cues"]}
    pages = [open_as(translator), open_as(person("nasrin", "Translators"))]
    for page in pages:
        sit_down(page, track)
    cut = dict(zip(dice.sample(range(TURNS), CUTS), [0, 1] * (CUTS // 2), strict=True))
    words: list[str] = []
    before = 0
    for number in range(TURNS):
        if number in cut:
            pages[cut[number]].context.set_offline(True)
        who = dice.randrange(2)
        # Who writes over what she is typing herself takes back what nobody had: it is no word that was sent.
        kind = "after" if (kind := dice.choice(KINDS)) == "over" and who == before else kind
        words += turn(pages[who], kind, dice, f"ord{number}.")
        before = who
        if dice.random() < 0.4:
            pages[who].wait_for_timeout(dice.choice((100, 700)))
        if number % 5 == 4:
            for page in pages:
                page.context.set_offline(False)

    for page in pages:
        page.context.set_offline(False)
    for page in pages:
        saved(page)
    until(pages[0], lambda: all(shown(page) == stands(track) for page in pages))
    pages[0].reload()
    until(pages[0], lambda: shown(pages[0]) == stands(track))

    changes = done(track)
    history = str(changes)
    assert [word for word in words if word not in history] == []
    assert len({change["id"] for change in changes}) == len(changes)
    cues = [cue["uuid"] for cue in workbench.state_at(track)["cues"]]
    assert sorted(cues) == sorted(alive(begun, changes))
