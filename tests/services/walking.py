"""What people do with an archive, each in a browser of her own: nothing but what a person sees is asked for."""

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import reverse
from playwright.sync_api import Browser, Page, Response, expect

from demo.account_list import ARCHIVIST, Account
from tests.services.site import Site

PREPARED_MS, PATIENCE_SECONDS, PLAYED_SECONDS = 180_000, 90, 1.2


@dataclass
class Walk:
    """Who comes to an archive, each with a browser of her own."""

    site: Site
    browser: Browser
    came: list[Page] = field(default_factory=list)

    def somebody(self, account: Account | None = None) -> Page:
        page = self.browser.new_context(reduced_motion="reduce").new_page()
        self.came.append(page)
        if account is not None:
            page.goto(f"{self.site.url}{'/admin/' if account is ARCHIVIST else '/login/'}")
            page.fill("main [name=username]", account.name)
            page.fill("main [name=password]", account.password)
            page.keyboard.press("Enter")
            page.wait_for_url(lambda address: "login" not in address)
        return page


def upload(desk: Page, archive: Site, files: list[Path]) -> list[str]:
    """The addresses of the recordings that came of them, once the worker has prepared all."""
    desk.goto(archive.url + reverse("recordings:upload"))
    desk.set_input_files("input[type=file]", files)
    rows = desk.locator("[data-uploads] > li")
    for number in range(len(files)):
        expect(rows.nth(number)).to_have_attribute("data-job", "done", timeout=PREPARED_MS)
    return [archive.url + str(row.locator("[data-link]").get_attribute("href")) for row in rows.all()]


def describe(desk: Page, archive: Site, title: str) -> int:
    """A documentary as a draft; returns its number."""
    desk.goto(archive.url + reverse("wagtailsnippets_catalogue_documentary:add"))
    desk.fill("[name=titles-0-text]", title)
    desk.locator("form[data-edit-form] button[type=submit]:visible, button.action-save:visible").first.click()
    desk.wait_for_url("**/edit/**")
    number = re.search(r"/edit/(\d+)/", desk.url)
    assert number
    return int(number[1])


def attach(desk: Page, recording: str, title: str) -> None:
    desk.goto(recording)
    desk.locator("a[href*='attach']").first.click()
    desk.get_by_role("button", name=title).click()
    expect(desk.get_by_role("link", name=title).first).to_be_visible()


def import_track(desk: Page, archive: Site, recording: str, file: Path) -> None:
    """Published at once, also where the page asks whether so little is to be published."""
    desk.goto(f"{archive.url}{reverse('tracks:import')}?recording={recording.rstrip('/').rpartition('/')[2]}")
    desk.select_option("[name=language]", "sv")
    desk.set_input_files("input[type=file]", file)
    desk.locator("form[enctype] [type=submit]").first.click()
    expect(desk.locator("button[name=publish]")).to_be_visible()
    if (sure := desk.locator("input[name=sure]")).count():
        sure.check()
    desk.locator("button[name=publish]").click()
    desk.wait_for_url(lambda address: "import" not in address)


def publish(desk: Page, archive: Site, work: int) -> None:
    desk.goto(archive.url + reverse("wagtailsnippets_catalogue_documentary:edit", args=[work]))
    button = desk.locator("button[name=action-publish]")
    if not button.is_visible():
        desk.locator("footer [data-w-dropdown-target=toggle]").last.click()
    button.click()
    desk.wait_for_load_state()


def set_access(desk: Page, archive: Site, work: int, audience: str) -> None:
    desk.goto(archive.url + reverse("wagtailsnippets_catalogue_documentary:access", args=[work]))
    desk.check(f"[name=audience][value={audience}]")
    desk.locator("main form button[type=submit]").first.click()
    desk.locator("button[name=confirmed]").click()
    desk.wait_for_load_state()


def withdraw(desk: Page, archive: Site, work: int) -> None:
    desk.goto(archive.url + reverse("wagtailsnippets_catalogue_documentary:withdraw", args=[work]))
    desk.fill("[name=because]", "She asked for it.")
    desk.locator("main form button[type=submit]").first.click()
    desk.wait_for_load_state()


def found(page: Page, archive: Site, word: str) -> list[str]:
    """The titles that a search gives, none where it cannot answer."""
    page.goto(f"{archive.url}/search/?q={word}")
    return [title.inner_text() for title in page.locator(".result__title").all()]


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Ask again until it holds."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, page.content()
        page.wait_for_timeout(300)


def play(page: Page, address: str) -> list[str]:
    """Play it for a second; returns the addresses that its pieces came from."""
    came: list[str] = []

    def hear(response: Response) -> None:
        if response.ok and urlsplit(response.url).path.endswith((".m4s", ".mp4")):
            came.append(response.url)

    page.on("response", hear)
    page.goto(address)
    page.locator("[data-start-button]").click()
    until(page, lambda: page.evaluate("document.querySelector('[data-media]').currentTime") > PLAYED_SECONDS)
    page.remove_listener("response", hear)
    return came


def origins(addresses: list[str]) -> set[str]:
    return {"{0.scheme}://{0.netloc}".format(urlsplit(each)) for each in addresses}


@dataclass(frozen=True)
class Fetched:
    address: str
    sha256: str


def fetched(desk: Page, recording: str) -> Fetched:
    """An original as the archivist downloads it."""
    desk.goto(recording)
    with desk.expect_download() as download:
        desk.locator("a[download]").first.click()
    return Fetched(download.value.url, hashlib.sha256(download.value.path().read_bytes()).hexdigest())
