"""Nothing is sealed that is not whole: cut connections, too much, too little, files that grow while they are read."""

import os
import random
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from socket import SO_LINGER, SOL_SOCKET
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from archive import ingest
from archive.exceptions import Refused
from archive.ingest import receive
from archive.models import Original, Recording, Upload
from tests.archive import files
from tests.archive.ingest.test_accept import left_behind
from tests.server import Server, gunicorn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.media]
CUTS = 30


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    with gunicorn() as running:
        yield running


def sealed() -> tuple[int, int]:
    return Original.objects.count(), Recording.objects.count()


def path_for(name: str) -> str:
    return f"{reverse('recordings:send')}?name={name}"


def wait_until_over(count: int) -> list[Any]:
    """The uploads once so many have come to an end."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = list(Upload.objects.exclude(state="receiving"))
        if len(found) >= count:
            break
        time.sleep(0.1)
    return list(Upload.objects.all())


def test_a_connection_cut_anywhere_seals_nothing_and_the_whole_file_is_taken_in_afterwards(
    server: Server, archivist: User, tmp_path: Path, settings: Any
) -> None:
    data = files.tone(tmp_path / "tape.wav", seconds=30).read_bytes()
    head = server.head(archivist, "PUT", path_for("tape.wav"), Content_Length=len(data), X_File_Size=len(data))
    chance = random.Random(11)
    for length in [0, 1, len(data) - 1, *(chance.randrange(len(data)) for _ in range(CUTS - 3))]:
        with server.connect() as link:
            link.sendall(head + data[:length])
            if chance.random() < 0.5:  # a connection that is reset, not closed
                time.sleep(0.05)
                link.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    uploads = wait_until_over(CUTS)
    assert {(upload.state, upload.reason_code) for upload in uploads} == {("refused", "refused.broken_off")}
    assert (sealed(), left_behind(settings)) == ((0, 0), [])
    assert (server.ask(head, data)[0], sealed()) == (201, (1, 1))


def chunked(data: bytes, *, end: bool = True) -> bytes:
    pieces = [data[at : at + 5000] for at in range(0, len(data), 5000)]
    body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return body + b"0\r\n\r\n" if end else body


def test_what_came_is_compared_with_what_was_announced(server: Server, archivist: User, tmp_path: Path) -> None:
    data = files.tone(tmp_path / "tape.wav", seconds=2).read_bytes()

    def send(body: bytes, **headers: object) -> tuple[int, str]:
        status, _ = server.ask(server.head(archivist, "PUT", path_for("tape.wav"), **headers), body)
        newest = Upload.objects.first()
        return status, newest.reason_code if newest else ""

    in_chunks = {"Transfer_Encoding": "chunked"}
    assert send(chunked(data), **in_chunks) == (411, "")
    assert send(data, Content_Length=len(data), X_File_Size=len(data) + 1) == (422, "refused.broken_off")
    assert send(data, Content_Length=len(data), X_File_Size=len(data) - 1) == (422, "refused.too_much")
    assert send(data, Content_Length=len(data) - 1, X_File_Size=len(data)) == (422, "refused.broken_off")
    assert send(b"", Content_Length=0, X_File_Size=0) == (422, "refused.empty")
    assert send(b"", Content_Length=0, X_File_Size=9) == (422, "refused.broken_off")
    assert send(chunked(data), X_File_Size=len(data) + 1, **in_chunks) == (422, "refused.broken_off")
    assert send(chunked(data), X_File_Size=len(data) - 1, **in_chunks) == (422, "refused.too_much")
    assert sealed() == (0, 0)
    assert send(chunked(data), X_File_Size=len(data), **in_chunks) == (201, "")
    assert sealed() == (1, 1)


def test_a_body_in_chunks_that_is_cut_seals_nothing(server: Server, archivist: User, tmp_path: Path) -> None:
    data = files.tone(tmp_path / "tape.wav", seconds=2).read_bytes()
    headers: dict[str, object] = {"Transfer_Encoding": "chunked", "X_File_Size": len(data)}
    head = server.head(archivist, "PUT", path_for("tape.wav"), **headers)
    whole = chunked(data, end=False)
    for length in (0, 3, 7000, len(whole) - 2, len(whole)):
        with server.connect() as link:
            link.sendall(head + whole[:length])
    uploads = wait_until_over(5)
    assert {(upload.state, upload.reason_code) for upload in uploads} == {("refused", "refused.broken_off")}
    assert sealed() == (0, 0)


@pytest.mark.parametrize("change", ["grows", "shrinks", "is written over"])
def test_a_file_that_changes_while_it_is_read_is_not_sealed(change: str, tmp_path: Path, settings: Any) -> None:
    path = files.tone(tmp_path / "tape.wav", seconds=2)
    size = path.stat().st_size

    def chunks() -> Iterator[bytes]:
        for number, chunk in enumerate(receive.read_chunks(path)):
            yield chunk
            if number == 0:
                _change(path, change, size)

    with pytest.raises(Refused) as refusal:
        ingest.accept_chunks(chunks(), ingest.Given("tape.wav"))
    assert (refusal.value.code, sealed()) == ("changed", (0, 0))


def _change(path: Path, change: str, size: int) -> None:
    if change == "shrinks":
        os.truncate(path, size // 2)
        return
    with path.open("ab" if change == "grows" else "r+b") as file:
        file.write(b"x" * 1000)
    os.utime(path, ns=(1, time.time_ns()))


def test_a_file_shorter_than_it_was_a_moment_ago_is_not_sealed(tmp_path: Path) -> None:
    data = files.tone(tmp_path / "tape.wav").read_bytes()
    with pytest.raises(Refused) as refusal:
        ingest.accept_chunks([data], ingest.Given("tape.wav", size_bytes=len(data) + 1))
    assert (refusal.value.code, Upload.objects.get().announced_bytes, sealed()) == ("broken_off", len(data) + 1, (0, 0))
