"""SHA-256 and sizes of what is read, in one place."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stamp:
    """What some bytes are known by: how many they are, and their SHA-256 in lower-case hexadecimal."""

    size: int
    sha256: str


class Digest:
    """Swallows bytes and remembers how many there were and their SHA-256."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self._sha256.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits anywhere."""

    @property
    def sha256(self) -> str:
        return self._sha256.hexdigest()

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.size, self.sha256)


def of_stream(stream: BinaryIO, on_read: Callable[[int], object] = lambda size_bytes: None) -> Stamp:
    """Read to the end. `on_read` hears after every piece how many bytes that were so far, and may raise to end it."""
    digest = Digest()
    while chunk := stream.read(CHUNK):
        digest.write(chunk)
        on_read(digest.size)
    return digest.stamp


def of_file(path: Path) -> Stamp:
    """Raises OSError."""
    with path.open("rb") as stream:
        return of_stream(stream)


def of_folder(folder: Path) -> dict[str, Stamp]:
    """Every file below a folder, by its name there. Raises OSError."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): of_file(path) for path in files}
