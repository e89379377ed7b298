"""A connection that no slow reader or sender can hold for as long as she likes."""

import contextlib
import errno
import selectors
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from gunicorn.workers.gthread import TConn

from config.serving.shares import Waiting

LOOK_SECONDS = 1.0
PIECE = 64 * 1024
# What lies in the kernel goes on to the reader whatever happens; so little of it that it ends within seconds.
SEND_BUFFER_BYTES = 128 * 1024
_RESET = struct.pack("ii", 1, 0)


class TooSlow(ConnectionResetError):
    """The other side takes or sends less than the lowest speed. gunicorn takes it for a connection that is gone."""

    def __init__(self) -> None:
        super().__init__(errno.ECONNRESET, "slower than the lowest speed")


class Pace:
    """Watches that in every `patience` seconds at least `lowest` bytes a second went through. Raises TooSlow."""

    def __init__(self, lowest: float, patience: float, now: float) -> None:
        self.lowest, self.patience = lowest, patience
        self._since, self._bytes = now, 0

    def went(self, count: int, now: float) -> None:
        self._bytes += count
        if now - self._since < self.patience:
            return
        if self._bytes < self.lowest * (now - self._since):
            raise TooSlow
        self._since, self._bytes = now, 0


class PacedSocket:
    """A socket whose blocking calls come back: every second somebody is asked whether to go on, and the pace is kept.

    `while_waiting` is for whoever writes an answer: it is called while the reader takes nothing, and may raise.
    """

    def __init__(self, sock: socket.socket, lowest: float, patience: float) -> None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        self._sock = sock
        self._lowest, self._patience = lowest, patience
        self._timeout: float | None = None
        self._sending: Pace | None = None
        self._receiving: Pace | None = None
        self.while_waiting: Callable[[], None] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def setblocking(self, blocking: bool) -> None:
        """The socket itself never blocks; this says whether we wait for it. A new request has its own pace."""
        self.settimeout(None if blocking else 0.0)
        self._sending = self._receiving = None

    def settimeout(self, seconds: float | None) -> None:
        self._sock.setblocking(False)
        self._timeout = seconds

    def gettimeout(self) -> float | None:
        return self._timeout

    def recv(self, size: int, flags: int = 0) -> bytes:
        if self._timeout == 0.0:
            return self._sock.recv(size, flags)
        pace = self._receiving = self._receiving or self._pace()
        until = time.monotonic() + (float("inf") if self._timeout is None else self._timeout)
        while time.monotonic() < until:
            with contextlib.suppress(BlockingIOError, InterruptedError):
                received = self._sock.recv(size, flags)
                pace.went(len(received), time.monotonic())
                return received
            self._wait(selectors.EVENT_READ)
            pace.went(0, time.monotonic())
        raise TimeoutError

    def sendall(self, data: bytes) -> None:
        if self._timeout == 0.0:
            return self._sock.sendall(data)
        pace = self._sending = self._sending or self._pace()
        view = memoryview(data)
        while view:
            with contextlib.suppress(BlockingIOError, InterruptedError):
                sent = self._sock.send(view[:PIECE])
                view = view[sent:]
                pace.went(sent, time.monotonic())
                continue
            if not self._wait(selectors.EVENT_WRITE) and self.while_waiting is not None:
                self.while_waiting()
            pace.went(0, time.monotonic())
        return None

    def abort(self) -> None:
        """Forget what was not sent, and break the connection off when it is closed."""
        with contextlib.suppress(OSError):
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            self._sock.close()

    def _pace(self) -> Pace:
        return Pace(self._lowest, self._patience, time.monotonic())

    def _wait(self, event: int) -> bool:
        with selectors.DefaultSelector() as selector:
            selector.register(self._sock, event)
            return bool(selector.select(LOOK_SECONDS))


class Connection(TConn):
    """A connection whose request is gathered without a thread."""

    sock: PacedSocket

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.gathered = b""
        self.waiting: Waiting[Connection] | None = None
        self.on_close: Callable[[], None] | None = None

    def close(self, graceful: bool = False) -> None:
        """Close without waiting for the other side: this runs in the thread that all connections share."""
        with contextlib.suppress(OSError):
            self.sock.setblocking(False)
            if graceful:
                self.sock.shutdown(socket.SHUT_WR)
                # What was not read would make the kernel drop the end of the answer.
                while self.sock.recv(PIECE):
                    pass
        with contextlib.suppress(OSError):
            self.sock.close()
        if self.on_close is not None:
            self.on_close()
            self.on_close = None
