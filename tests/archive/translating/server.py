"""A server that speaks LibreTranslate's interface, and OpenAI's for chats, and can be told how to fail."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypedDict


class Asked(TypedDict, total=False):
    """What both interfaces ask for."""

    q: list[str]
    source: str
    target: str
    format: str
    api_key: str
    model: str
    messages: list[dict[str, str]]


class Server(ThreadingHTTPServer):
    """`mode` says how it answers; `asked` keeps the path, the headers and the body of every request."""

    daemon_threads = True
    mode = "good"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str], Asked]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/translate"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        asked: Asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, dict(self.headers), asked))
        mode = self.server.mode
        if mode == "good":
            self.answer(200, _chat(asked) if "messages" in asked else {"translatedText": _capitals(asked["q"])})
        elif mode.isdecimal():
            self.answer(int(mode), {"error": "<b>no</b>"})
        elif mode == "strange":
            self.answer(200, {"choices": [], "translatedText": "one text"})

    def answer(self, status: int, said: object) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """It says nothing."""


def _capitals(lines: list[str]) -> list[str]:
    return [line.upper().replace("<X1>", "<x1>").replace("</X1>", "</x1>") for line in lines]


def _chat(asked: Asked) -> object:
    """As models answer: the JSON in a fence, with a word of their own before it."""
    lines = json.loads(asked["messages"][-1]["content"])["lines"]
    content = f"Here you are:\n```json\n{json.dumps({'lines': _capitals(lines)})}\n```"
    return {"choices": [{"message": {"role": "assistant", "content": content}}]}


@contextmanager
def running() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.socket.close()
