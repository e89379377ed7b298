"""The fake server at a real address: what a browser still sends for a page that is gone, no route of a page sees."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.config.running import ROOT
from tests.subtitles.workbench.fake import PAGE, Fake


@dataclass(frozen=True)
class Received:
    method: str
    url: str
    post_data: str | None = None


@contextmanager
def listening(fake: Fake) -> Iterator[str]:
    """The address of the page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path.startswith("/static/"):
                self.send((ROOT / path.removeprefix("/")).read_bytes(), "text/javascript")
            elif path.endswith("/workbench/"):
                self.send(PAGE.encode(), "text/html")
            else:
                self.send(json.dumps(fake.answer(Received("GET", self.path))).encode(), "application/json")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.send(json.dumps(fake.answer(Received("POST", self.path, body))).encode(), "application/json")

        def send(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the test says what it saw."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/admin/tracks/7/workbench/"
    server.shutdown()
    server.server_close()
