"""Against a real web server: what is closed stops, and nobody can take staff's threads."""

import contextlib
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive import closing, storage
from archive.models import Document, Recording
from tests.archive.factories import CleanCopyFactory, DocumentFactory, RecordingFactory, RestrictionFactory
from tests.config.serving import live
from tests.config.serving.live import Server

pytestmark = pytest.mark.django_db(transaction=True)

MEGABYTE = 1024**2
BOOK = 40 * MEGABYTE
ENDS_SECONDS = 8.0  # asked every two, and looked at every second


@pytest.fixture
def book(tmp_path: Path) -> Document:
    """A public document that is large enough to be read for long."""
    document: Document = DocumentFactory()
    RestrictionFactory(recording=None, document=document)
    copy = CleanCopyFactory(document=document, size_bytes=BOOK)
    (tmp_path / "book").write_bytes(bytes(BOOK))
    storage.renditions().put(copy.key, tmp_path / "book")
    return document


@contextlib.contextmanager
def reading(server: Server, path: str, source: str = "127.0.0.2") -> Iterator[socket.socket]:
    """A reader with a small window who has seen the beginning of the answer."""
    with server.connect(source, receive_buffer=65536) as sock:
        sock.sendall(live.request(path))
        assert b" 200 " in sock.recv(1024)
        yield sock


CLOSINGS: dict[str, Callable[[], object]] = {
    "withdrawn": lambda: Document.objects.all().write_rule(withdrawn=True),
    "the archive closed": closing.close,
}


@pytest.mark.parametrize("close", CLOSINGS.values(), ids=CLOSINGS)
def test_a_slow_download_ends_within_seconds_of_the_closing(
    close: Callable[[], object], tmp_path: Path, book: Document
) -> None:
    with live.server(tmp_path) as server, reading(server, f"/documents/{book.uuid}/") as sock:
        live.read_until_end(sock, most=MEGABYTE)
        close()
        started = time.monotonic()
        rest = live.read_until_end(sock, most=BOOK, pause=0.05)
        assert time.monotonic() - started < ENDS_SECONDS
        assert rest < BOOK // 2
        assert server.ask(f"/documents/{book.uuid}/").status in {404, 503}


def test_a_reader_who_takes_nothing_gets_no_more_than_what_was_on_its_way(tmp_path: Path, book: Document) -> None:
    with live.server(tmp_path) as server, reading(server, f"/documents/{book.uuid}/") as sock:
        Document.objects.all().write_rule(withdrawn=True)
        time.sleep(5)
        assert live.read_until_end(sock, most=BOOK) < 2 * MEGABYTE


def test_a_download_that_stays_open_is_whole(tmp_path: Path, book: Document) -> None:
    with live.server(tmp_path) as server, reading(server, f"/documents/{book.uuid}/") as sock:
        assert live.read_until_end(sock, most=2 * BOOK, pause=0.001) > BOOK - 1024


def test_whoever_takes_less_than_the_lowest_speed_is_cut_off(tmp_path: Path, book: Document) -> None:
    patience, lowest = "ROSTARKIVET_PATIENCE_SECONDS", "ROSTARKIVET_LOWEST_SPEED"
    limited = live.server(tmp_path, environment={patience: "2", lowest: "200000"})
    with limited as server, reading(server, f"/documents/{book.uuid}/") as sock:
        time.sleep(6)
        assert live.read_until_end(sock, most=BOOK) < 2 * MEGABYTE
        with server.connect("127.0.0.3") as sender:
            sender.sendall(b"POST /login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx")
            sender.settimeout(10)
            live.read_until_end(sender, most=100_000)  # the server ends it: no time-out here


def crowd(server: Server, path: str, stack: contextlib.ExitStack) -> None:
    """Forty who read nothing, twenty who never finish their head and twenty who say nothing, all different."""
    for number in range(80):
        sock = stack.enter_context(server.connect(f"127.0.1.{number + 1}", receive_buffer=4096))
        whole = live.request(path)
        sock.sendall(whole if number < 40 else whole[: 30 * (number % 2)])
    time.sleep(1)


