"""Files that arrive in parts, in whatever order and over many days, at a store that is a folder.

A session is a folder of its own: the key that the file is to have, and each part under its number and its SHA-256. All
of it is on stable storage before the giver is told so; therefore a crash costs no part that was acknowledged.
"""

import fcntl
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from archive import durable
from archive.digest import CHUNK, Digest, Stamp, of_file
from archive.exceptions import AlreadyStored, NotAsSaid, PartsMissing, UnknownSession

SESSIONS = ".sessions"  # starts with a dot, which no key can
MOST_PARTS = 10_000  # as many as S3 takes
READ_ONLY = 0o400  # and for the archive's own user alone
_NAME = re.compile(r"[0-9a-f]{32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PART = re.compile(r"(\d{5})\.([0-9a-f]{64})")
_KEY = "key"


class LocalSessions:
    """See `Store` for what each verb promises."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._below = root / SESSIONS

    def begin(self, key: str) -> str:
        name = uuid.uuid4().hex
        folder = self._below / name
        folder.mkdir(parents=True)
        durable.write(folder / _KEY, key.encode())
        durable.sync(self._below)
        durable.sync(self._root)
        return name

    def put_part(self, session: str, number: int, stream: BinaryIO, sha256: str) -> Stamp:
        folder = self._folder(session)
        if not 1 <= number <= MOST_PARTS or not _SHA256.fullmatch(sha256):
            raise ValueError(f"not a part: {number} {sha256!r}")
        part = folder / f"{number:05}.{sha256}"
        digest = Digest()
        with durable.appearing(part) as file:
            while chunk := stream.read(CHUNK):
                digest.write(chunk)
                file.write(chunk)
            if digest.sha256 != sha256:
                raise NotAsSaid(f"{session}/{number}")
            file.flush()
            os.fsync(file.fileno())
        self._forget_older(folder, part)
        return digest.stamp

    def _forget_older(self, folder: Path, part: Path) -> None:
        """The newest of a number counts. Two that come at once agree on which that is, so that one of them stays."""
        written = part.stat().st_mtime_ns
        for other in folder.glob(f"{part.stem}.*"):
            if other != part and other.stat().st_mtime_ns < written:
                other.unlink(missing_ok=True)

    def parts(self, session: str) -> dict[int, Stamp]:
        return {number: Stamp(path.stat().st_size, path.suffix[1:]) for number, path in self._parts(session).items()}

    def _parts(self, session: str) -> dict[int, Path]:
        found = [path for path in self._folder(session).iterdir() if _PART.fullmatch(path.name)]
        return {int(path.stem): path for path in sorted(found, key=lambda path: (path.stem, path.stat().st_mtime_ns))}

    def complete(self, session: str, sha256: str, target: Path) -> Stamp:
        """Put the parts together at `target`, a path of this store that belongs to the session's key."""
        with self._alone(session) as folder:
            return self._complete(session, folder, sha256, target)

    def _complete(self, session: str, folder: Path, sha256: str, target: Path) -> Stamp:
        whole = folder / f"whole.{sha256}"
        stamp = of_file(whole) if whole.exists() else self._put_together(session, whole, sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(whole, target)  # unlike rename, fails when something is there
        except FileExistsError as error:
            if not whole.samefile(target):  # or we were interrupted right after
                raise AlreadyStored(self.key_of(session)) from error
        durable.sync_up(target.parent, self._root)
        self.abort(session)
        return stamp

    @contextmanager
    def _alone(self, session: str) -> Iterator[Path]:
        """Wait for whoever completes the same session, which by then may be over."""
        with self._key(session) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield self._folder(session)

    def _put_together(self, session: str, whole: Path, sha256: str) -> Stamp:
        parts = self._parts(session)
        if missing := sorted(set(range(1, max(parts, default=1) + 1)) - set(parts)):
            raise PartsMissing(session, missing)
        digest = Digest()
        with durable.appearing(whole) as file:
            for _number, part in sorted(parts.items()):
                with part.open("rb") as stream:
                    while chunk := stream.read(CHUNK):
                        digest.write(chunk)
                        file.write(chunk)
            if digest.sha256 != sha256:
                raise NotAsSaid(self.key_of(session))
            os.fchmod(file.fileno(), READ_ONLY)
            file.flush()
            os.fsync(file.fileno())
        return digest.stamp

    def abort(self, session: str) -> None:
        if _NAME.fullmatch(session):
            shutil.rmtree(self._below / session, ignore_errors=True)

    def key_of(self, session: str) -> str:
        """The key that was named when it began. Raises UnknownSession."""
        with self._key(session) as key:
            return key.read().decode()

    def _key(self, session: str) -> BinaryIO:
        try:
            return (self._folder(session) / _KEY).open("rb")
        except FileNotFoundError as error:  # it ended right now
            raise UnknownSession(session) from error

    def sweep(self, before: float) -> int:
        """Remove sessions that nothing came to since this moment; returns how many."""
        idle = [folder for folder in self._below.glob("*") if _touched(folder) < before]
        for folder in idle:
            shutil.rmtree(folder, ignore_errors=True)
        return len(idle)

    def _folder(self, session: str) -> Path:
        folder = self._below / session
        if not _NAME.fullmatch(session) or not (folder / _KEY).exists():
            raise UnknownSession(session)
        return folder


def _touched(folder: Path) -> float:
    return max(path.stat().st_ctime for path in (folder, *folder.iterdir()))
