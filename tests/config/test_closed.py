"""One file closes the archive for everybody outside the admin, whatever state the database is in."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing as closes
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from archive import closing
from archive.access import STRANGER
from config.closed import closed_to_all
from search.index import build as indexing
from tests.leaks.table import ROUTES
from tests.leaks.world import build

ROOT = Path(__file__).parents[2]
ClientOf = Callable[[User | None], Client]
PUBLIC = (
    "/",
    "/en/",
    "/works/",
    "/people/hon/",
    "/search/?q=ord",
    "/login/",
    "/stream/x/y.m4s",
    "/tracks/x.vtt",
    "/no/",
)


@pytest.fixture
def closed() -> Iterator[None]:
    closing.close("a name got out")
    yield
    closing.open_again()


@pytest.mark.parametrize("path", PUBLIC)
def test_everything_outside_the_admin_is_closed_without_a_query(path: str, closed: None) -> None:
    # No mark for the database: any query fails this test.
    for method in ("get", "head", "post", "options"):
        response = getattr(Client(), method)(path, headers={"cookie": f"{settings.SESSION_COOKIE_NAME}=abc"})
        assert (response.status_code, response["Cache-Control"]) == (503, "no-store")
        assert "Set-Cookie" not in response
        assert "a name got out" not in response.content.decode()


@pytest.mark.parametrize(
    ("path", "asked", "words"),
    [
        ("/", "sv", "Arkivet är stängt för tillfället"),
        ("/", "en", "The archive is closed for the moment"),
        ("/fa/works/", "sv", 'dir="rtl"'),
        ("/en/works/", "fa", "The archive is closed for the moment"),
        ("/", "de", "Arkivet är stängt för tillfället"),
    ],
)
def test_the_page_is_in_the_readers_language(path: str, asked: str, words: str, closed: None) -> None:
    assert words in Client().get(path, headers={"accept-language": asked}).content.decode()


def test_no_public_route_gets_past_the_file(db: None, tmp_path: Path, archivist: User, client: Client) -> None:
    world = build(tmp_path, archivist)
    indexing.rebuild()
    seed = world.seeds["public"]
    client.force_login(archivist)
    found = [[*row.of_seed(seed, STRANGER)[:1], *row.pages(world)[:1]] for row in ROUTES.values()]
    addresses = [address for some in found for address in some]
    assert [address for address in addresses if client.get(address).status_code == 503] == []
    closing.close()
    assert [address for address in addresses if client.get(address).status_code != 503] == []


def test_the_admin_and_its_login_stay_open(closed: None, client_of: ClientOf, archivist: User) -> None:
    assert client_of(None).get("/admin/login/").status_code == 200
    assert client_of(archivist).get("/admin/").status_code == 200


def test_a_path_that_only_looks_like_the_admins_is_closed(closed: None) -> None:
    door = closed_to_all(lambda _: HttpResponse("let in"))
    for path in ("/Admin/", "/admin", "//admin/", "/en/admin/", "/x/admin/", "/administration/"):
        request = RequestFactory().get("/")
        request.path = request.path_info = path
        assert door(request).status_code == 503


def test_static_files_of_the_closed_page_still_load(closed: None) -> None:
    middleware = settings.MIDDLEWARE
    assert middleware.index("whitenoise.middleware.WhiteNoiseMiddleware") < middleware.index(
        "config.closed.closed_to_all"
    )
    asks = ("Session", "Authentication", "Message", "Locale")
    assert all(
        middleware.index("config.closed.closed_to_all") < place
        for place, name in enumerate(middleware)
        if any(word in name for word in asks)
    )


def test_opening_again_opens(db: None, closed: None, client: Client) -> None:
    assert client.get("/works/").status_code == 503
    closing.open_again()
    assert client.get("/works/").status_code == 200


def test_a_place_that_cannot_be_looked_at_counts_as_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(settings, "CLOSED_FILE", tmp_path / "file" / "closed")
    assert closing.is_closed()


def test_the_command_says_where_it_could_not_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(settings, "CLOSED_FILE", tmp_path / "file" / "closed")
    with pytest.raises(CommandError, match="stop the web server"):
        call_command("close_archive")


def manage(folder: Path, *arguments: str, database: str) -> str:
    """What the command says in a process of its own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "ROSTARKIVET_VAR_DIR": str(folder),
        "ROSTARKIVET_DATABASE_URL": f"sqlite:///{database}",
    }
    command = [sys.executable, "manage.py", "close_archive", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


def test_the_command_closes_and_opens_while_the_database_is_locked_or_gone(tmp_path: Path) -> None:
    database = tmp_path / "locked.sqlite3"
    with closes(sqlite3.connect(database, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        said = manage(tmp_path, "--reason", "ett namn", database=str(database))
    assert said == "The archive is closed for everybody outside the admin: ett namn\n"
    assert (tmp_path / "closed").read_text() == "ett namn"
    gone = "/nowhere/at/all.sqlite3"
    assert "closed" in manage(tmp_path, "--state", database=gone)
    assert manage(tmp_path, "--open", database=gone) == "The archive is open again.\n"
    assert not (tmp_path / "closed").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_still_closes_and_only_the_reason_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").symlink_to("/dev/full")
    monkeypatch.setattr(settings, "CLOSED_FILE", tmp_path / "closed")
    assert closing.close("why") is False
    assert closing.is_closed()


def test_the_database_is_really_out_of_reach_here() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.cursor()
