"""What a translator waits for at the workbench, in Chromium over a real server: 10,000 cues against a hundred."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.benchmarks.bench_changes import track
from tests.browser import ARGUMENTS, CHROMIUM

FEW, A_FILM, MANY = 100, 1_000, 10_000
KEYS, HOUR_OF_KEYS, FRAMES, FRAME_MS = 200, 6_000, 300, 16.0
SENTENCE = "hon sade att friheten börjar hemma "
A_THIRD = HOUR_OF_KEYS // len(SENTENCE) // 3  # cues
BARE = "<textarea autofocus></textarea><div style='height:99999px'></div>"
Row = tuple[str, str, str]
# From a key to the picture that shows it, in milliseconds; what is quicker than a frame is not told, and is one.
LISTEN = """() => {
  window.waits = [];
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "keydown") window.waits.push(duration);
  }).observe({ type: "event", durationThreshold: 16 });
}"""
SCROLL = """async ([selector, frames]) => {
  const box = document.querySelector(selector) ?? document.scrollingElement;
  const took = [];
  let last = await new Promise(requestAnimationFrame);
  for (let at = 0; at < frames; at += 1) {
    box.scrollTop += 90;
    const now = await new Promise(requestAnimationFrame);
    took.push(now - last);
    last = now;
  }
  return took;
}"""


@dataclass(frozen=True)
class Seen:
    """Milliseconds: until it can be written in, of the 95th of a hundred keys, of each frame while it scrolls."""

    opened: float
    key: float
    frames: list[float]


@dataclass(frozen=True, slots=True)
class Held:
    """What the page holds when so many cues were written, after the garbage was collected."""

    cues: int
    bytes: float
    elements: int


def rows() -> list[Row]:
    """(what, ours among many to ours among few or to an empty page, note)."""
    with served() as (server, translator), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        bare = seen_bare(browser)
        few, many = (seen(browser, server, translator, count) for count in (FEW, MANY))
        grown = heap_after_an_hour(browser, server, translator)
    late = sum(frame > 2 * median(bare.frames) for frame in many.frames)
    return [
        row("The workbench opened, 10,000 cues to a hundred", many.opened / few.opened, f"{many.opened:.0f} ms"),
        row(
            "From key to picture (95 %), to an empty page",
            many.key / bare.key,
            f"{many.key:.0f} ms, {few.key:.0f} among few",
        ),
        row(
            "A frame of scrolling, to an empty page",
            median(many.frames) / median(bare.frames),
            f"{late} of {FRAMES} late",
        ),
        row("Memory after an hour's typing, to its first third", grown[-1].bytes / grown[0].bytes, growth(grown)),
    ]


def row(what: str, ratio: float, note: str) -> Row:
    return what, f"{ratio:.2f}", note


def growth(held: list[Held]) -> str:
    """What is written, found in it and can be undone stays, so each sentence costs what it costs; elements are few."""
    each = (held[-1].bytes - held[0].bytes) / (held[-1].cues - held[0].cues)
    mega = " · ".join(f"{one.bytes / 1e6:.2f}" for one in held)
    return f"{mega} MB: {each / 1e3:.1f} kB a sentence; {held[0].elements} elements, then {held[-1].elements}"


@contextmanager
def served() -> Iterator[tuple[LiveServer, User]]:
    server = LiveServer("localhost")
    translator = User.objects.create_user("translator")
    translator.groups.set([Group.objects.get_or_create(name="Translators")[0]])
    settings.ALLOWED_HOSTS = ["*"]
    try:
        yield server, translator
    finally:
        server.stop()


def desk(browser: Browser, server: LiveServer, translator: User) -> Page:
    """A page of somebody who is logged in."""
    client = Client()
    client.force_login(translator)
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])
    return context.new_page()


def seen_bare(browser: Browser) -> Seen:
    page = browser.new_page()
    page.set_content(BARE)
    page.focus("textarea")
    seen = Seen(0, waited(page), scrolled(page))
    page.close()
    return seen


def seen(browser: Browser, server: LiveServer, translator: User, count: int) -> Seen:
    page = desk(browser, server, translator)
    address = server.url + reverse("tracks:workbench", args=[track(count).pk])
    opened = min(opening(page, address) for _ in range(3))
    found = Seen(opened, waited(page), scrolled(page))
    page.context.close()
    return found


def opening(page: Page, address: str) -> float:
    page.goto(address)
    page.wait_for_selector(".row[aria-selected=true]")
    return float(page.evaluate("performance.now()"))


def waited(page: Page) -> float:
    page.evaluate(LISTEN)
    for at in range(KEYS):
        page.keyboard.press("Space" if at % 6 == 5 else "a")
    page.wait_for_timeout(300)
    slow: list[float] = page.evaluate("window.waits")
    waits = sorted(slow + [FRAME_MS] * (KEYS - len(slow)))
    return waits[len(waits) * 95 // 100]


def scrolled(page: Page) -> list[float]:
    frames: list[float] = page.evaluate(SCROLL, ["[data-list], .list", FRAMES])
    return frames


def heap_after_an_hour(browser: Browser, server: LiveServer, translator: User) -> list[Held]:
    """After each third of an hour's keys: a sentence in a cue, which Ctrl+Enter confirms, and on to the next."""
    page = desk(browser, server, translator)
    film = track(A_FILM)
    opening(page, server.url + reverse("tracks:workbench", args=[film.pk]))
    told = page.context.new_cdp_session(page)
    held = []
    for third in (1, 2, 3):
        for _cue in range(A_THIRD):
            page.keyboard.type(SENTENCE)
            page.keyboard.press("Control+Enter")
        page.wait_for_timeout(3000)
        told.send("HeapProfiler.collectGarbage")
        size, counted = told.send("Runtime.getHeapUsage")["usedSize"], told.send("Memory.getDOMCounters")["nodes"]
        held.append(Held(third * A_THIRD, size, counted))
    written = film.changes.filter(kind="text").values("cue").distinct().count()
    confirmed = film.changes.filter(kind="confirm").values("cue").distinct().count()
    assert written == confirmed == 3 * A_THIRD, f"{written} written, {confirmed} confirmed of {3 * A_THIRD}"
    page.context.close()
    return held
