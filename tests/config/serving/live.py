"""A real web server over the test's own database and stores, and clients that behave badly."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.test import Client

from tests import ports

ROOT = Path(__file__).parents[3]
free_port = ports.free_port
HANGS_SECONDS = 20.0  # an answer that takes longer will not come


@dataclass(frozen=True)
class Server:
    port: int
    log: Path

    def connect(self, source: str, *, receive_buffer: int = 0) -> socket.socket:
        """A connection from this address of the loopback network: to the server, another client."""
        sock = socket.socket()
        if receive_buffer:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        sock.settimeout(HANGS_SECONDS)
        sock.bind((source, 0))
        sock.connect(("127.0.0.1", self.port))
        return sock

    def ask(
        self,
        path: str,
        *,
        source: str = "127.0.0.9",
        method: str = "GET",
        cookies: str = "",
        body: str | bytes = b"",
        fields: str = "",
    ) -> "Answer":
        """One request on a connection of its own, read to its end."""
        with self.connect(source) as sock:
            sock.sendall(request(path, method=method, cookies=cookies, body=body, fields=fields))
            return Answer(b"".join(iter(lambda: sock.recv(65536), b"")))


@dataclass(frozen=True)
class Answer:
    raw: bytes

    @property
    def status(self) -> int:
        return int(self.raw.split(b" ", 2)[1]) if self.raw else 0

    @property
    def head(self) -> str:
        return self.raw.partition(b"\r\n\r\n")[0].decode("latin-1")

    @property
    def body(self) -> bytes:
        return self.raw.partition(b"\r\n\r\n")[2]


def request(path: str, *, method: str = "GET", cookies: str = "", body: str | bytes = b"", fields: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", "Accept-Language: en"]
    lines += [f"Cookie: {cookies}"] if cookies else []
    lines += [fields] if fields else []
    sent = body.encode() if isinstance(body, str) else body
    if sent:
        lines += [f"Content-Length: {len(sent)}"]
        lines += ["Content-Type: application/x-www-form-urlencoded"] if isinstance(body, str) else []
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + sent


@contextlib.contextmanager
def server(folder: Path, *, options: Sequence[str] = (), environment: dict[str, str] | None = None) -> Iterator[Server]:
    """gunicorn by the project's own configuration, with one process; gone afterwards."""
    from tests import databases  # it reads the settings, which who only wants a port may lack

    port = free_port()
    process_environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "ROSTARKIVET_DATABASE_URL": databases.url(),
        "ROSTARKIVET_ORIGINALS_DIR": str(settings.ORIGINALS_DIR),
        "ROSTARKIVET_RENDITIONS_DIR": str(settings.RENDITIONS_DIR),
        "ROSTARKIVET_SEARCH_DIR": str(settings.SEARCH_DIR),
        "ROSTARKIVET_CLOSED_FILE": str(settings.CLOSED_FILE),
        "ROSTARKIVET_HOST": "127.0.0.1",
        "ROSTARKIVET_PORT": str(port),
        "ROSTARKIVET_WEB_WORKERS": "1",
        "ROSTARKIVET_WEB_THREADS": "8",
        **(environment or {}),
    }
    log = folder / f"gunicorn-{port}.log"
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", *options, "config.wsgi"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=process_environment, stdout=out, stderr=out)
    try:
        started = Server(port, log)
        wait_for(started, process)
        yield started
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(started: Server, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert process.poll() is None, started.log.read_text()
        with contextlib.suppress(OSError):
            if started.ask("/login/").status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(started.log.read_text())


def cookies_of(client: Client) -> str:
    """A test client's cookies as a browser would send them."""
    return "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())


def csrf_of(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    return found[1]


def read_until_end(sock: socket.socket, *, most: int, pause: float = 0.0) -> int:
    """How many bytes come until the other side ends it, at most so many; a reset is an end."""
    count = 0
    with contextlib.suppress(ConnectionError):
        while count < most and (piece := sock.recv(min(65536, most - count))):
            count += len(piece)
            time.sleep(pause)
    return count
