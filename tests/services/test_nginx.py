"""The shipped configuration in Debian's nginx, before a real web server of ours."""

import contextlib
import io
import threading
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive import closing
from archive.models import Document, Original
from tests.config.serving import live
from tests.services.conftest import BOOK, MEGABYTE
from tests.services.nginx import Front, front

RATE = 44_100
pytestmark = pytest.mark.django_db(transaction=True)


def test_pages_ranges_and_static_files_come_through(tmp_path: Path, book: Document) -> None:
    with front(tmp_path) as served:
        assert served.nginx.ask("/works/").status == 200
        part = served.nginx.ask(f"/documents/{book.uuid}/", fields="Range: bytes=256-511")
        assert (part.status, part.body) == (206, bytes(range(256)))
        assert f"Content-Range: bytes 256-511/{BOOK}" in part.head
        hashed, plain = (served.nginx.ask(f"/static/{name}") for name in ("base.0123456789ab.css", "base.css"))
        assert (hashed.body, plain.body) == (b"hashed", b"plain")
        assert "immutable" in hashed.head and "immutable" not in plain.head
        assert served.nginx.ask("/static/../rostarkivet.conf").status == 404


def test_a_browser_runs_the_modules_that_it_is_given(tmp_path: Path) -> None:
    with front(tmp_path) as served:
        module = served.nginx.ask("/static/vendor/hls.0123456789ab.mjs")
        assert (module.status, module.body) == (200, b"module")
        for line in ("Content-Type: text/javascript", "immutable", "X-Content-Type-Options: nosniff"):
            assert line in module.head


def test_slow_readers_and_senders_cost_visitors_nothing(tmp_path: Path, piece: str) -> None:
    with front(tmp_path) as served, contextlib.ExitStack() as stack:
        for number in range(60):
            sock = stack.enter_context(served.nginx.connect(f"127.0.1.{number + 1}", receive_buffer=4096))
            whole = live.request(piece)
            sock.sendall(whole if number < 40 else whole[:30])
        time.sleep(2)
        assert served.nginx.ask("/works/").status == 200
        # nginx took the pieces in whole, so others get theirs, where without nginx they would wait.
        assert len(served.nginx.ask(piece, source="127.0.3.1").body) == 3 * MEGABYTE


def test_a_withdrawal_ends_a_download_after_what_nginx_holds(tmp_path: Path, book: Document) -> None:
    with front(tmp_path) as served, served.nginx.connect("127.0.0.2", receive_buffer=65536) as sock:
        sock.sendall(live.request(f"/documents/{book.uuid}/"))
        live.read_until_end(sock, most=MEGABYTE)
        Document.objects.all().write_rule(withdrawn=True)
        time.sleep(4)
        assert live.read_until_end(sock, most=BOOK) < 8 * MEGABYTE


def test_the_closing_file_counts_in_nginx_too(tmp_path: Path, book: Document) -> None:
    with front(tmp_path) as served:
        closing.close()
        assert served.nginx.ask(f"/documents/{book.uuid}/").status == 503
        page = served.nginx.ask("/works/")
        assert (page.status, b"closed for the moment" in page.body) == (503, True)
        assert served.nginx.ask("/static/base.css").status == 200
        assert served.nginx.ask("/admin/login/").status == 200


def test_whoever_asks_without_end_is_told_so_and_others_are_not(tmp_path: Path) -> None:
    with front(tmp_path) as served:
        greedy = [served.nginx.ask("/no-such-page/", source="127.0.0.7").status for _ in range(30)]
        with contextlib.ExitStack() as stack:
            crowd = [stack.enter_context(served.nginx.connect("127.0.0.7")) for _ in range(120)]
            for sock in crowd:
                sock.sendall(live.request("/login/"))
            assert served.nginx.ask("/works/", source="127.0.0.8").status == 200
            greedy += [int(sock.recv(20).split(b" ")[1]) for sock in crowd]
        assert 429 in greedy


def tape(seconds: int) -> bytes:
    """A recording of silence, about 88 kB a second."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        sound.writeframes(bytes(2 * RATE * seconds))
    return written.getvalue()


def send(served: Front, client: Client, head: bytes, silence: int = 0) -> int:
    """Upload a recording whose first bytes are these and whose others are so many zeros; the status of the answer."""
    cookies = live.cookies_of(client)
    page = served.nginx.ask(reverse("recordings:upload"), cookies=cookies)
    token = page.head.partition("csrftoken=")[2].partition(";")[0]
    lines = (
        f"POST {reverse('recordings:send')}?name=tape.wav&language=sv HTTP/1.1",
        "Host: localhost",
        "Connection: close",
        f"Cookie: {cookies}; csrftoken={token}",
        f"X-CSRFToken: {token}",
        f"Content-Length: {len(head) + silence}",
    )
    with served.nginx.connect("127.0.0.9") as sock:
        sock.settimeout(300)
        sock.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + head)
        for begun in range(0, silence, MEGABYTE):
            sock.sendall(bytes(min(MEGABYTE, silence - begun)))
        return int(sock.recv(20).split(b" ")[1])


def test_an_upload_goes_straight_through(
    tmp_path: Path, archivist: User, client_of: Callable[[User | None], Client]
) -> None:
    sound = tape(60)
    with front(tmp_path) as served:
        assert send(served, client_of(archivist), sound) == 201
        assert Original.objects.get().size_bytes == len(sound)
        # Anywhere else so much is refused.
        assert served.nginx.ask("/login/", method="POST", body=sound).status == 413


@pytest.mark.large
def test_two_gigabytes_are_written_once(
    tmp_path: Path, archivist: User, client_of: Callable[[User | None], Client]
) -> None:
    head = bytearray(tape(0))
    silence = 2 * 1024 * MEGABYTE
    # The sizes of the whole file and of its sound stand in the head.
    head[4:8], head[40:44] = ((silence + more).to_bytes(4, "little") for more in (len(head) - 8, 0))
    with front(tmp_path) as served, most_in(served.folder / "body") as most:
        assert send(served, client_of(archivist), bytes(head), silence) == 201
    assert Original.objects.get().size_bytes == len(head) + silence
    assert most == [0]
    large = [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size > MEGABYTE]
    assert [path.stat().st_size for path in large] == [len(head) + silence]
    large[0].unlink()  # or the last runs' folders would hold many


@contextlib.contextmanager
def most_in(folder: Path) -> Iterator[list[int]]:
    """The most bytes that lay in a folder at any time inside."""
    most, over = [0], threading.Event()

    def look() -> None:
        while not over.wait(0.05):
            with contextlib.suppress(FileNotFoundError):
                most[0] = max(most[0], sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield most
    finally:
        over.set()
        watcher.join()


def test_no_address_stands_in_any_log_or_file(tmp_path: Path, book: Document) -> None:
    visitor = "127.0.0.77"
    with front(tmp_path) as served:
        for path in ("/works/", f"/documents/{book.uuid}/", "/static/nothing.css", "/%00", "/stream/x/y.m4s"):
            served.nginx.ask(path, source=visitor)
        with served.nginx.connect(visitor) as sock:
            sock.sendall(b"NONSENSE\r\n\r\n")
            sock.recv(1000)
        for _ in range(100):
            served.nginx.ask("/static/base.css", source=visitor)
        with contextlib.ExitStack() as stack:
            for _ in range(40):
                stack.enter_context(served.nginx.connect(visitor)).sendall(live.request("/works/"))
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size < MEGABYTE]
    assert [path for path in written if visitor.encode() in path.read_bytes()] == []
    assert list((served.folder / "proxy").iterdir()) == []
