"""Windows of translators in a real browser, over a server that does as the test says."""

import json
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, Route

from subtitles.admin.workbench.saving import SAVING
from tests.config.running import ROOT
from tests.subtitles.workbench.fake import PAGE, Fake

# Nothing listens there: every request is answered by a route.
ADDRESS = "http://localhost:9/admin/tracks/7/workbench/"
OPEN = """async ([words, language]) => {
  const { open } = await import("/static/js/workbench/store.js");
  window.store = await open(location.href, { words, language });
}"""

Window = Callable[..., Page]


def words(language: str) -> dict[str, str]:
    with translation.override(language):
        return {key: str(word) for key, word in SAVING.items()}


def begin(page: Page, language: str = "en") -> None:
    page.evaluate(OPEN, [words(language), language])


@pytest.fixture
def context(chromium: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """A browser of one's own: its store is shared by its windows and by nobody else."""
    opened = []

    def build() -> BrowserContext:
        opened.append(chromium.new_context())
        return opened[-1]

    yield build
    for each in opened:
        each.close()


@pytest.fixture
def window(context: Callable[[], BrowserContext]) -> Window:
    """Opens the store over a fake server: in a context that is given, or a new one; `clock` stops the time in it."""

    def build(fake: Fake, within: BrowserContext | None = None, *, begun: bool = True, clock: bool = False) -> Page:
        page = (within or context()).new_page()
        serve(page, fake)
        if clock:
            page.clock.install()
        page.goto(ADDRESS)
        if begun:
            begin(page)
        return page

    return build


def serve(page: Page, fake: Fake) -> None:
    page.route("**/static/**", module)
    page.route("**/admin/tracks/7/workbench/", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.route("**/workbench/state.json", fake.handle)
    page.route("**/tracks/7/changes/**", fake.handle)


def module(route: Route) -> None:
    route.fulfill(path=ROOT / urlsplit(route.request.url).path.removeprefix("/"), content_type="text/javascript")


def dispatch(page: Page, *changes: dict[str, object]) -> str:
    return str(page.evaluate("(list) => store.dispatch(list)", changes[0] if len(changes) == 1 else list(changes)))


def write(page: Page, uuid: str, text: str) -> None:
    """As typing does: the text that stands there becomes another."""
    page.evaluate(
        "([cue, text]) => { const was = store.cue(cue).text; store.dispatch({ kind: 'text', cue, was, text }); }",
        [uuid, text],
    )


def until(page: Page, condition: str, seconds: int = 20) -> None:
    """Wait for what an expression says of `store`, letting the routes do their work."""
    for _ in range(seconds * 20):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{condition}: {json.dumps(page.evaluate('store.status'))}")


def saved(page: Page) -> None:
    until(page, "store.status.code === 'saved' && store.status.unsent === 0")


def texts(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate("Object.fromEntries(store.state.cues.map((cue) => [cue.uuid, cue.text]))")
    return found
