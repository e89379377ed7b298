"""Undo and redo: new changes, of one's own steps alone, and nothing of another is taken back."""

import pytest
from playwright.sync_api import Page

from tests.subtitles.workbench.conftest import Window, dispatch, saved, texts, until, write
from tests.subtitles.workbench.fake import Fake, cue

pytestmark = pytest.mark.browser

CUES = [cue("a", 0, "ett"), cue("b", 1000, "två"), cue("c", 2000, "tre", confirmed=True)]
ACTS: dict[str, list[dict[str, object]]] = {
    "text": [{"kind": "text", "cue": "a", "was": "ett", "text": "ETT"}],
    "times": [{"kind": "times", "cue": "a", "was": [0, 900], "times": [1500, 1700]}],
    "insert": [{"kind": "insert", "cue": "d", "times": [3000, 3900], "text": "fyra"}],
    "delete": [{"kind": "delete", "cue": "c", "was": CUES[2]}],
    "split": [
        {
            "kind": "split",
            "cue": "a",
            "into": "d",
            "texts": ["e", "tt"],
            "times": [[0, 400], [400, 900]],
            "keeps": "first",
        }
    ],
    "merge": [{"kind": "merge", "cue": "a", "with": "b", "text": "ett två", "times": [0, 1900]}],
    "confirm": [{"kind": "confirm", "cue": "a", "confirmed": True}],
    "shift": [{"kind": "shift", "cue": None, "from": 1000, "ms": 250}],
    "shift among others": [{"kind": "shift", "cue": None, "from": 1000, "ms": -990}],
    "many": [
        {"kind": "text", "cue": "a", "was": "ett", "text": "1"},
        {"kind": "text", "cue": "b", "was": "två", "text": "2"},
    ],
}


def cues(page: Page) -> object:
    return page.evaluate("[store.state.cues, store.state.aliases]")


@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_taken_back_and_done_again(window: Window, act: str) -> None:
    fake = Fake(list(CUES))
    page = window(fake)
    before = cues(page)
    dispatch(page, *ACTS[act])
    after = cues(page)
    assert after != before
    assert not page.evaluate("store.canRedo")

    for _ in range(2):
        page.evaluate("store.undo()")
        assert cues(page) == before
        assert page.evaluate("[store.canUndo, store.canRedo]") == [False, True]
        page.evaluate("store.redo()")
        assert page.evaluate("store.state.cues") == after[0]  # type: ignore[index]
    saved(page)

    assert page.evaluate("store.state.cues") == after[0]  # type: ignore[index]
    assert not [change for change in fake.changes if "result" in change]


def test_steps_go_back_one_by_one_and_a_new_act_ends_what_could_be_done_again(window: Window) -> None:
    page = window(Fake(list(CUES)))
    write(page, "a", "1")
    write(page, "b", "2")
    write(page, "a", "3")

    page.evaluate("store.undo()")
    page.evaluate("store.undo()")
    assert texts(page) == {"a": "1", "b": "två", "c": "tre"}
    write(page, "c", "ny")
    assert page.evaluate("store.redo()") is None
    page.evaluate("store.undo()")
    page.evaluate("store.undo()")

    assert texts(page) == {"a": "ett", "b": "två", "c": "tre"}
    assert page.evaluate("store.undo()") is None


def test_typing_after_an_undo_is_a_change_of_its_own(window: Window) -> None:
    fake = Fake(list(CUES))
    page = window(fake)
    write(page, "a", "1")
    page.evaluate("store.undo()")
    write(page, "a", "ett igen")
    page.evaluate("store.undo()")

    assert texts(page)["a"] == "ett"


def test_undo_takes_back_ones_own_words_and_leaves_those_of_another(window: Window) -> None:
    fake = Fake([cue("a", 0, "ett två tre")])
    page, other = window(fake), window(fake)
    write(page, "a", "ETT två tre")
    saved(page)
    until(other, "store.state.number === 1")
    write(other, "a", "ETT två TRE")
    saved(other)
    until(page, "store.state.number === 2")

    page.evaluate("store.undo()")
    saved(page)

    assert texts(page) == {"a": "ett två TRE"}


def test_a_new_cue_that_another_has_written_in_is_not_taken_away(window: Window) -> None:
    fake = Fake(list(CUES))
    page, other = window(fake), window(fake)
    write(page, "a", "1")
    dispatch(page, {"kind": "insert", "cue": "d", "times": [3000, 3900], "text": ""})
    saved(page)
    until(other, "store.state.number === 2")
    write(other, "d", "hennes")
    saved(other)
    until(page, "store.state.number === 3")

    page.evaluate("store.undo()")

    assert texts(page) == {"a": "ett", "b": "två", "c": "tre", "d": "hennes"}


def test_a_change_that_came_to_nothing_is_nothing_to_undo(window: Window) -> None:
    fake = Fake(list(CUES))
    page = window(fake)
    fake.number({"id": "x", "base": 0, "kind": "text", "cue": "a", "was": "ett", "text": "deras"})
    write(page, "a", "mitt")
    saved(page)

    assert page.evaluate("store.undo()") is None
    assert texts(page)["a"] == "deras"
