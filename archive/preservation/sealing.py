"""Bytes on a disk, in the clear or encrypted with age for several recipients, and the proof that they are there.

Everything is a stream, so that a large file costs no memory. What was written is read back: of what is encrypted nobody
here could do so, therefore a key that is forgotten right after lets us.
"""

import io
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol, Self

import pyrage
from django.utils.translation import gettext as _

from archive.digest import CHUNK, Digest
from archive.exceptions import PreservationFailed

AGE = b"age-encryption.org/v1"


class Key(Protocol):
    """A public or a secret key of age."""

    @classmethod
    def from_str(cls, text: str, /) -> Self: ...


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object: ...


def recipients_of(names: Sequence[str]) -> list[Key]:
    """The public keys behind "age1…". Raises PreservationFailed."""
    return [
        _key(pyrage.x25519.Recipient, name, _("%(key)s is no public key of age: one begins with age1."))
        for name in names
    ]


def identities_of(paths: Sequence[Path]) -> list[Key]:
    """The secret keys in files as age-keygen writes them. Raises PreservationFailed."""
    found = []
    for path in paths:
        try:
            lines = path.read_text().split()
        except (OSError, ValueError) as error:
            raise PreservationFailed(
                _("The key file %(path)s cannot be read: %(error)s.") % {"path": path, "error": error}
            ) from error
        keys = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
        if not keys:
            raise PreservationFailed(_("There is no secret key of age in %(path)s.") % {"path": path})
        found += [_key(pyrage.x25519.Identity, key, _("A key in this file is damaged.")) for key in keys]
    return found


def _key(kind: type[Key], text: str, refusal: str) -> Key:
    try:
        return kind.from_str(text.strip())
    except (pyrage.RecipientError, pyrage.IdentityError) as error:
        raise PreservationFailed(refusal % {"key": text[:80]}) from error


def seal(chunks: Iterator[bytes], target: BinaryIO, recipients: Sequence[Key], written: Digest) -> None:
    """Write `chunks`, counted in `written`, to a file opened for reading and writing, and read them back.

    Raises OSError, PreservationFailed, and whatever `chunks` raises.
    """
    forgotten = pyrage.x25519.Identity.generate()
    if recipients:
        _age(lambda source: pyrage.encrypt_io(source, target, [*recipients, forgotten.to_public()]), chunks)
    else:
        for chunk in chunks:
            target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    if hasattr(os, "posix_fadvise"):  # read it from the disk and not from memory
        os.posix_fadvise(target.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    target.seek(0)
    read = Digest()
    unseal(target, read, [forgotten])
    if read.stamp != written.stamp:
        raise PreservationFailed(_("What was written is not what is read back: the disk is not to be trusted."))


def unseal(source: BinaryIO, target: Sink, identities: Sequence[Key]) -> None:
    """Copy what `source` holds to `target`, decrypted where it is encrypted. Raises OSError, PreservationFailed."""
    start = source.read(len(AGE))
    source.seek(0)
    if start != AGE:
        while chunk := source.read(CHUNK):
            target.write(chunk)
        return
    if not identities:
        raise PreservationFailed(_("This is encrypted: name the file with the secret key in --identity."))
    try:
        pyrage.decrypt_io(source, target, identities)
    except pyrage.DecryptError as error:
        raise PreservationFailed(_("It cannot be decrypted: %(error)s.") % {"error": error}) from error


def _age(encrypt: Callable[[object], None], chunks: Iterator[bytes]) -> None:
    """Run age over a stream. What breaks off in the middle comes through as it was, Ctrl-C too."""
    source = _Source(chunks)
    try:
        encrypt(source)
    except pyrage.EncryptError as error:
        if source.error is not None:
            raise source.error from None
        raise OSError(str(error)) from error


class _Source(io.RawIOBase):
    """Chunks as a file to read from."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks = chunks
        self.rest = memoryview(b"")
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self.rest:
                self.rest = memoryview(next(self.chunks))
        except StopIteration:
            return b""
        except BaseException as error:
            self.error = error
            raise
        cut = len(self.rest) if size < 0 else size
        part, self.rest = self.rest[:cut], self.rest[cut:]
        return bytes(part)
