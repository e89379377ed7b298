"""A store that is a folder on this machine."""

import errno
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from django.http import HttpRequest, HttpResponseBase

from archive.digest import Stamp, of_folder
from archive.durable import sync, sync_up
from archive.exceptions import AlreadyStored
from archive.storage.answering import answer
from archive.storage.base import Store, Until, check_key, refuse_other
from archive.storage.body import MayGoOn
from archive.storage.sessions import READ_ONLY, SESSIONS, LocalSessions

INCOMING = ".incoming"  # starts with a dot, which no key can
ON_THEIR_WAY = (INCOMING, SESSIONS)


class LocalStore(Store):
    """Files appear under their name by link or rename, never half-written."""

    def __init__(self, root: Path) -> None:
        self.root = Path(root)
        self._sessions = LocalSessions(self.root)

    @property
    def where(self) -> str:
        return str(self.root)

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
        sync_up(target.parent, self.root)

    def put_tree(self, key: str, directory: Path, manifest: Mapping[str, Stamp]) -> None:
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            raise AlreadyStored(key)
        with self._brought_near(directory) as nearby:
            refuse_other(key, of_folder(nearby), manifest)
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
        sync_up(target.parent, self.root)

    def respond(
        self,
        request: HttpRequest,
        key: str,
        *,
        media_type: str,
        may_go_on: MayGoOn,
        disposition: str = "",
        etag: str = "",
        until: Until | None = None,
    ) -> HttpResponseBase:
        return answer(
            request, self, key, media_type=media_type, may_go_on=may_go_on, disposition=disposition, etag=etag
        )

    def open(self, key: str, start: int = 0, length: int | None = None) -> BinaryIO:
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
        return sorted(path.as_posix() for path in files if path.parts[0] not in ON_THEIR_WAY)

    def stat_tree(self, key: str) -> dict[str, int]:
        below = self._path(key)
        files = [(path, path.stat()) for path in below.rglob("*")]
        return {path.relative_to(below).as_posix(): found.st_size for path, found in files if S_ISREG(found.st_mode)}

    def trees(self, key: str = "") -> list[str]:
        below = self._path(key) if key else self.root
        if not below.is_dir():
            return []
        folders = (path.relative_to(self.root) for path in below.iterdir() if path.is_dir())
        return sorted(path.as_posix() for path in folders if path.name not in ON_THEIR_WAY)

    def sweep(self, before: float) -> int:
        # The time of the last change of the name: what is moved here keeps the age of its content.
        lost = [path for path in (self.root / INCOMING).glob("*") if path.stat().st_ctime < before]
        for path in lost:
            _remove(path)
        return len(lost) + self._sessions.sweep(before)

    def discard(self, key: str) -> None:
        path = self._path(key)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync(path.parent)

    def remove_tree(self, key: str) -> None:
        shutil.rmtree(self._path(key), ignore_errors=True)

    def begin(self, key: str) -> str:
        if self._path(key).exists():
            raise AlreadyStored(key)
        return self._sessions.begin(key)

    def put_part(self, session: str, number: int, stream: BinaryIO, sha256: str) -> Stamp:
        return self._sessions.put_part(session, number, stream, sha256)

    def parts(self, session: str) -> dict[int, Stamp]:
        return self._sessions.parts(session)

    def complete(self, session: str, sha256: str) -> Stamp:
        return self._sessions.complete(session, sha256, self._path(self._sessions.key_of(session)))

    def abort(self, session: str) -> None:
        self._sessions.abort(session)

    @contextmanager
    def local(self, key: str, sha256: str = "") -> Iterator[Path]:
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
