"""A backup as one file: a tar of a few members, made as a stream.

A large database costs neither memory nor a second copy.
"""

import tarfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext as _

from archive.digest import CHUNK, Digest
from archive.exceptions import PreservationFailed
from archive.preservation.sealing import AGE, Key, seal, unseal

Watch = Callable[[int], None]


@dataclass(frozen=True)
class Member:
    """A file of the backup: what it is called there and where its bytes come from."""

    name: str
    source: Path | bytes

    def size(self) -> int:
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size

    def chunks(self) -> Iterator[bytes]:
        if isinstance(self.source, bytes):
            yield self.source
            return
        with self.source.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                yield chunk

    def sha256(self) -> str:
        digest = Digest()
        for chunk in self.chunks():
            digest.write(chunk)
        return digest.sha256


def pack(
    members: Iterable[Member], target: BinaryIO, recipients: Sequence[Key], watch: Watch = lambda size: None
) -> None:
    """Write the backup to `target`, put it on stable storage and read it back. Raises OSError, PreservationFailed."""
    written = Digest()
    stream = _watched(_tar(members), written, watch)
    seal(stream, target, recipients, written)


def _watched(chunks: Iterator[bytes], written: Digest, watch: Watch) -> Iterator[bytes]:
    for chunk in chunks:
        written.write(chunk)
        watch(len(chunk))
        yield chunk


def _tar(members: Iterable[Member]) -> Iterator[bytes]:
    total = 0
    for member in members:
        info = tarfile.TarInfo(member.name)
        info.size, info.mode = member.size(), 0o600
        head = info.tobuf(tarfile.PAX_FORMAT)
        yield head
        size = 0
        for chunk in member.chunks():
            size += len(chunk)
            yield chunk
        if size != info.size:
            raise PreservationFailed(_("%(name)s changed while it was read: run it again.") % {"name": member.name})
        padding = -size % tarfile.BLOCKSIZE
        yield bytes(padding)
        total += len(head) + size + padding
    end = 2 * tarfile.BLOCKSIZE
    yield bytes(end + -(total + end) % tarfile.RECORDSIZE)


def unpack(path: Path, folder: Path, identities: Sequence[Key]) -> dict[str, tuple[int, str]]:
    """Put the members of a backup into the empty `folder`; returns bytes and SHA-256 of each.

    Names that would lead out of the folder, and anything that is no plain file, are refused. Raises PreservationFailed.
    """
    plain = folder / "backup.tar"
    try:
        with path.open("rb") as source:
            encrypted = source.read(len(AGE)) == AGE
            source.seek(0)
            if encrypted:
                with plain.open("xb") as target:
                    unseal(source, target, identities)
        with tarfile.open(plain if encrypted else path, "r:") as tar:
            return {info.name: _extract(tar, info, folder) for info in tar}
    except (tarfile.TarError, EOFError, OSError) as error:
        raise PreservationFailed(
            _("%(path)s cannot be read as a backup: %(error)s.") % {"path": path, "error": error}
        ) from error
    finally:
        plain.unlink(missing_ok=True)


def _extract(tar: tarfile.TarFile, info: tarfile.TarInfo, folder: Path) -> tuple[int, str]:
    name = PurePosixPath(info.name)
    stream = tar.extractfile(info) if info.isreg() else None
    if stream is None or name.is_absolute() or ".." in name.parts or not name.parts:
        raise PreservationFailed(_("%(name)s does not belong into a backup.") % {"name": info.name})
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    seen = Digest()
    with target.open("xb") as file:
        while chunk := stream.read(CHUNK):
            seen.write(chunk)
            file.write(chunk)
    return seen.size, seen.sha256
