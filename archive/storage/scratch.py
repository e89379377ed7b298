"""Copies to work on, of files that lie far away: ffmpeg and its like read from a disk. Together they keep to a quota.

A copy is held by a lock on its file for as long as somebody works on it; one that nobody holds was left by a process
that died, and makes room for others. A process that dies lets go of its locks.
"""

import fcntl
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from archive.digest import CHUNK
from archive.exceptions import StoreTrouble

__all__ = ["CHUNK", "remove", "reserved"]


@contextmanager
def reserved(size: int, suffix: str = "") -> Iterator[Path]:
    """A file of this many bytes, to be filled; gone afterwards. Raises StoreTrouble where the quota has no room."""
    folder = Path(settings.WORK_DIR) / "scratch"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{uuid.uuid4().hex}{suffix}"
    with _alone(folder):
        _refuse_more(size, folder)
        path.touch(mode=0o600, exist_ok=False)
        held = path.open("r+b")
        fcntl.flock(held, fcntl.LOCK_EX)
        held.truncate(size)  # counted by its length from now on, before its bytes have come
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
        held.close()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One at a time reckons what is taken."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _refuse_more(size: int, folder: Path) -> None:
    most = settings.SCRATCH_MAX_BYTES
    if sum(_bytes_in_use(path) for path in folder.glob("[!.]*")) + size > most:
        raise StoreTrouble("scratch", f"{size} bytes in {folder}", size_bytes=size, limit_bytes=most)


def _bytes_in_use(path: Path) -> int:
    """How long a copy is that somebody works on; one that nobody does goes."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    except BlockingIOError:
        return path.stat().st_size
    except FileNotFoundError:
        pass
    return 0


def remove(directory: Path) -> None:
    """A folder whose content went elsewhere."""
    shutil.rmtree(directory, ignore_errors=True)
