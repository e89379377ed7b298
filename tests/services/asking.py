"""A browser of somebody's own, as far as the leak test knows one, that asks a real server."""

import socket
from collections.abc import Mapping
from email.parser import BytesHeaderParser
from itertools import count
from typing import Any

from django.http import SimpleCookie
from django.test import Client

from tests.config.serving import live
from tests.config.serving.live import Server

# Of the connection or the moment.
PASSING = {"date", "connection", "keep-alive", "server"}
_askers = count()


class Received:
    """An answer, with what is read of Django's own."""

    streaming = False

    def __init__(self, raw: bytes) -> None:
        head, _, self.content = raw.partition(b"\r\n\r\n")
        status, _, lines = head.partition(b"\r\n")
        self.status_code = int(status.split(b" ")[1])
        self._headers = BytesHeaderParser().parsebytes(lines)
        self.cookies = SimpleCookie("; ".join(self._headers.get_all("Set-Cookie", [])))

    def items(self) -> list[tuple[str, str]]:
        """The policy's words in order: that differs from process to process."""
        kept = [
            (name, str(text)) for name, text in self._headers.items() if name.lower() not in {*PASSING, "set-cookie"}
        ]
        return [(name, "; ".join(sorted(text.split("; "))) if "Policy" in name else text) for name, text in kept]


class Browser:
    """Brings the cookies of a test client, each time from another address: nobody asks too much."""

    def __init__(self, client: Client, server: Server) -> None:
        self.cookies, self.server = client.cookies, server

    def generic(self, method: str, address: str, headers: Mapping[str, str]) -> Received:
        number = next(_askers)
        source = f"127.{1 + number // 60_000}.{number // 240 % 250}.{1 + number % 240}"
        fields = "\r\n".join(f"{name}: {text}" for name, text in headers.items())
        cookies = live.cookies_of(self)  # type: ignore[arg-type]
        asked = live.request(address, method=method, cookies=cookies, fields=fields)
        with self.server.connect(source) as sock:
            sock.sendall(asked)
            return Received(_all_of(sock))


def _all_of(sock: socket.socket) -> bytes:
    pieces: list[Any] = list(iter(lambda: sock.recv(65536), b""))
    return b"".join(pieces)
