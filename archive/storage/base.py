"""The small interface of a store. Keys are relative POSIX paths of our own making, such as `ab/abcd….mp4`."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.http import HttpRequest, HttpResponseBase

from archive.digest import Stamp
from archive.exceptions import NotAsSaid
from archive.storage.body import MayGoOn

Until = Callable[[], datetime | None]

_KEY = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")


def check_key(key: str) -> str:
    """Return the key, or raise ValueError: nothing that a visitor typed may climb out of the store."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a storage key: {key!r}")
    return key


def refuse_other(key: str, found: Mapping[str, Stamp], manifest: Mapping[str, Stamp]) -> None:
    """Raises NotAsSaid for the first file of a tree that is not as its manifest says, missing, or not named there."""
    wrong = sorted(name for name in {*found, *manifest} if found.get(name) != manifest.get(name))
    if wrong:
        raise NotAsSaid(f"{key}/{wrong[0]}")


class Store(ABC):
    """Write-once files and trees. What was put is on stable storage when the call returns.

    Trouble of the machine, or of the way to it, is an OSError everywhere.
    """

    @property
    @abstractmethod
    def where(self) -> str:
        """The place, as a person would look for it."""

    @abstractmethod
    def put(self, key: str, source: Path) -> None:
        """Take over the file at `source`, which is gone afterwards. Raises AlreadyStored."""

    @abstractmethod
    def put_tree(self, key: str, directory: Path, manifest: Mapping[str, Stamp]) -> None:
        """Take over a whole directory in one step: afterwards all of it is there or none. Raises AlreadyStored.

        `manifest`: every file in it by its name there, as it must arrive. Raises NotAsSaid for one that is otherwise,
        missing, or not named.
        """

    @abstractmethod
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
        """The answer to a request for this file, or the part of it that is asked for. Raises FileNotFoundError.

        `may_go_on` is asked again every few seconds for as long as bytes go out. `disposition`, and the quoted strong
        `etag` that conditions are held against, stand in the answer's head where they are given. `until`: given where
        the reader may be sent elsewhere for the bytes, with an address that ends by the moment it says (None: none is
        known); a store that does so asks it.
        """

    @abstractmethod
    def open(self, key: str, start: int = 0, length: int | None = None) -> BinaryIO:
        """A stream of bytes from offset `start`. Raises FileNotFoundError.

        `length`: so many will be read at most; a store that is far away sends no more than that.
        """

    @abstractmethod
    def size(self, key: str) -> int:
        """Bytes under this key. Raises FileNotFoundError."""

    @abstractmethod
    def exists(self, key: str) -> bool:
        """Whether a file or a tree lies under this key."""

    @abstractmethod
    def names(self, key: str = "") -> list[str]:
        """The keys of all files below `key`, sorted."""

    @abstractmethod
    def stat_tree(self, key: str) -> dict[str, int]:
        """The size of every file below `key`, by its name there; nothing where there is nothing."""

    @abstractmethod
    def trees(self, key: str = "") -> list[str]:
        """The keys of trees, and of what holds trees, directly below `key`, sorted; none where there is nothing."""

    @abstractmethod
    def sweep(self, before: float) -> int:
        """Remove what was on its way in before this moment (seconds since 1970) and never arrived; returns how much.

        A session of parts counts from the last part that came.
        """

    @abstractmethod
    def discard(self, key: str) -> None:
        """Remove a file that no row speaks of; nothing happens if it is gone already. Never for a sealed original."""

    @abstractmethod
    def remove_tree(self, key: str) -> None:
        """Remove a tree of renditions; nothing happens if it is gone already."""

    @abstractmethod
    def local(self, key: str, sha256: str = "") -> AbstractContextManager[Path]:
        """A path that a program may read while the context is open: the file itself, or a copy that goes again.

        A copy that has not this `sha256`, where it is given, is not handed out. Raises StoreTrouble for that and where
        there is no room for a copy, and FileNotFoundError.
        """

    # A file may come in parts, numbered from 1, in any order, and again. A session outlives this process.

    @abstractmethod
    def begin(self, key: str) -> str:
        """Begin a session for what is to lie under `key`; returns its name. Raises AlreadyStored."""

    @abstractmethod
    def put_part(self, session: str, number: int, stream: BinaryIO, sha256: str) -> Stamp:
        """Keep a part; one that came before under this number gives way. Raises NotAsSaid, UnknownSession."""

    @abstractmethod
    def parts(self, session: str) -> dict[int, Stamp]:
        """The parts that have come, by their number. Raises UnknownSession."""

    @abstractmethod
    def complete(self, session: str, sha256: str) -> Stamp:
        """Make one file of the parts, and end the session. Interrupted, it can be called again.

        Raises PartsMissing, AlreadyStored, UnknownSession; and NotAsSaid when the whole has another SHA-256: then the
        session goes on, so that a wrong part can come again.
        """

    @abstractmethod
    def abort(self, session: str) -> None:
        """End a session and forget its parts; nothing happens if there is none."""
