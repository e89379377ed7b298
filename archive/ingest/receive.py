"""Bytes on their way in: written to a temporary file of our own and hashed as they pass, whoever sends them."""

import logging
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from archive import disk
from archive.digest import CHUNK, Digest
from archive.exceptions import Refused

logger = logging.getLogger(__name__)

# A file nobody wrote to for this long belongs to a process that died.
STALE_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Incoming:
    """A complete file in the work directory, ours to move. `sha256` is in lower-case hexadecimal."""

    path: Path
    sha256: str
    size_bytes: int


def _folder() -> Path:
    folder = Path(settings.WORK_DIR) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def receive(chunks: Iterable[bytes], announced: int | None = None) -> Iterator[Incoming]:
    """Write the chunks to a file that is gone when the block ends, unless somebody moved it away.

    Raises Refused for more than UPLOAD_MAX_BYTES, for nothing at all, and for more or less than the `announced` bytes.
    Raises OSError when the disk is full.
    """
    path = _folder() / uuid.uuid4().hex
    try:
        yield _write(path, chunks, announced)
    finally:
        path.unlink(missing_ok=True)


def _write(path: Path, chunks: Iterable[bytes], announced: int | None) -> Incoming:
    digest = Digest()
    with path.open("xb") as file:
        for chunk in _readable(chunks):
            digest.write(chunk)
            _refuse_more(digest.size, announced)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if announced is not None and digest.size < announced:
        raise broken_off(digest.size, announced)
    if digest.size == 0:
        raise Refused("empty", digest.sha256)
    return Incoming(path, digest.sha256, digest.size)


def _refuse_more(size: int, announced: int | None) -> None:
    if size > settings.UPLOAD_MAX_BYTES:
        raise too_large()
    if announced is not None and size > announced:
        raise Refused("too_much", announced_bytes=announced)


def measure(path: Path) -> Incoming:
    """A file that lies here already, where it is."""
    digest = Digest()
    for chunk in read_chunks(path):
        digest.write(chunk)
    return Incoming(path, digest.sha256, digest.size)


def _readable(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks; a sender who goes away, or a failing disk, is the file's trouble and not ours."""
    try:
        yield from chunks
    except OSError as error:
        raise Refused(disk.trouble(error) or "unread") from error


def too_large() -> Refused:
    """The refusal of a file over the limit."""
    return Refused("too_large", limit_bytes=settings.UPLOAD_MAX_BYTES)


def broken_off(arrived: int, announced: int) -> Refused:
    """The refusal of a file that did not come to its end."""
    return Refused("broken_off", arrived_bytes=arrived, announced_bytes=announced)


def size_of(path: Path) -> int | None:
    """How many bytes a file on this machine has; None when it cannot be asked."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def read_chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file on this machine. Raises OSError, and Refused when somebody writes to it meanwhile."""
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        while chunk := file.read(CHUNK):
            yield chunk
            if file.tell() > before.st_size:
                raise Refused("changed")
        after = os.fstat(file.fileno())
        if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise Refused("changed")


def sweep(now: float | None = None) -> int:
    """Remove what processes that died left half-received; returns how many files."""
    now = time.time() if now is None else now
    return sum(_swept(path, now - STALE_SECONDS) for path in _folder().iterdir())


def _swept(path: Path, before: float) -> bool:
    """Whether it was old and is gone; one that cannot be removed does not keep the others."""
    try:
        if path.stat().st_mtime >= before:
            return False
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    except OSError:
        logger.warning("%s could not be swept.", path, exc_info=True)
        return False
    return True
