"""The real web server over the test's own database and folders, for what only a real connection can do."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from tests import databases

ROOT = Path(__file__).parents[1]
TOKEN = "t" * 32
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    port: int

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def head(self, user: User, method: str, path: str, **headers: object) -> bytes:
        """The head of a request by this person, with the token that a form of ours would send."""
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{self.port}", "Connection: close"]
        lines += [f"Cookie: sessionid={session}; csrftoken={TOKEN}", f"X-CSRFToken: {TOKEN}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode()

    def ask(self, *pieces: bytes) -> tuple[int, bytes]:
        """Send everything; the status and body of the answer."""
        with self.connect() as link:
            for piece in pieces:
                link.sendall(piece)
            answer = b"".join(iter(lambda: link.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        return int(head.split()[1]), body


@contextmanager
def gunicorn(**extra: str) -> Iterator[Server]:
    """A gunicorn of our own configuration. The database must be a file that another process may open."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"],
        cwd=ROOT,
        env=_environment(port) | extra,
    )
    try:
        _wait_for(port, process)
        yield Server(port)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _environment(port: int) -> dict[str, str]:
    folders: Any = {f"ROSTARKIVET_{name}": str(getattr(settings, name)) for name in ("ORIGINALS_DIR", "RENDITIONS_DIR")}
    return {
        **os.environ,
        **folders,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "ROSTARKIVET_WORK_DIR": str(settings.WORK_DIR),
        "ROSTARKIVET_SEARCH_DIR": str(settings.SEARCH_DIR),
        "ROSTARKIVET_DATABASE_URL": databases.url(),
        "ROSTARKIVET_PORT": str(port),
        "ROSTARKIVET_WEB_WORKERS": "1",
        "ROSTARKIVET_WEB_THREADS": "4",
    }


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The web server did not start.")
