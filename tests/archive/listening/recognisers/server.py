"""A server that speaks OpenAI's interface for transcriptions, and can be told how to fail."""

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

MODEL_WORDS = [{"word": "Frihet", "start": 0.1, "end": 0.9}, {"word": "nu.", "start": 1.0, "end": 1.4}]
ANSWER = {
    "task": "transcribe",
    "language": "swedish",
    "text": "Frihet nu.",
    "words": MODEL_WORDS,
    "segments": [{"id": 0, "start": 0.1, "end": 1.4, "text": " Frihet nu."}],
}


WHOLE = {"rubbish": b"<html>Welcome to this network</html>", "large": b"x" * 11 * 1024**2, "empty": b""}


class Server(ThreadingHTTPServer):
    """`mode` says how it answers; `asked` keeps the path, the headers and the body of every request."""

    daemon_threads = True
    mode = "good"
    scheme = "http"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}/v1/audio/transcriptions"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        mode = self.server.mode
        if mode == "early":
            self.answer(413, b"too large")
            return
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), body))
        if mode == "late":
            time.sleep(2)
        if mode in {"good", "late"}:
            self.answer(200, json.dumps(ANSWER).encode())
        elif mode.isdecimal():
            self.answer(int(mode), b'{"error": {"message": "<b>no</b>"}}')
        elif mode == "cut":
            self.answer(200, json.dumps(ANSWER).encode()[:40], length=4000)
        elif mode == "cut chunks":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b'20\r\n{"text": "Frihet')
        elif mode in WHOLE:
            self.answer(200, WHOLE[mode])
        elif mode == "slow":
            time.sleep(20)
        elif mode == "dripping":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.2)
        elif mode == "elsewhere":
            self.send_response(307)
            self.send_header("Location", self.server.url.replace("/v1/", "/other/"))
            self.end_headers()

    def answer(self, status: int, body: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """It says nothing."""

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True  # whoever asked has gone, as the test wanted


@contextmanager
def running(certificate: Path | None = None) -> Iterator[Server]:
    """With a certificate and its key in one file, over TLS."""
    server = Server()
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.scheme = "https"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.socket.close()
