"""Take the README's screenshots from a demonstration that `make demo` runs in another terminal."""

import io
import os
import re
import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from demo.account_list import ARCHIVIST

BASE = f"http://localhost:{os.environ.get('ROSTARKIVET_PORT', '8000')}"
TARGET = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
DESKTOP, FRONT, TALL, PHONE = (1280, 860), (1280, 1200), (1280, 1700), (390, 1180)
COLOURS = 200
LARGEST_BYTES = 200_000


def still(page: Page) -> None:
    """Nothing to do but wait until the typefaces and pictures are there."""


def playing(page: Page) -> None:
    """Play until a subtitle stands in the picture, then hold it."""
    page.locator("[data-start-button]").click()
    page.wait_for_function(
        """() => {
            const media = document.querySelector("[data-media]");
            const shown = [...media.textTracks].some((track) => track.mode !== "disabled" && track.activeCues?.length);
            return media.readyState >= 3 && media.currentTime > 0.4 && shown;
        }"""
    )
    page.wait_for_timeout(1200)
    page.evaluate("document.querySelector('[data-media]').pause()")


def film(page: Page) -> None:
    """From the list of recordings to the film that was a tape, with its job."""
    page.locator("main table a[href^='/admin/recordings/']", has_text="Tills vi blir fria").first.click()
    page.wait_for_url(re.compile(r"/admin/recordings/\d+/$"))


def sealing(page: Page) -> None:
    """From the film to the rule of its work, filled in so that it is listed and sealed. Nothing is sent."""
    film(page)
    page.locator(".archive-facts a").first.click()
    page.locator("details.archive-layers summary").click()
    page.locator("[data-seal-until]").fill("2040-05-01")
    page.locator("[data-seal-all]").click()
    page.locator("details.archive-layers").evaluate("layers => layers.scrollIntoView()")


def bench(page: Page) -> None:
    """From the list of tracks to the Swedish one of the film that was a tape, with some of it at work."""
    page.locator("main tbody tr", has_text="Tills vi blir fria").filter(has_text="Svenska").locator("a").first.click()
    page.locator("a[href$='/workbench/']").first.click()
    page.locator(".row[aria-selected=true]").wait_for()
    for key in ("Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowDown"):
        page.keyboard.press(key)
    page.wait_for_timeout(2500)


def keys(page: Page) -> None:
    """The list of all keys, over the workbench."""
    bench(page)
    page.keyboard.press("Shift+F1")
    page.get_by_role("dialog").wait_for()


@dataclass(frozen=True)
class Shot:
    """`name` is the file's; `path` the address; `ready` brings the page to where it is shown."""

    name: str
    path: str
    ready: Callable[[Page], None] = still
    size: tuple[int, int] = DESKTOP
    admin: bool = False


SHOTS = (
    Shot("home-sv", "/", size=FRONT),
    Shot("search-sv", "/search/?q=frihet", size=TALL),
    Shot("work-sv", "/works/tills-vi-blir-fria/?t=45", playing, TALL),
    Shot("work-fa", "/fa/works/kvinnors-rost-frihet/?t=21", playing, TALL),
    Shot("phone-fa", "/fa/works/kvinnors-rost-koket/?t=62", playing, PHONE),
    Shot("admin-recording", "/admin/recordings/", film, TALL, admin=True),
    Shot("admin-sealing", "/admin/recordings/", sealing, admin=True),
    Shot("admin-upload", "/admin/recordings/upload/", admin=True),
    Shot("translations-sv", "/admin/tracks/translations/", admin=True),
    Shot("workbench-sv", "/admin/tracks/", bench, admin=True),
    Shot("workbench-keys", "/admin/tracks/", keys, admin=True),
)


def main() -> int:
    """Take every screenshot, or those whose names are given; 1 when no demonstration is running."""
    try:
        urllib.request.urlopen(BASE, timeout=10)
    except (OSError, urllib.error.URLError):
        print(f"Nothing answers at {BASE}. Start `make demo` first.", file=sys.stderr)  # noqa: T201
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:] or [shot.name for shot in SHOTS]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--mute-audio", "--autoplay-policy=no-user-gesture-required"],
        )
        for shot in SHOTS:
            if shot.name in wanted:
                save(shot, take(browser, shot))
        browser.close()
    return 0


def take(browser: Browser, shot: Shot) -> bytes:
    """The picture of one page, once it is ready."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="sv-SE", reduced_motion="reduce", color_scheme="light"
    )
    page = context.new_page()
    if shot.admin:
        log_in(page)
    page.goto(BASE + shot.path)
    shot.ready(page)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    picture = page.screenshot(animations="disabled")
    context.close()
    return picture


def log_in(page: Page) -> None:
    """As the demonstration's archivist."""
    page.goto(f"{BASE}/admin/login/")
    page.fill("[name=username]", ARCHIVIST.name)
    page.fill("[name=password]", ARCHIVIST.password)
    page.locator("[type=submit]").first.click()
    page.wait_for_url(f"{BASE}/admin/")


def save(shot: Shot, picture: bytes) -> None:
    """Write a small PNG: few colours are enough for a page of a book."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    path = TARGET / f"{shot.name}.png"
    for colours in (COLOURS, 96, 48):
        image.quantize(colours, dither=Image.Dither.FLOYDSTEINBERG).save(path, optimize=True)
        if path.stat().st_size <= LARGEST_BYTES:
            break
    print(f"{path.name}: {path.stat().st_size // 1000} kB")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
