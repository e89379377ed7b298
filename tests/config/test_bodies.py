"""A body that ends too early is an error, and nobody takes it for the whole."""

import io
from typing import Any

import pytest

from config.bodies import BrokenOff, whole


def read_with(how: Any, body: bytes, announced: str | None) -> Any:
    """What an application reads of a body that came with this Content-Length."""
    environ: dict[str, Any] = {"wsgi.input": io.BytesIO(body)}
    if announced is not None:
        environ["CONTENT_LENGTH"] = announced
    read: list[Any] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        read.append(how(environ["wsgi.input"]))
        return []

    whole(application)(environ, lambda *said: print)
    return read[0]


WAYS = {
    "all at once": lambda stream: stream.read(),
    "in pieces": lambda stream: b"".join(iter(lambda: stream.read(3), b"")),
    "by lines": b"".join,
}


@pytest.mark.parametrize("how", WAYS)
def test_a_whole_body_is_read_as_it_is(how: str) -> None:
    assert read_with(WAYS[how], b"one\ntwo\nthree", "13") == b"one\ntwo\nthree"


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("arrived", [0, 1, 4, 12])
def test_a_body_that_ends_too_early_is_an_error(how: str, arrived: int) -> None:
    with pytest.raises(BrokenOff):
        read_with(WAYS[how], b"one\ntwo\nthree"[:arrived], "13")


@pytest.mark.parametrize("announced", [None, "", "0"])
def test_a_request_without_a_body_has_none(announced: str | None) -> None:
    assert read_with(lambda stream: (stream.read(0), stream.read()), b"", announced) == (b"", b"")


def test_reading_nothing_is_no_end() -> None:
    assert read_with(lambda stream: (stream.read(0), stream.read(4)), b"four", "4") == (b"", b"four")
