"""Bytes on their way in: written to a temporary file of our own and hashed as they pass, whoever sends them."""

import errno
import hashlib
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from archive.exceptions import Refused

CHUNK = 1024 * 1024
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
def receive(chunks: Iterable[bytes]) -> Iterator[Incoming]:
    """Write the chunks to a file that is gone when the block ends, unless somebody moved it away.

    Raises Refused for more than UPLOAD_MAX_BYTES, for nothing at all, and when the disk is full.
    """
    path = _folder() / uuid.uuid4().hex
    try:
        yield _write(path, chunks)
    finally:
        path.unlink(missing_ok=True)


def _write(path: Path, chunks: Iterable[bytes]) -> Incoming:
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as file:
            for chunk in _readable(chunks):
                size += len(chunk)
                if size > settings.UPLOAD_MAX_BYTES:
                    raise too_large()
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Refused("no_space") from error
    if size == 0:
        raise Refused("empty", digest.hexdigest())
    return Incoming(path, digest.hexdigest(), size)


def _readable(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks; a sender who goes away, or a failing disk, is the file's trouble and not ours."""
    try:
        yield from chunks
    except OSError as error:
        raise Refused("unread") from error


def too_large() -> Refused:
    """The refusal of a file over the limit."""
    return Refused("too_large", limit_bytes=settings.UPLOAD_MAX_BYTES)


def read_chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file on this machine. Raises OSError."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def sweep(now: float | None = None) -> int:
    """Remove what processes that died left half-received; returns how many files."""
    now = time.time() if now is None else now
    stale = [path for path in _folder().iterdir() if path.stat().st_mtime < now - STALE_SECONDS]
    for path in stale:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return len(stale)
