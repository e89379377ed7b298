"""nginx sends the files, the archive says which: nobody can tell the difference, and the gate is asked each time."""

import contextlib
import time
from pathlib import Path

import pytest

from archive import closing
from archive.models import Document, Recording
from archive.storage import accel
from tests.config.serving import live
from tests.config.serving.live import Answer, Server
from tests.services.conftest import MEGABYTE, document
from tests.services.nginx import front

pytestmark = pytest.mark.django_db(transaction=True)

# Said of the connection or the moment, not of the file; and nginx leaves it out beside a range.
PASSING = ("date:", "connection:", "keep-alive:", "accept-ranges:")
# Of the page that says that there is no such range, which is nginx's own.
OF_A_PAGE = ("content-type:", "content-length:", "content-disposition:", "etag:")
WAYS = (
    ("GET", ""),
    ("HEAD", ""),
    ("GET", "Range: bytes=256-511"),
    ("GET", "Range: bytes=-16"),
    ("HEAD", "Range: bytes=0-9"),
    ("GET", "Range: bytes=99999999-"),
    ("GET", "Range: bytes=0-1,5-6"),
    ("GET", "Range: nonsense"),
    ("GET", "If-None-Match: TAG"),
    ("GET", 'If-None-Match: "other"'),
    ("GET", "If-Match: TAG"),
    ("GET", 'If-Match: "other"'),
    ("GET", "If-Range: TAG\r\nRange: bytes=256-511"),
    ("GET", 'If-Range: "other"\r\nRange: bytes=256-511'),
    ("GET", "If-Range: Sat, 28 Nov 2026 00:00:00 GMT\r\nRange: bytes=256-511"),
    ("GET", "If-Modified-Since: Wed, 01 Jan 2070 00:00:00 GMT"),
    ("GET", "If-Unmodified-Since: Mon, 01 Jan 2001 00:00:00 GMT"),
    ("GET", "Accept-Encoding: gzip"),
    ("GET", "Accept-Language: fa"),
)


def ask(server: Server, path: str, method: str, fields: str, number: int) -> Answer:
    """As somebody else each time, so that nobody asks too much."""
    return server.ask(path, method=method, fields=fields, source=f"127.0.4.{number + 1}")


def told(answer: Answer) -> tuple[int, list[list[str]], bytes]:
    """The order of the policy's words differs from process to process."""
    passing = (*PASSING, *(OF_A_PAGE if answer.status == 416 else ()))
    lines = (line for line in answer.head.splitlines()[1:] if not line.lower().startswith(passing))
    words = sorted(sorted(line.replace(": ", "; ", 1).split("; ")) for line in lines)
    return answer.status, words, answer.body if answer.status in {200, 206} else b""


def test_an_answer_is_the_same_whoever_sends_the_file(tmp_path: Path, piece: str) -> None:
    short = f"/documents/{document(tmp_path, MEGABYTE).uuid}/"
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    with front(tmp_path / "one") as by_us, front(tmp_path / "other", accel=True) as by_nginx:
        for path in (piece, short):
            tag = by_us.nginx.ask(path).head.partition("ETag: ")[2].partition("\r\n")[0]
            for number, (method, fields) in enumerate(WAYS):
                one, other = (
                    told(ask(each.nginx, path, method, fields.replace("TAG", tag), number))
                    for each in (by_us, by_nginx)
                )
                assert one == other, (path, method, fields)
        # It is nginx indeed: we ourselves only name the file.
        answer = by_nginx.behind.ask(piece)
        assert (answer.body, "X-Accel-Redirect: /accel/renditions/" in answer.head) == (b"", True)


def test_nobody_finds_the_files_but_by_the_gate(tmp_path: Path, piece: str) -> None:
    with front(tmp_path, accel=True) as served:
        assert len(served.nginx.ask(piece).body) == 3 * MEGABYTE
        named = served.behind.ask(piece).head.partition("X-Accel-Redirect: ")[2].partition("\r\n")[0]
        for path in (named, named.replace("/accel", "//accel"), f"/stream/..{named}", named.replace("r", "%72", 1)):
            assert served.nginx.ask(path).status == 404
        assert "X-Accel-Redirect" not in served.nginx.ask(piece).head


def test_the_gate_is_asked_at_every_request(tmp_path: Path, piece: str) -> None:
    with front(tmp_path, accel=True) as served:
        tag = served.nginx.ask(piece).head.partition("ETag: ")[2].partition("\r\n")[0]
        missing = served.nginx.ask(piece.replace("seg.", "sog."))
        Recording.objects.all().write_rule(withdrawn=True)
        for fields in ("", "Range: bytes=0-9", f"If-None-Match: {tag}", f"If-Range: {tag}\r\nRange: bytes=0-9"):
            answer = served.nginx.ask(piece, fields=fields)
            assert (answer.status, len(answer.body)) == (404, len(missing.body))
        Recording.objects.all().write_rule(withdrawn=False)
        assert served.nginx.ask(piece).status == 200
        closing.close()
        assert served.nginx.ask(piece).status == 503


def test_a_long_book_is_sent_by_the_archive_which_can_break_it_off(tmp_path: Path, book: Document) -> None:
    address = f"/documents/{book.uuid}/"
    with front(tmp_path, accel=True) as served, served.nginx.connect("127.0.0.2", receive_buffer=65536) as sock:
        sock.sendall(live.request(address))
        live.read_until_end(sock, most=MEGABYTE)
        Document.objects.all().write_rule(withdrawn=True)
        time.sleep(4)
        assert live.read_until_end(sock, most=30 * MEGABYTE) < accel.MOST_BYTES


def test_slow_readers_hold_no_thread(tmp_path: Path, piece: str) -> None:
    with front(tmp_path, accel=True) as served, contextlib.ExitStack() as stack:
        for number in range(100):
            sock = stack.enter_context(served.nginx.connect(f"127.0.1.{number + 1}", receive_buffer=4096))
            sock.sendall(live.request(piece))
        time.sleep(1)
        assert served.nginx.ask("/works/").status == 200
        assert len(served.nginx.ask(piece, source="127.0.3.1").body) == 3 * MEGABYTE
