"""The shipped configuration in Debian's nginx, before a real web server of ours."""

import contextlib
import getpass
import io
import os
import shutil
import subprocess
import time
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive import closing, storage
from archive.access import STRANGER
from archive.digest import of_folder
from archive.models import Document, Original
from archive.streaming import links
from tests.archive.factories import CleanCopyFactory, DocumentFactory, RenditionSetFactory, RestrictionFactory
from tests.config.serving import live
from tests.config.serving.live import ROOT, Server

SHIPPED = ROOT / "deploy" / "nginx" / "rostarkivet.conf"
MEGABYTE = 1024**2
BOOK = 30 * MEGABYTE

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
needs_nginx = pytest.mark.skipif(NGINX is None, reason="nginx is not installed: apt-get install nginx-light")
pytestmark = [needs_nginx, pytest.mark.django_db(transaction=True)]

MAIN = """
user {user};
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/main.log emerg;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/rostarkivet.conf;
}}
"""


@dataclass(frozen=True)
class Front:
    """nginx, as a server that takes connections, and ours behind it."""

    nginx: Server
    behind: Server
    folder: Path


def configured(folder: Path, port: int, behind: int) -> Path:
    """The shipped file with just the marked lines changed, and a main file around it."""
    changes = {
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{behind};",
        "listen 80 ": f"listen 127.0.0.1:{port} ",
        "arkiv.example.org": "localhost",
        "/var/log/nginx/rostarkivet.log": str(folder / "nginx.log"),
        "/srv/rostarkivet/var/closed": str(folder.parent / "closed"),
        "/srv/rostarkivet/var/static": str(folder / "static"),
    }
    text = SHIPPED.read_text()
    for shipped, ours in changes.items():
        assert shipped in text
        text = text.replace(shipped, ours)
    folder.mkdir()
    (folder / "rostarkivet.conf").write_text(text)
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(user=getpass.getuser(), folder=folder))
    return main


@contextlib.contextmanager
def front(tmp_path: Path) -> Iterator[Front]:
    folder = tmp_path / "nginx"
    with live.server(tmp_path, environment={"ROSTARKIVET_BEHIND_PROXY": "true"}) as behind:
        port = live.free_port()
        main = configured(folder, port, behind.port)
        (folder / "static").mkdir()
        (folder / "static" / "base.0123456789ab.css").write_text("hashed")
        (folder / "static" / "base.css").write_text("plain")
        assert NGINX
        command = [NGINX, "-c", str(main), "-p", str(folder), "-e", str(folder / "main.log")]
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        process = subprocess.Popen(command)
        try:
            nginx = Server(port, folder / "nginx.log")
            live.wait_for(nginx, process)
            yield Front(nginx, behind, folder)
        finally:
            process.terminate()
            process.wait(timeout=10)


@pytest.fixture
def book(tmp_path: Path) -> Document:
    document: Document = DocumentFactory()
    RestrictionFactory(recording=None, document=document)
    copy = CleanCopyFactory(document=document, size_bytes=BOOK)
    (tmp_path / "book").write_bytes(bytes(range(256)) * (BOOK // 256))
    storage.renditions().put(copy.key, tmp_path / "book")
    return document


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


@pytest.fixture
def piece(tmp_path: Path) -> str:
    """The address of a piece of film of three megabytes."""
    recording = RestrictionFactory().recording
    made = RenditionSetFactory(recording=recording, live=True)
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "seg.m4s").write_bytes(bytes(3 * MEGABYTE))
    storage.renditions().put_tree(made.directory, tmp_path / "built", of_folder(tmp_path / "built"))
    return links.prefix(recording, STRANGER) + "seg.m4s"


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
        sound.setparams((1, 2, 44_100, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 44_100 * seconds))
    return written.getvalue()


def test_a_large_upload_goes_straight_through(
    tmp_path: Path, archivist: User, client_of: Callable[[User | None], Client]
) -> None:
    cookies = live.cookies_of(client_of(archivist))
    sound = tape(60)
    with front(tmp_path) as served:
        page = served.nginx.ask(reverse("recordings:upload"), cookies=cookies)
        token = page.head.partition("csrftoken=")[2].partition(";")[0]
        sent = served.nginx.ask(
            f"{reverse('recordings:send')}?name=tape.wav&language=sv",
            method="POST",
            cookies=f"{cookies}; csrftoken={token}",
            body=sound,
            fields=f"X-CSRFToken: {token}",
        )
        assert (sent.status, Original.objects.get().size_bytes) == (201, len(sound))
        # Anywhere else so much is refused.
        assert served.nginx.ask("/login/", method="POST", body=sound).status == 413


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
