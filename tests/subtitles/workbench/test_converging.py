"""Two translators in one track while the way to the server is cut, doubled and lost at random."""

import random

import pytest
from playwright.sync_api import Page, Request

from tests.subtitles.workbench.conftest import Window, begin, until
from tests.subtitles.workbench.fake import FAULTS, FINE, Fake, cue

pytestmark = pytest.mark.browser

ROUNDS = 60
ACT = """([kind, at, word, name]) => {
  const cues = store.state.cues;
  const cue = cues[at % cues.length];
  const next = cues[(at % cues.length) + 1];
  if (kind === "undo") return void (store.undo() ?? store.redo());
  if (kind === "text") {
    return store.dispatch({ kind, cue: cue.uuid, was: cue.text, text: `${cue.text} ${word}`.trim() });
  }
  if (kind === "times") {
    return store.dispatch({ kind, cue: cue.uuid, was: [cue.start, cue.end], times: [cue.start + 40, cue.end + 40] });
  }
  if (kind === "insert") return store.dispatch({ kind, cue: name, times: [at * 97, at * 97 + 800], text: word });
  if (kind === "delete" && cues.length > 3) return store.dispatch({ kind, cue: cue.uuid, was: cue });
  if (kind === "merge" && next) {
    const [text, times] = [`${cue.text} ${next.text}`.trim(), [cue.start, Math.max(cue.end, next.end)]];
    return store.dispatch({ kind, cue: cue.uuid, with: next.uuid, text, times });
  }
  if (kind === "split" && cue.end - cue.start > 200) {
    const [words, middle] = [cue.text.split(" "), Math.floor((cue.start + cue.end) / 2)];
    const texts = [words.slice(0, 1).join(" "), words.slice(1).join(" ")];
    const times = [[cue.start, middle], [middle, cue.end]];
    return store.dispatch({ kind, cue: cue.uuid, into: name, texts, times, keeps: "second" });
  }
}"""
KINDS = ["text"] * 6 + ["times", "insert", "split", "merge", "delete", "undo"]


def state(page: Page) -> object:
    return page.evaluate("[store.state.number, store.state.cues, store.state.aliases]")


@pytest.mark.parametrize("seed", [1, 2])
def test_two_windows_converge_and_every_word_is_in_the_history(window: Window, seed: int) -> None:
    dice = random.Random(seed)
    fake = Fake([cue(name, at * 1000, "ett") for at, name in enumerate("abcde")])
    pages = [window(fake), window(fake)]

    def trouble(request: Request) -> str:
        return dice.choice(FAULTS) if dice.random() < 0.4 else FINE

    fake.trouble = trouble
    words = []
    for turn in range(ROUNDS):
        page = dice.choice(pages)
        kind, word = dice.choice(KINDS), f"ord{turn}"
        page.evaluate(ACT, [kind, dice.randrange(40), word, f"new{turn}"])
        if kind in ("text", "insert"):
            words.append(word)
        if dice.random() < 0.05:
            fake.trouble = lambda request: FINE
            page.reload()
            begin(page)
            fake.trouble = trouble
        page.wait_for_timeout(dice.choice((0, 0, 50, 300)))

    fake.trouble = lambda request: FINE
    for page in pages:
        page.evaluate("store.retry()")
        until(page, "store.status.unsent === 0 && !store.refused.length")
    pages.append(window(fake))
    for page in pages:
        until(page, f"store.state.number === {len(fake.changes)}")

    assert state(pages[0]) == state(pages[1]) == state(pages[2])
    shown = pages[0].evaluate("store.state.cues.map((cue) => [cue.uuid, cue.text])")
    assert dict(shown) == fake.texts
    assert len(shown) == len(fake.texts)
    assert len({change["id"] for change in fake.changes}) == len(fake.changes)
    history = " ".join(str(change) for change in fake.changes)
    assert [word for word in words if word not in history] == []
