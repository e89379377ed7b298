"""A request whose body ends before its announced length is broken, whoever reads it.

A server hands on what arrived of a connection that was cut, and Django reads that as the whole: a form would be saved
with its last fields cut off or missing, a rule without its embargo. So the stream itself says that its end is missing.
"""

from collections.abc import Callable, Iterable
from typing import Any, BinaryIO
from wsgiref.types import StartResponse

Environ = dict[str, Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class BrokenOff(OSError):
    """The connection ended in the middle of a request's body."""


class Whole:
    """A request's body that raises BrokenOff where it ends too early. `length` in bytes."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self.stream = stream
        self.missing = length

    def read(self, size: int = -1) -> bytes:
        wanted = self._within(size)
        pieces = []
        while wanted > 0:
            pieces.append(self._taken(self.stream.read(wanted)))
            wanted -= len(pieces[-1])
        return b"".join(pieces)

    def readline(self, size: int = -1) -> bytes:
        wanted = self._within(size)
        return self._taken(self.stream.readline(wanted)) if wanted else b""

    def __iter__(self) -> "Whole":
        return self

    def __next__(self) -> bytes:
        if line := self.readline():
            return line
        raise StopIteration

    def _within(self, size: int | None) -> int:
        return self.missing if size is None or size < 0 else min(size, self.missing)

    def _taken(self, data: bytes) -> bytes:
        if not data:
            raise BrokenOff(f"{self.missing} bytes of the request's body never came")
        self.missing -= len(data)
        return data


def whole(application: Application) -> Application:
    """The application, in whose requests no body ends early unnoticed."""

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        announced = environ.get("CONTENT_LENGTH") or ""
        if announced.isdecimal() and int(announced):
            environ["wsgi.input"] = Whole(environ["wsgi.input"], int(announced))
        return application(environ, start_response)

    return answer
