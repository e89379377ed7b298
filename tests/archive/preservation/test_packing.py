import hashlib
import io
import tarfile
from pathlib import Path

import pyrage
import pytest

from archive.exceptions import PreservationFailed
from archive.preservation import packing
from archive.preservation.packing import Member


def packed(path: Path, members: list[Member], *identities: pyrage.x25519.Identity) -> Path:
    with path.open("w+b") as file:
        packing.pack(members, file, [one.to_public() for one in identities])
    return path


def hashed(content: bytes) -> tuple[int, str]:
    return len(content), hashlib.sha256(content).hexdigest()


def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, 10 * 1024 * 1024])
def test_what_goes_in_comes_out(tmp_path: Path, size: int, encrypted: bool) -> None:
    content = (b"0123456789abcde" * (size // 15 + 1))[:size]
    (tmp_path / "source").write_bytes(content)
    keys = [pyrage.x25519.Identity.generate()] if encrypted else []
    members = [Member("first.json", b"{}"), Member("media/hus i snö/" + "å" * 120, tmp_path / "source")]
    path = packed(tmp_path / "backup", members, *keys)
    folder = empty(tmp_path)
    assert packing.unpack(path, folder, keys) == {"first.json": hashed(b"{}"), members[1].name: hashed(content)}
    assert (folder / members[1].name).read_bytes() == content
    assert not (folder / "backup.tar").exists()


def test_any_tar_reads_it(tmp_path: Path) -> None:
    path = packed(tmp_path / "backup.tar", [Member("a", b"one"), Member("b/c", b"two")])
    assert path.stat().st_size % tarfile.RECORDSIZE == 0
    with tarfile.open(path) as tar:
        assert [(info.name, info.size, info.mode) for info in tar] == [("a", 3, 0o600), ("b/c", 3, 0o600)]


def test_a_file_that_grows_while_it_is_read_is_found_out(tmp_path: Path) -> None:
    class Growing(Member):
        def size(self) -> int:
            return super().size() - 1

    with (tmp_path / "backup").open("w+b") as file, pytest.raises(PreservationFailed, match="changed while"):
        packing.pack([Growing("a", b"one")], file, [])


@pytest.mark.parametrize("name", ["../out", "/out", "a/../../out", "a/../b"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "backup.tar"
    with tarfile.open(path, "w") as tar:
        info = tarfile.TarInfo(name)
        info.size = 1
        tar.addfile(info, io.BytesIO(b"x"))
    with pytest.raises(PreservationFailed, match="does not belong"):
        packing.unpack(path, empty(tmp_path), [])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE])
def test_only_plain_files_come_out(tmp_path: Path, kind: bytes) -> None:
    path = tmp_path / "backup.tar"
    with tarfile.open(path, "w") as tar:
        info = tarfile.TarInfo("a")
        info.type, info.linkname = kind, "/etc/passwd"
        tar.addfile(info)
    with pytest.raises(PreservationFailed):
        packing.unpack(path, empty(tmp_path), [])


@pytest.mark.parametrize("content", [b"", b"no tar at all" * 100, b"age-encryption.org/v1\nrubbish"])
def test_what_is_no_backup_is_said_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "backup").write_bytes(content)
    with pytest.raises(PreservationFailed):
        packing.unpack(tmp_path / "backup", empty(tmp_path), [pyrage.x25519.Identity.generate()])


def test_a_backup_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(PreservationFailed, match="cannot be read"):
        packing.unpack(tmp_path / "none", empty(tmp_path), [])


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "backup", [Member("a", b"one"), Member("a", b"two")])
    with pytest.raises(PreservationFailed):
        packing.unpack(path, empty(tmp_path), [])
