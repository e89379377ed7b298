"""Files that are there whole or not at all."""

import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PARTIAL = ".partial-"  # a file on its way in; no key and no backup begins with a dot
LEFT_BEHIND_SECONDS = 12 * 3600


def writable(folder: Path) -> bool:
    """Whether files can be put here; a folder that is not there yet is judged by the one it would be made in."""
    there = existing(folder)
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def runnable(program: str) -> bool:
    return os.access(program, os.X_OK)


def existing(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())


@contextmanager
def appearing(target: Path) -> Iterator[BinaryIO]:
    """A file that stands under its name when the block is done, and of which nothing is left when it is broken off.

    What is in it must be on stable storage by the end of the block.
    """
    partial = target.with_name(f"{PARTIAL}{uuid.uuid4().hex}")
    try:
        with os.fdopen(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "r+b") as file:
            yield file
        partial.rename(target)
        sync(target.parent)
    finally:
        partial.unlink(missing_ok=True)


def write(target: Path, content: bytes) -> None:
    """A small file of our own, whole or not at all; one that was there before gives way."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with appearing(target) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sweep(folder: Path, whole: Path) -> None:
    """Remove what a killed process left half-written long ago, in a folder, and anywhere below `whole`."""
    for path in (*folder.glob(f"{PARTIAL}*"), *whole.rglob(f"{PARTIAL}*")):
        if path.stat().st_mtime < time.time() - LEFT_BEHIND_SECONDS:
            path.unlink(missing_ok=True)


def sync_up(folder: Path, root: Path) -> None:
    """A name is as durable as the folders that hold it, up to `root`."""
    while True:
        sync(folder)
        if folder == root:
            return
        folder = folder.parent


def sync(path: Path) -> None:
    """Put a file's content, or the names in a folder, on stable storage."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
