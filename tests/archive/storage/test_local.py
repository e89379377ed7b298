"""The store that is a folder: the contract, and what is its own."""

import io
import os
import shutil
import time
from pathlib import Path

import pytest
from django.conf import LazySettings

from archive.digest import of_folder
from archive.exceptions import UnknownSession
from archive.storage import Store, originals, renditions
from archive.storage.local import LocalStore
from tests.archive.disks import tiny_disk
from tests.archive.storage.contract import TAPE, StoreContract, send, sha256


class TestLocalStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Store:
        return LocalStore(tmp_path / "store")

    def test_only_its_owner_may_read_an_original(self, store: LocalStore, tape: Path) -> None:
        store.put("ab/abc.wav", tape)
        session = store.begin("ab/parts.wav")
        send(store, session, 1, TAPE)
        store.complete(session, sha256(TAPE))
        for name in ("abc.wav", "parts.wav"):
            assert (store.root / "ab" / name).stat().st_mode & 0o777 == 0o400

    def test_what_is_on_its_way_in_is_not_among_the_names(self, store: LocalStore, tape: Path) -> None:
        (store.root / ".incoming").mkdir(parents=True)
        (store.root / ".incoming" / "half").write_bytes(b"h")
        store.put("abc.wav", tape)
        assert (store.names(), store.trees()) == (["abc.wav"], [])

    def test_what_never_arrived_is_swept_away_after_a_while(self, store: LocalStore, tape: Path) -> None:
        store.put("abc.wav", tape)
        waiting = store.root / ".incoming"
        (waiting / "half-a-tree").mkdir()
        (waiting / "half-a-file").write_text("half")
        os.utime(waiting / "half-a-file", (0, 0))  # the age of what is in it says nothing
        now = time.time()
        assert (store.sweep(now - 60), store.sweep(now + 60), store.sweep(now + 60)) == (0, 2, 0)
        assert (list(waiting.iterdir()), store.names()) == ([], ["abc.wav"])

    def test_a_session_goes_on_in_another_process(self, store: LocalStore) -> None:
        session = store.begin("abc.wav")
        send(store, session, 1, b"01234")
        another = LocalStore(store.root)
        send(another, session, 2, b"56789")
        assert another.complete(session, sha256(TAPE)).size == 10

    def test_a_crash_after_the_file_appeared_is_finished_by_completing_again(
        self, store: LocalStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = store.begin("abc.wav")
        send(store, session, 1, TAPE)
        with monkeypatch.context() as patched:
            patched.setattr(shutil, "rmtree", self._crash)
            with pytest.raises(KeyboardInterrupt):
                store.complete(session, sha256(TAPE))
        assert store.complete(session, sha256(TAPE)).size == 10
        with pytest.raises(UnknownSession):
            store.parts(session)
        assert store.open("abc.wav").read() == TAPE

    @staticmethod
    def _crash(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    def test_a_part_that_broke_off_is_no_part(self, store: LocalStore) -> None:
        class Broken(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                raise ConnectionResetError

        session = store.begin("abc.wav")
        with pytest.raises(ConnectionResetError):
            store.put_part(session, 1, Broken(), sha256(TAPE))
        folder = store.root / ".sessions" / session
        assert (store.parts(session), [path.name for path in folder.iterdir()]) == ({}, ["key"])

    def test_of_two_parts_of_a_number_that_a_crash_left_the_newest_counts(self, store: LocalStore) -> None:
        session = store.begin("abc.wav")
        for content in (b"second", b"first"):
            send(store, session, 1, content)
        older = store.root / ".sessions" / session / f"00001.{sha256(b'second')}"
        older.write_bytes(b"second")
        os.utime(older, (0, 0))
        assert store.parts(session)[1].sha256 == sha256(b"first")


@pytest.mark.parametrize("what", ["file", "tree"])
def test_a_disk_that_fills_up_leaves_no_half_copy(what: str, tmp_path: Path, settings: LazySettings) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a").write_bytes(b"x" * 100_000)
    (source / "b").write_bytes(b"x" * 400_000)
    with tiny_disk(tmp_path / "full", 256) as disk:
        settings.RENDITIONS_DIR = disk
        with pytest.raises((OSError, shutil.Error)):
            if what == "file":
                renditions().put("ab/abc.wav", source / "b")
            else:
                renditions().put_tree("ab/abc", source, of_folder(source))
        assert [path for path in disk.rglob("*") if path.name not in ("ab", ".incoming")] == []
    assert (source / "b").stat().st_size == 400_000


def test_originals_and_renditions_lie_apart(tmp_path: Path, folders: Path) -> None:
    (tmp_path / "tape").write_bytes(TAPE)
    originals().put("abc.wav", tmp_path / "tape")
    assert (folders / "originals_dir" / "abc.wav").exists()
    assert not renditions().exists("abc.wav")
