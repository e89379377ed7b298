"""The bytes of an answer, for as long as they may still be seen."""

import errno
import logging
import time
from collections.abc import Callable, Iterator
from typing import Protocol

from django.http import HttpRequest

logger = logging.getLogger(__name__)

ASK_SECONDS = 2.0
MayGoOn = Callable[[], bool]


class Cut(ConnectionResetError):
    """What is being sent may not be seen any more. The web server takes it for a connection that is gone."""

    def __init__(self) -> None:
        super().__init__(errno.ECONNRESET, "closed while it was sent")


class Connection(Protocol):
    """Our own web server's socket: it calls `while_waiting` about once a second while the reader takes nothing, and
    forgets with `abort` what it has not sent."""

    while_waiting: Callable[[], None] | None

    def abort(self) -> None: ...


class Body:
    """Pieces of a file; before a piece, and while the reader makes us wait, `may_go_on` is asked again.

    Raises Cut, so that the connection breaks off before the announced length: no reader takes what came for the whole.
    """

    def __init__(self, request: HttpRequest, pieces: Iterator[bytes], may_go_on: MayGoOn) -> None:
        self._pieces = pieces
        self._may_go_on = may_go_on
        self._asked_at = time.monotonic()
        # Under another server than our own the question comes with the next piece.
        connection = request.META.get("gunicorn.socket")
        self._connection: Connection | None = connection if hasattr(connection, "while_waiting") else None
        if self._connection:
            self._connection.while_waiting = self.ask

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.ask()
            yield piece

    def ask(self) -> None:
        """Ask the gate if that was not done just now. Raises Cut."""
        now = time.monotonic()
        if now - self._asked_at < ASK_SECONDS:
            return
        if not self._is_open():
            if self._connection:
                self._connection.abort()
            raise Cut
        self._asked_at = now

    def close(self) -> None:
        if self._connection:
            self._connection.while_waiting = None
        if close := getattr(self._pieces, "close", None):
            close()

    def _is_open(self) -> bool:
        try:
            return self._may_go_on()
        except Exception:  # a gate that cannot be asked is closed
            logger.warning("The gate could not be asked about what is being sent; it is broken off.", exc_info=True)
            return False
