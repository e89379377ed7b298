"""A stranger's piece of a stream is answered before any session is looked at, and as it would have been after."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive import storage
from archive.access import STRANGER, viewer_of
from archive.digest import of_folder
from archive.models import Recording
from archive.streaming import links, tokens
from tests.archive.factories import RenditionSetFactory, RestrictionFactory
from tests.leaks.answers import Answer, ask, difference

EARLY = "archive.streaming.early.streams_to_strangers"
LATER = [each for each in settings.MIDDLEWARE if each != EARLY]
SESSIONS = "django.contrib.sessions.middleware.SessionMiddleware"
NAMES = ("v720/seg00000.m4s", "a128/seg00000.m4s", "poster.jpg", "peaks.json", "master.m3u8")


@pytest.fixture
def recording(db: None, tmp_path: Path) -> Recording:
    found: Recording = RestrictionFactory(recording__kind="video").recording
    live = RenditionSetFactory(recording=found, live=True, extras=["poster.jpg", "peaks.json"])
    for name in NAMES:
        path = tmp_path / "built" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() * 100)
    storage.renditions().put_tree(live.directory, tmp_path / "built", of_folder(tmp_path / "built"))
    return found


def both_ways(client: Client, address: str, method: str = "GET", **headers: str) -> tuple[Answer, Answer]:
    early = ask(client, address, method, headers)
    with override_settings(MIDDLEWARE=LATER):
        later = Client()
        later.cookies = client.cookies
        return early, ask(later, address, method, headers)


def alike(client: Client, address: str, method: str = "GET", **headers: str) -> int:
    """The status of both, once all of both is seen to be the same."""
    early, later = both_ways(client, address, method, **headers)
    assert difference(early, later) == ""
    return early.status


def test_it_stands_before_the_sessions() -> None:
    assert settings.MIDDLEWARE.index(EARLY) < settings.MIDDLEWARE.index(SESSIONS)


@pytest.mark.parametrize(
    "people",
    list(product(["stranger", "researcher", "translator", "archivist"], ["stranger", "translator"])),
    ids="-".join,
)
@pytest.mark.parametrize("closed", ["", "staff", "researchers", "withdrawn", "sound"])
def test_whoever_brings_it_gets_the_same_both_ways(
    recording: Recording,
    client_of: Callable[[User | None], Client],
    request: pytest.FixtureRequest,
    people: tuple[str, str],
    closed: str,
) -> None:
    who, bearer = people
    asking = None if who == "stranger" else request.getfixturevalue(who)
    holder = STRANGER if bearer == "stranger" else viewer_of(request.getfixturevalue(bearer))
    address, client = links.prefix(recording, holder), client_of(asking)
    if closed == "sound":
        RestrictionFactory(recording=recording, basis="rights", layer="sound", audience="staff")
    elif closed:
        Recording.objects.all().write_rule(**({"withdrawn": True} if closed == "withdrawn" else {"audience": closed}))
    sent = {name: alike(client, address + name) for name in NAMES}
    is_hers = who == bearer == "translator" and closed != "withdrawn"
    assert (sent["v720/seg00000.m4s"] == 200) == (is_hers or closed in {"", "sound"})
    assert (sent["a128/seg00000.m4s"] == 200) == (is_hers or not closed)


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("HEAD", {}, 200),
        ("GET", {"range": "bytes=10-19"}, 206),
        ("GET", {"range": "bytes=99999-"}, 416),
        ("GET", {"range": "bytes=0-9", "if-range": '"other"'}, 200),
        ("GET", {"accept-language": "fa", "accept-encoding": "gzip"}, 200),
        ("POST", {}, 405),
        ("OPTIONS", {}, 405),
        ("GET", {"host": "evil.example"}, 400),
    ],
)
def test_however_it_is_asked_for_the_answer_is_the_same(
    recording: Recording, client: Client, method: str, headers: dict[str, str], status: int
) -> None:
    address = links.prefix(recording, STRANGER)
    assert [alike(client, address + name, method, **headers) for name in NAMES[:2]] == [status] * 2
    tag = client.get(address + NAMES[0])["ETag"]
    assert alike(client, address + NAMES[0], **{"if-none-match": tag}) == 304


def test_an_answer_does_not_tell_whether_its_address_is_a_members(
    recording: Recording, client: Client, translator: User
) -> None:
    addresses = [links.prefix(recording, viewer) + NAMES[0] for viewer in (STRANGER, viewer_of(translator))]
    for cookies in ({}, {settings.SESSION_COOKIE_NAME: "a" * 32}):
        client.cookies.load(cookies)
        one, other = (ask(client, address) for address in addresses)
        assert (one.status, difference(one, other)) == (200, "")


@pytest.mark.parametrize("token", ["A" * 64, "!", "é" * 64, "expired"])
@pytest.mark.parametrize("name", [NAMES[0], "manifest.json", "none.m4s", "v720", "../x.jpg", "%0a.jpg"])
def test_what_opens_nothing_is_refused_in_the_same_way(
    recording: Recording, client: Client, token: str, name: str
) -> None:
    live = recording.rendition_set
    assert live is not None
    holder = tokens.holder_of(live.uuid, None)
    made = tokens.issue(tokens.Token(live.uuid, holder), at=timezone.now() - timedelta(days=1))
    assert alike(client, f"/stream/{made if token == 'expired' else token}/{name}") == 404
    assert alike(client, links.prefix(recording, STRANGER) + name) == (200 if name == NAMES[0] else 404)


def test_a_strangers_piece_costs_the_one_question(recording: Recording, client: Client) -> None:
    address = links.prefix(recording, STRANGER) + NAMES[0]
    with CaptureQueriesContext(connection) as asked:
        assert b"".join(client.get(address).streaming_content) == NAMES[0].encode() * 100  # type: ignore[attr-defined]
    assert [query["sql"].count("archive_restriction") > 0 for query in asked] == [True]
