"""The small interface of a store. Keys are relative POSIX paths of our own making, such as `ab/abcd….mp4`."""

import re
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

_KEY = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")


def check_key(key: str) -> str:
    """Return the key, or raise ValueError: nothing that a visitor typed may climb out of the store."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a storage key: {key!r}")
    return key


class Store(ABC):
    """Write-once files and trees. What was put is on stable storage when the call returns."""

    @abstractmethod
    def put(self, key: str, source: Path) -> None:
        """Take over the file at `source`, which is gone afterwards. Raises AlreadyStored."""

    @abstractmethod
    def put_tree(self, key: str, directory: Path) -> None:
        """Take over a whole directory in one step: afterwards all of it is there or none. Raises AlreadyStored."""

    @abstractmethod
    def open(self, key: str, start: int = 0) -> BinaryIO:
        """A stream of bytes from offset `start`. Raises FileNotFoundError."""

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
    def trees(self, key: str = "") -> list[str]:
        """The keys of the directories directly below `key`, sorted; none where there is nothing."""

    @abstractmethod
    def sweep(self, before: float) -> int:
        """Remove what was on its way in before this moment (seconds since 1970) and never arrived; returns how much."""

    @abstractmethod
    def discard(self, key: str) -> None:
        """Remove a file that no row speaks of; nothing happens if it is gone already. Never for a sealed original."""

    @abstractmethod
    def remove_tree(self, key: str) -> None:
        """Remove a tree of renditions; nothing happens if it is gone already."""

    @abstractmethod
    def local(self, key: str) -> AbstractContextManager[Path]:
        """A path that a program may read while the context is open."""