def test_staff_can_withdraw_while_a_crowd_holds_whatever_it_can(
    tmp_path: Path, book: Document, archivist: User, client_of: Callable[[User | None], Client]
) -> None:
    recording = RecordingFactory()
    cookies = live.cookies_of(client_of(archivist))
    address = reverse("recordings:withdraw", args=[recording.pk])
    with live.server(tmp_path) as server, contextlib.ExitStack() as stack:
        crowd(server, f"/documents/{book.uuid}/", stack)
        page = server.ask(address, cookies=cookies)
        assert page.status == 200
        token = page.head.partition("csrftoken=")[2].partition(";")[0]
        fields = {"because": "a name", "csrfmiddlewaretoken": live.csrf_of(page.body.decode())}
        sent = server.ask(address, method="POST", cookies=f"{cookies}; csrftoken={token}", body=urlencode(fields))
        assert sent.status == 302
        assert Recording.objects.get(pk=recording.pk).withdrawn
        # Visitors' pages have threads that files do not get.
        assert server.ask("/works/").status == 200
        # And one more file has to wait, in vain, but not for ever.
        late = server.ask(f"/documents/{book.uuid}/", source="127.0.3.1")
        assert (late.status, "Retry-After" in late.head) == (503, True)


def test_staff_who_are_not_known_yet_come_in_while_visitors_fill_their_share(
    tmp_path: Path, archivist: User, client_of: Callable[[User | None], Client]
) -> None:
    cookies = live.cookies_of(client_of(archivist))
    with live.server(tmp_path) as server, contextlib.ExitStack() as stack:
        for number in range(30):  # each holds a thread with a body that does not come
            sock = stack.enter_context(server.connect(f"127.0.2.{number + 1}"))
            sock.sendall(b"POST /login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\nx")
        time.sleep(1)
        assert server.ask("/admin/login/").status == 200
        assert server.ask("/admin/", cookies=cookies).status == 200


def test_one_client_who_asks_without_end_is_told_so_and_others_are_not(tmp_path: Path) -> None:
    with live.server(tmp_path) as server, contextlib.ExitStack() as stack:
        greedy = [stack.enter_context(server.connect("127.0.0.7")) for _ in range(120)]
        for sock in greedy:
            sock.sendall(live.request("/works/"))
        assert server.ask("/works/", source="127.0.0.8").status == 200
        statuses = [int(sock.recv(20).split(b" ")[1]) for sock in greedy]
        assert set(statuses) == {200, 429}
        assert statuses.count(200) >= 30


def test_a_browser_that_fetches_a_page_with_all_its_parts_is_never_refused(tmp_path: Path) -> None:
    with live.server(tmp_path) as server, contextlib.ExitStack() as stack:
        kept = [stack.enter_context(server.connect("127.0.0.8")) for _ in range(6)]
        statuses = []
        for _ in range(8):
            for sock in kept:
                # The head in two pieces, as a slow line brings it.
                sock.sendall(b"GET /login/ HTTP/1.1\r\nHost: loc")
                sock.sendall(b"alhost\r\n\r\n")
            for sock in kept:
                statuses.append(whole_answer(sock))
        assert statuses == [200] * 48


def whole_answer(sock: socket.socket) -> int:
    """Read one answer with a length off a connection that stays open."""
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += sock.recv(65536)
    head, _, body = raw.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split()[0])
    while len(body) < length:
        body += sock.recv(65536)
    return live.Answer(raw).status


def test_one_client_cannot_take_every_connection(tmp_path: Path) -> None:
    with live.server(tmp_path) as server, contextlib.ExitStack() as stack:
        silent = [stack.enter_context(server.connect("127.0.0.7")) for _ in range(850)]
        assert server.ask("/login/", source="127.0.0.8").status == 200
        assert silent[-1].recv(1) == b""  # closed at once
        for sock in silent:
            sock.close()
        time.sleep(1)
        assert server.ask("/login/", source="127.0.0.7").status == 200


def test_requests_sent_in_one_go_are_answered_in_order(tmp_path: Path) -> None:
    with live.server(tmp_path) as server, server.connect("127.0.0.8") as sock:
        one = b"GET /login/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
        sock.sendall(one + one + live.request("/nothing/"))
        raw = b"".join(iter(lambda: sock.recv(65536), b""))
        assert re.findall(rb"HTTP/1.1 (\d+)", raw) == [b"200", b"200", b"404"]


def test_no_address_of_a_client_is_written_down(tmp_path: Path) -> None:
    with live.server(tmp_path) as server:
        with server.connect("127.0.0.77") as sock:
            sock.sendall(b"NONSENSE\r\n\r\n")
            assert b" 400 " in sock.recv(1000)
        server.ask("/stream/x/../../etc/passwd", source="127.0.0.77")
        with server.connect("127.0.0.77") as sock:
            sock.sendall(live.request("/works/"))
    assert "127.0.0.77" not in server.log.read_text()
