"""A translator at the workbench, over the real server: what she presses, and what she sees of the track."""

from collections.abc import Callable
from urllib.parse import urljoin

from django.urls import reverse
from playwright.sync_api import Page, expect

from subtitles import workbench
from subtitles.changes import Change
from subtitles.models import Track
from subtitles.workbench.rows import change_of

SHOWN = """() => [...document.querySelectorAll("[data-list] .row")]
  .sort((a, b) => a.dataset.at - b.dataset.at)
  .map((row) => row.querySelector(".row__text .row__words")?.innerText.replaceAll(/\\s+/g, " ").trim() ?? "")"""


def sit_down(page: Page, track: Track) -> None:
    """Opens the track, and is ready to write in its first cue."""
    page.goto(urljoin(page.url, reverse("tracks:workbench", args=[track.pk])))
    expect(page.locator(".row[aria-selected=true]")).to_have_count(1, timeout=60_000)


def go(page: Page, place: int) -> None:
    """To the text of a cue, by the keyboard: a row may go away under the pointer."""
    press(page, "F2", "Alt+Home", *["Alt+ArrowDown"] * place)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def type_at(page: Page, place: int, word: str, *keys: str) -> None:
    """Types a word into a cue, after these keys: at its end without any."""
    go(page, place)
    press(page, *keys or ("Control+End",))
    page.keyboard.insert_text(word)


def shown(page: Page) -> list[str]:
    """The texts of the list, in order; of a track that is short enough to be seen whole."""
    texts: list[str] = page.evaluate(SHOWN)
    return texts


def stands(track: Track) -> list[str]:
    """The same as the server has it."""
    return [" ".join(cue["text"].split()) for cue in workbench.state_at(track)["cues"]]


def done(track: Track) -> list[Change]:
    """Every change of the track."""
    return [change_of(row) for row in track.changes.order_by("number")]


def until(page: Page, is_so: Callable[[], bool], seconds: int = 60) -> None:
    """Waits until it is so; the page's policy keeps Playwright's own waiting out."""
    for _ in range(seconds * 10):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{page.locator('[data-state]').inner_text()!r} is said, {shown(page)} is shown")


def saved(page: Page) -> None:
    expect(page.locator("[data-state][data-kind=saved]")).to_be_visible(timeout=60_000)
