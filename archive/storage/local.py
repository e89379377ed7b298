"""A store that is a folder on this machine."""

import errno
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from archive.durable import sync
from archive.exceptions import AlreadyStored
from archive.storage.base import Store, check_key

READ_ONLY = 0o400  # and for the archive's own user alone
INCOMING = ".incoming"  # starts with a dot, which no key can


class LocalStore(Store):
    """Files appear under their name by link or rename, never half-written."""

    def __init__(self, root: Path) -> None:
        self.root = Path(root)

    def _path(self, key: str) -> Path:
        return self.root / check_key(key)

    def put(self, key: str, source: Path) -> None:
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._brought_near(source) as nearby:
            nearby.chmod(READ_ONLY)
            sync(nearby)
            try:
                os.link(nearby, target)  # unlike rename, fails when something is there
            except FileExistsError as error:
                raise AlreadyStored(key) from error
        _sync_folders(target.parent, self.root)

    def put_tree(self, key: str, directory: Path) -> None:
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            raise AlreadyStored(key)
        with self._brought_near(directory) as nearby:
            for folder, _, names in os.walk(nearby):
                for name in names:
                    sync(Path(folder, name))
                sync(Path(folder))
            try:
                nearby.rename(target)
            except OSError as error:
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                    raise
                raise AlreadyStored(key) from error
        _sync_folders(target.parent, self.root)

    def open(self, key: str, start: int = 0) -> BinaryIO:
        stream = self._path(key).open("rb")
        stream.seek(start)
        return stream

    def size(self, key: str) -> int:
        return self._path(key).stat().st_size

    def exists(self, key: str) -> bool:
        return self._path(key).exists()

    def names(self, key: str = "") -> list[str]:
        below = self._path(key) if key else self.root
        files = (path.relative_to(self.root) for path in below.rglob("*") if path.is_file())
        return sorted(path.as_posix() for path in files if path.parts[0] != INCOMING)

    def trees(self, key: str = "") -> list[str]:
        below = self._path(key) if key else self.root
        if not below.is_dir():
            return []
        folders = (path.relative_to(self.root) for path in below.iterdir() if path.is_dir())
        return sorted(path.as_posix() for path in folders if path.name != INCOMING)

    def sweep(self, before: float) -> int:
        # The time of the last change of the name: what is moved here keeps the age of its content.
        lost = [path for path in (self.root / INCOMING).glob("*") if path.stat().st_ctime < before]
        for path in lost:
            _remove(path)
        return len(lost)

    def discard(self, key: str) -> None:
        path = self._path(key)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync(path.parent)

    def remove_tree(self, key: str) -> None:
        shutil.rmtree(self._path(key), ignore_errors=True)

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        path = self._path(key)
        if not path.exists():
            raise FileNotFoundError(path)
        yield path

    @contextmanager
    def _brought_near(self, source: Path) -> Iterator[Path]:
        """The source, moved into this store's own filesystem, where link and rename are atomic.

        Nothing is left there afterwards, whatever happened: a disk that fills up in the middle leaves no half copy.
        """
        waiting = self.root / INCOMING
        waiting.mkdir(parents=True, exist_ok=True)
        nearby = waiting / uuid.uuid4().hex
        try:
            shutil.move(source, nearby)
            yield nearby
        finally:
            _remove(nearby)


def _remove(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _sync_folders(folder: Path, root: Path) -> None:
    """A name is as durable as the folders that hold it, up to the store's root."""
    while True:
        sync(folder)
        if folder == root:
            return
        folder = folder.parent
