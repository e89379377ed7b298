"""Bytes of an object as they come, however long it is; a way that breaks off is taken up again where it broke."""

import io
import random
import time
from typing import BinaryIO

from botocore.exceptions import BotoCoreError

from archive.exceptions import AlreadyStored, StoreTrouble
from archive.storage.s3.link import BeyondEnd, Link

# After so many seconds, a third more or less, the rest is asked for again; progress begins the row anew.
WAITS_SECONDS = (0.2, 1.0, 4.0)
JITTER = 1 / 3
BUFFER = 256 * 1024


def read(link: Link, name: str, start: int = 0, length: int | None = None) -> io.BufferedReader:
    """Raises FileNotFoundError at once, StoreTrouble then and later."""
    return io.BufferedReader(Reading(link, name, start, length), BUFFER)


class Reading(io.RawIOBase):
    """One object from an offset. It stays the same object: what took its place meanwhile is not read."""

    def __init__(self, link: Link, name: str, start: int, length: int | None) -> None:
        super().__init__()
        self._link, self._name, self._at = link, name, start
        self._end = None if length is None else start + length
        self._etag = ""
        self._failed = 0
        self._body: BinaryIO | None = None
        self._open()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        room = memoryview(buffer)  # type: ignore[arg-type]
        while self._end is None or self._at < self._end:
            try:
                if self._body is None:
                    self._open()
                piece = self._body.read(len(room)) if self._body is not None else b""
                if not piece and self._end is not None and self._at < self._end:
                    raise StoreTrouble("away", "the answer ended too early")
            except (BotoCoreError, StoreTrouble) as error:
                self._wait_after(error)
                continue
            room[: len(piece)] = piece
            self._at += len(piece)
            self._failed = 0
            return len(piece)
        return 0

    def _open(self) -> None:
        """Ask for what is left. After it `_end` is known."""
        wanted: dict[str, object] = {"IfMatch": self._etag} if self._etag else {}
        if self._end == self._at:
            return
        if self._at or self._end is not None:
            wanted["Range"] = f"bytes={self._at}-{'' if self._end is None else self._end - 1}"
        try:
            answer = self._link.ask("get_object", self._name, **wanted)
        except BeyondEnd:
            self._end = self._at
            return
        except AlreadyStored as error:  # there is something, but not what we began to read
            raise StoreTrouble("altered", self._name) from error
        self._etag, self._body = answer["ETag"], answer["Body"]
        self._end = self._at + answer["ContentLength"]

    def _wait_after(self, error: Exception) -> None:
        """Raises StoreTrouble when it was enough."""
        self._close_body()
        if self._failed == len(WAITS_SECONDS):
            raise error if isinstance(error, StoreTrouble) else StoreTrouble("away", str(error)) from error
        wait = WAITS_SECONDS[self._failed]
        self._failed += 1
        time.sleep(wait * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 - spreads load only

    def _close_body(self) -> None:
        if self._body is not None:
            self._body.close()
        self._body = None

    def close(self) -> None:
        if not self.closed:
            self._close_body()
        super().close()
