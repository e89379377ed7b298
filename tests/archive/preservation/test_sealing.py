import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest

from archive.digest import Digest
from archive.exceptions import PreservationFailed
from archive.preservation import sealing


def key() -> Any:
    return pyrage.x25519.Identity.generate()


def chunks_of(content: bytes, written: Digest, size: int = 1000) -> Iterator[bytes]:
    for first in range(0, len(content), size):
        written.write(content[first : first + size])
        yield content[first : first + size]


def sealed(path: Path, content: bytes, *identities: Any) -> Path:
    written = Digest()
    with path.open("w+b") as file:
        sealing.seal(chunks_of(content, written), file, [one.to_public() for one in identities], written)
    return path


def opened(path: Path, *identities: Any) -> bytes:
    out = io.BytesIO()
    with path.open("rb") as file:
        sealing.unseal(file, out, identities)
    return out.getvalue()


CONTENT = bytes(range(256)) * 1000


def test_without_recipients_bytes_lie_as_they_are(tmp_path: Path) -> None:
    assert sealed(tmp_path / "file", CONTENT).read_bytes() == CONTENT
    assert opened(tmp_path / "file") == CONTENT


def test_each_of_several_recipients_reads_it_and_nobody_else(tmp_path: Path) -> None:
    one, two, other = key(), key(), key()
    path = sealed(tmp_path / "file", CONTENT, one, two)
    assert CONTENT[:256] not in path.read_bytes()
    assert (opened(path, one), opened(path, other, two)) == (CONTENT, CONTENT)
    with pytest.raises(PreservationFailed, match="decrypted"):
        opened(path, other)
    with pytest.raises(PreservationFailed, match="--identity"):
        opened(path)


def test_an_encrypted_file_cut_short_or_changed_is_no_silent_success(tmp_path: Path) -> None:
    one = key()
    path = sealed(tmp_path / "file", CONTENT, one)
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole[:-70_000], whole[:-5] + b"\x00" + whole[-4:]):
        path.write_bytes(damaged)
        with pytest.raises((OSError, PreservationFailed)):
            opened(path, one)


def test_what_breaks_off_the_source_comes_through_encryption_as_it_was(tmp_path: Path) -> None:
    def stopped() -> Iterator[bytes]:
        yield b"begun"
        raise KeyboardInterrupt

    with (tmp_path / "file").open("w+b") as file, pytest.raises(KeyboardInterrupt):
        sealing.seal(stopped(), file, [key().to_public()], Digest())


def test_a_disk_that_gives_back_other_bytes_is_found_out(tmp_path: Path) -> None:
    written = Digest()
    written.write(b"what was never written")
    with (tmp_path / "file").open("w+b") as file, pytest.raises(PreservationFailed, match="not to be trusted"):
        sealing.seal(chunks_of(CONTENT, written), file, [], written)


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_large_file_costs_no_memory(tmp_path: Path, encrypted: bool) -> None:
    written = Digest()

    def large() -> Iterator[bytes]:
        for _ in range(60):
            chunk = bytes(1024 * 1024)
            written.write(chunk)
            yield chunk

    recipients = [key().to_public()] if encrypted else []
    tracemalloc.start()
    try:
        with (tmp_path / "file").open("w+b") as file:
            sealing.seal(large(), file, recipients, written)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * 1024 * 1024


@pytest.mark.parametrize("name", ["", "age1", "age1qqq", "ssh-ed25519 AAAA", "AGE-SECRET-KEY-1", "ålder"])
def test_an_unknown_recipient_is_refused(name: str) -> None:
    with pytest.raises(PreservationFailed, match="public key"):
        sealing.recipients_of([name])


def test_keys_are_read_from_files_as_age_writes_them(tmp_path: Path) -> None:
    one = key()
    (tmp_path / "key.txt").write_text(f"# created: 2026\n# public key: {one.to_public()}\n{one}\n")
    path = sealed(tmp_path / "file", CONTENT, one)
    assert opened(path, *sealing.identities_of([tmp_path / "key.txt"])) == CONTENT


@pytest.mark.parametrize("content", [b"", b"age1abc", b"AGE-SECRET-KEY-1BROKEN", b"\xff\xfe"])
def test_a_file_without_a_usable_key_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key.txt").write_bytes(content)
    with pytest.raises(PreservationFailed):
        sealing.identities_of([tmp_path / "key.txt"])


def test_a_key_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PreservationFailed, match="cannot be read"):
        sealing.identities_of([tmp_path / "none"])
