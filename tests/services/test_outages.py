"""Each server of a running archive is killed and comes back: what a visitor, an archivist and the worker see of it.

A clear sentence in the reader's language, never an error page; nothing is lost, and nobody has to do anything after it.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Error, Page, expect

from demo.account_list import ARCHIVIST
from tests.archive.conftest import clip
from tests.services import walking
from tests.services.site import Site
from tests.services.walking import Walk, found, play, until

__all__ = ["clip"]

pytestmark = [pytest.mark.browser, pytest.mark.media]

WORD = "gråsparv"
FILM, HIDDEN, NEW = (f"{name} om en {WORD}" for name in ("Film", "Hemlighet", "Nyhet"))
MAKE = (
    "from tests.catalogue.factories import DocumentaryFactory as Make;"
    "print(Make(titles={{'sv': {title!r}}}, slug={slug!r}, audience='public').pk)"
)
PREPARE = (
    "from archive.models import Recording; from archive.streamed import begin;"
    "print(begin(Recording.objects.get(work_links__work__slug='film').originals.get()).pk)"
)
STATE = "from archive.models import Job; job = Job.objects.get(pk={pk}); print(job.state, job.reason_code)"
LANGUAGES = {"sv": "", "en": "/en", "fa": "/fa"}
SEARCH_AWAY = "Search cannot answer at the moment. Please try again in a few minutes."
DATABASE_AWAY = "The database cannot be reached."
STORE_AWAY = "The store of files does not answer, or not as it should. Nothing is lost; it is tried again."


class Killable(Protocol):
    def kill(self) -> None: ...

    def start(self) -> None: ...


class Pausable(Protocol):
    def pause(self) -> None: ...

    def go_on(self) -> None: ...


Away = Callable[[Any], AbstractContextManager[None]]


@contextmanager
def killed(server: Killable) -> Iterator[None]:
    """As by a power failure, and back after the block."""
    server.kill()
    try:
        yield
    finally:
        server.start()


@contextmanager
def silent(server: Pausable) -> Iterator[None]:
    """It takes connections and answers nobody."""
    server.pause()
    try:
        yield
    finally:
        server.go_on()


def done_by(archive: Site, code: str) -> str:
    """The last line that this code prints within the archive."""
    return archive.manage("shell", "-v0", "-c", code).split("\n")[-2]


def made(archive: Site, slug: str, title: str) -> int:
    """A public work that nobody had to type; returns its number."""
    return int(done_by(archive, MAKE.format(slug=slug, title=title)))


@pytest.fixture(scope="module")
def film(archive_running: Site, clip: Callable[[str], Path]) -> str:
    """The address of a public film that was prepared; its title holds the word."""
    made(archive_running, "film", FILM)
    archive_running.manage("ingest", str(clip("uneven")), "--work", "film", "--wait")
    return "/works/film/"


def says(page: Page, archive: Site, path: str, sentence: str) -> None:
    """503 with these words in each language, and when to come again."""
    for language, prefix in LANGUAGES.items():
        address = archive.url + (path if path.startswith(("/stream/", "/admin/")) else prefix + path)
        answer = page.request.get(address, headers={"Accept-Language": language})
        with override(language):
            assert (answer.status, gettext(sentence) in answer.text()) == (503, True), (address, answer.text())
        assert int(answer.headers["retry-after"]) > 0


def opens(page: Page, archive: Site, path: str) -> bool:
    return page.request.get(archive.url + path).status == 200


@pytest.mark.parametrize("away", [killed, silent])
def test_while_search_is_away_it_says_so_and_all_else_goes_on(walk: Walk, film: str, away: Away) -> None:
    archive, desk, visitor = walk.site, walk.somebody(ARCHIVIST), walk.somebody()
    name = away.__name__
    hidden = made(archive, f"hidden-{name}", f"{HIDDEN} {name}")
    until(visitor, lambda: {FILM, f"{HIDDEN} {name}"} <= set(found(visitor, archive, WORD)))
    with away(archive.servers["opensearch"]):
        says(visitor, archive, f"/search/?q={quote(WORD)}", SEARCH_AWAY)
        walking.withdraw(desk, archive, hidden)
        assert (opens(visitor, archive, film), opens(visitor, archive, f"/works/hidden-{name}/")) == (True, False)
        new = walking.describe(desk, archive, f"{NEW} {name}")
        walking.publish(desk, archive, new)
        walking.set_access(desk, archive, new, "public")
    until(
        visitor, lambda: {FILM, f"{NEW} {name}"} <= set(titles := found(visitor, archive, WORD)) and never(titles, name)
    )


def never(titles: list[str], name: str) -> bool:
    assert f"{HIDDEN} {name}" not in titles
    return True


def test_while_the_database_is_away_everybody_is_told_so_and_the_worker_goes_on_afterwards(
    walk: Walk, film: str
) -> None:
    archive, desk, visitor = walk.site, walk.somebody(ARCHIVIST), walk.somebody()
    piece = play(visitor, archive.url + film)[-1]
    with killed(archive.servers["postgres"]):
        for path in ("/", film, f"/search/?q={quote(WORD)}", urlsplit(piece).path):
            says(visitor, archive, path, DATABASE_AWAY)
        says(desk, archive, "/admin/recordings/", DATABASE_AWAY)
    until(visitor, lambda: opens(visitor, archive, film) and visitor.request.get(piece).ok)
    desk.goto(f"{archive.url}/admin/recordings/")
    assert "login" not in desk.url, "she is still logged in"
    job = done_by(archive, PREPARE)
    until(visitor, lambda: done_by(archive, STATE.format(pk=job)).split() == ["done"])


def test_while_the_store_is_away_files_are_waited_for_and_nothing_is_lost(walk: Walk, film: str) -> None:
    archive, visitor = walk.site, walk.somebody()
    piece = play(visitor, archive.url + film)[-1]
    with killed(archive.servers["s3"]):
        says(visitor, archive, urlsplit(piece).path, STORE_AWAY)
        assert opens(visitor, archive, film)
        job = done_by(archive, PREPARE)
        until(visitor, lambda: done_by(archive, STATE.format(pk=job)).split() == ["waiting", "store.away"])
    until(visitor, lambda: visitor.request.get(piece).ok)
    until(visitor, lambda: done_by(archive, STATE.format(pk=job)).split() == ["done"])


def test_a_store_that_answers_nobody_is_given_up_by_readers(walk: Walk, film: str) -> None:
    archive, visitor = walk.site, walk.somebody()
    piece = play(visitor, archive.url + film)[-1]
    with silent(archive.servers["s3"]):
        says(visitor, archive, urlsplit(piece).path, STORE_AWAY)
        assert opens(visitor, archive, film)
    assert visitor.request.get(piece).ok


def test_a_file_that_the_store_could_not_take_is_refused_with_a_sentence_and_sent_again(
    walk: Walk, clip: Callable[[str], Path]
) -> None:
    archive, desk = walk.site, walk.somebody(ARCHIVIST)
    desk.goto(f"{archive.url}/admin/recordings/upload/")
    row = desk.locator("[data-uploads] > li").first
    with killed(archive.servers["s3"]):
        desk.set_input_files("input[type=file]", clip("wave"))
        expect(row).to_have_attribute("data-outcome", "refused", timeout=walking.PREPARED_MS)
        expect(row.locator("[data-status]")).to_have_text(
            "Fillagret svarar inte, så inget behölls. Skicka filen igen senare."
        )
    row.locator("[data-again]").click()
    expect(row).to_have_attribute("data-job", "done", timeout=walking.PREPARED_MS)


def test_nginx_comes_back_to_who_was_there(walk: Walk, film: str) -> None:
    archive, desk, visitor = walk.site, walk.somebody(ARCHIVIST), walk.somebody()
    with killed(archive.nginx), pytest.raises(Error, match="ECONNREFUSED"):
        opens(visitor, archive, film)
    until(visitor, lambda: opens(visitor, archive, film))
    desk.goto(f"{archive.url}/admin/recordings/")
    assert "login" not in desk.url, "she is still logged in"
