"""Files that arrive in parts at a store that is a bucket, in whatever order and over many days.

Each part is an object of its own, named by its number, when it came and its SHA-256. S3's own parts would serve only a
giver whose parts are five megabytes or more, could not be mended once they were joined, and have no SHA-256 of the
whole: so a file is read once as it is put together, and appears only when it is what was said.
"""

import io
import re
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings

from archive.digest import CHUNK, Digest, Stamp
from archive.exceptions import NotAsSaid, PartsMissing, UnknownSession
from archive.storage.s3.link import Link
from archive.storage.s3.reading import read
from archive.storage.s3.trees import remove_all
from archive.storage.s3.writing import Wanted, note, write

SESSIONS = ".sessions/"
MOST_PARTS = 10_000
IN_MEMORY_BYTES = 8 * 1024**2  # more of a part than this waits in a file
_NAME = re.compile(r"[0-9a-f]{32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PART = re.compile(r"(?P<number>\d{5})\.(?P<came>\d{20})\.(?P<sha256>[0-9a-f]{64})")
_KEY = "key"


@dataclass(frozen=True, slots=True)
class Part:
    """`name`: of its object. `came` orders those of a number, by the clock of whoever took it in (nanoseconds)."""

    name: str
    number: int
    came: int
    stamp: Stamp


def begin(link: Link, key: str) -> str:
    name = uuid.uuid4().hex
    note(link, _folder(name) + _KEY, key.encode())
    return name


def put_part(link: Link, session: str, number: int, stream: BinaryIO, sha256: str) -> Stamp:
    key_of(link, session)
    if not 1 <= number <= MOST_PARTS or not _SHA256.fullmatch(sha256):
        raise ValueError(f"not a part: {number} {sha256!r}")
    name = f"{_folder(session)}{number:05}.{time.time_ns():020}.{sha256}"
    with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES, dir=_work()) as waiting:
        digest = Digest()
        while chunk := stream.read(CHUNK):
            digest.write(chunk)
            waiting.write(chunk)
        if digest.sha256 != sha256:
            raise NotAsSaid(f"{session}/{number}")
        waiting.seek(0)
        write(link, Wanted(name, sha256), waiting, digest.size)  # type: ignore[arg-type]
    older = [part.name for part in _all_parts(link, session) if part.number == number and part.name < name]
    remove_all(link, older)
    return digest.stamp


def parts(link: Link, session: str) -> dict[int, Stamp]:
    key_of(link, session)
    return {number: part.stamp for number, part in _parts(link, session).items()}


def complete(link: Link, session: str, sha256: str) -> Stamp:
    key = key_of(link, session)
    found = _parts(link, session)
    if missing := sorted(set(range(1, max(found, default=1) + 1)) - set(found)):
        raise PartsMissing(session, missing)
    size = sum(part.stamp.size for part in found.values())
    whole = io.BufferedReader(Joined(link, [found[number].name for number in sorted(found)]), CHUNK)
    # By its mark, a session that was interrupted right after knows its own file again.
    stamp = write(link, Wanted(key, sha256, mark=session), whole, size)
    abort(link, session)
    return stamp


def abort(link: Link, session: str) -> None:
    if _NAME.fullmatch(session):
        remove_all(link, [found["Name"] for found in link.objects(_folder(session))])


def key_of(link: Link, session: str) -> str:
    """The key that was named when it began. Raises UnknownSession."""
    if not _NAME.fullmatch(session):
        raise UnknownSession(session)
    try:
        with read(link, _folder(session) + _KEY) as stream:
            return stream.read().decode()
    except FileNotFoundError as error:
        raise UnknownSession(session) from error


def sweep(link: Link, before: float) -> int:
    """Remove sessions that nothing came to since this moment; returns how many."""
    touched: dict[str, float] = {}
    for found in link.objects(SESSIONS):
        session, at = found["Name"].split("/")[1], found["LastModified"].timestamp()
        touched[session] = max(at, touched.get(session, at))
    idle = [session for session, at in touched.items() if at < before]
    for session in idle:
        abort(link, session)
    return len(idle)


class Joined(io.RawIOBase):
    """Objects read one after the other, as if they were one."""

    def __init__(self, link: Link, names: list[str]) -> None:
        super().__init__()
        self._chunks = _chunks(link, names)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        room = memoryview(buffer)  # type: ignore[arg-type]
        self._left = self._left or next(self._chunks, b"")
        piece, self._left = self._left[: len(room)], self._left[len(room) :]
        room[: len(piece)] = piece
        return len(piece)


def _chunks(link: Link, names: list[str]) -> Iterator[bytes]:
    for name in names:
        with read(link, name) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk


def _parts(link: Link, session: str) -> dict[int, Part]:
    """The newest of each number."""
    return {part.number: part for part in sorted(_all_parts(link, session), key=lambda part: (part.number, part.came))}


def _all_parts(link: Link, session: str) -> list[Part]:
    folder = _folder(session)
    found = [(each, _PART.fullmatch(each["Name"].removeprefix(folder))) for each in link.objects(folder)]
    return [
        Part(each["Name"], int(match["number"]), int(match["came"]), Stamp(each["Size"], match["sha256"]))
        for each, match in found
        if match
    ]


def _folder(session: str) -> str:
    return f"{SESSIONS}{session}/"


def _work() -> str:
    settings.WORK_DIR.mkdir(parents=True, exist_ok=True)
    return str(settings.WORK_DIR)
