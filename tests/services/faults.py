"""A way to an HTTP server that can be bad: it refuses, delays, cuts, loses and alters what passes, as a test says.

with faults.between(served.endpoint) as way:
    way.next(faults.answer(503), times=2)
    … through way.endpoint …
    assert way.met == 2
"""

import contextlib
import http.client
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass
class Passing:
    """One request and, once it was forwarded, its answer. A fault may change all of it; None as status: no answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    forward: Callable[[], None]
    status: int | None = None
    answer_headers: list[tuple[str, str]] = field(default_factory=list)
    answer: bytes = b""
    sent: int | None = None  # bytes of the answer that go out before the connection breaks; None: all


Fault = Callable[[Passing], None]
When = Callable[[Passing], bool]


def answer(status: int, code: str = "") -> Fault:
    """The server is not asked; this is what it would have said."""

    def fault(passing: Passing) -> None:
        passing.status = status
        passing.answer = f"<Error><Code>{code}</Code><Message>said by the test</Message></Error>".encode()
        passing.answer_headers = [("Content-Type", "application/xml")]

    return fault


def lost(passing: Passing) -> None:
    """The server does what it was asked, and nobody hears of it."""
    passing.forward()
    passing.status = None


def silence(passing: Passing) -> None:
    """The connection ends before the server was asked."""


def slow(seconds: float) -> Fault:
    def fault(passing: Passing) -> None:
        passing.forward()
        time.sleep(seconds)

    return fault


def cut(after: int) -> Fault:
    """The connection breaks after so many bytes of the answer's body."""

    def fault(passing: Passing) -> None:
        passing.forward()
        passing.sent = after

    return fault


def alter_answer(passing: Passing) -> None:
    """The first byte of the answer is another one."""
    passing.forward()
    passing.answer = _altered(passing.answer)


def alter_request(passing: Passing) -> None:
    """The first byte that is sent is another one when it arrives."""
    passing.body = _altered(passing.body)
    passing.forward()


def _altered(content: bytes) -> bytes:
    return bytes([content[0] ^ 1]) + content[1:] if content else content


def always(passing: Passing) -> bool:
    return True


def nothing(passing: Passing) -> None:
    """No fault."""


def asks(method: str, part: str = "") -> When:
    return lambda passing: passing.method == method and part in passing.path


@dataclass
class Way:
    """`met`: how many requests met a fault. `passed`: method and path of all that came."""

    endpoint: str
    met: int = 0
    passed: list[tuple[str, str]] = field(default_factory=list)
    rewrite: Fault = nothing
    _planned: list[tuple[When, Fault]] = field(default_factory=list)

    def next(self, fault: Fault, *, times: int = 1, when: When = always) -> None:
        """Let the next requests of a kind meet this fault, so many times."""
        self._planned += [(when, fault)] * times

    def clear(self) -> None:
        self._planned.clear()

    def handle(self, passing: Passing) -> None:
        self.passed.append((passing.method, passing.path))
        self.rewrite(passing)
        planned = next((each for each in self._planned if each[0](passing)), None)
        if planned is None:
            passing.forward()
            return
        self._planned.remove(planned)
        self.met += 1
        planned[1](passing)


@contextlib.contextmanager
def between(endpoint: str) -> Iterator[Way]:
    """A way to the server at this address, on a port of its own."""
    target = urlsplit(endpoint)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            passing = Passing(self.command, self.path, dict(self.headers), body, lambda: None)
            passing.forward = lambda: _forward(str(target.netloc), passing)
            way.handle(passing)
            with contextlib.suppress(OSError):
                self._reply(passing)

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = do_OPTIONS = handle_any  # noqa: N815 - http.server's names

        def handle_expect_100(self) -> bool:
            self.send_response_only(100)
            self.end_headers()
            return True

        def _reply(self, passing: Passing) -> None:
            self.close_connection = True
            if passing.status is None:
                return
            self.send_response_only(passing.status)
            for name, value in passing.answer_headers:
                self.send_header(name, value)
            if not any(name.lower() == "content-length" for name, _ in passing.answer_headers):
                self.send_header("Content-Length", str(len(passing.answer)))
            self.send_header("Connection", "close")
            self.end_headers()
            if passing.method != "HEAD":
                self.wfile.write(passing.answer[: passing.sent])

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing of it is news."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    way = Way(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield way
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _forward(target: str, passing: Passing) -> None:
    link = http.client.HTTPConnection(target, timeout=60)
    try:
        kept = without(passing.headers, "connection", "expect")
        link.request(passing.method, passing.path, passing.body or None, kept)
        answered = link.getresponse()
        passing.status, passing.answer = answered.status, answered.read()
        passing.answer_headers = [
            (name, value)
            for name, value in answered.getheaders()
            if name.lower() not in ("connection", "transfer-encoding")
        ]
    finally:
        link.close()


def without(headers: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in names}
