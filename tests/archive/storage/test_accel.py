"""What is left to nginx: which files, what it may read of them, and nothing else."""

from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory, override_settings

from archive import storage
from archive.digest import of_folder
from archive.storage import accel
from archive.storage.local import LocalStore

LEAVE = {"media_type": "video/mp4", "may_go_on": lambda: True}


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "store", accel.RENDITIONS)


def put(store: LocalStore, folder: Path, size: int = 10) -> None:
    (folder / "file").write_bytes(b"")
    with (folder / "file").open("r+b") as file:
        file.truncate(size)
    store.put("ab/abc.mp4", folder / "file")


def respond(store: LocalStore, **headers: str) -> HttpResponseBase:
    request = RequestFactory().get("/", headers=headers)
    return store.respond(request, "ab/abc.mp4", etag='"tag"', disposition="inline", **LEAVE)  # type: ignore[arg-type]


def test_the_answer_names_the_file_and_how_it_may_be_kept(store: LocalStore, tmp_path: Path) -> None:
    put(store, tmp_path)
    assert dict(respond(store).items()) == {
        "X-Accel-Redirect": "/accel/renditions/ab/abc.mp4",
        "Content-Type": "video/mp4",
        "Content-Disposition": "inline",
        "Cache-Control": "private, no-cache",
        "ETag": '"tag"',
    }
    known = respond(store, **{"if-none-match": '"tag"'})
    assert (known.status_code, known.has_header("X-Accel-Redirect")) == (304, False)


@pytest.mark.parametrize(("size", "by_nginx"), [(accel.MOST_BYTES, True), (accel.MOST_BYTES + 1, False)])
def test_what_is_long_we_send_ourselves(store: LocalStore, tmp_path: Path, size: int, by_nginx: bool) -> None:
    put(store, tmp_path, size)
    assert respond(store).has_header("X-Accel-Redirect") == by_nginx


def test_what_is_not_there_is_not_handed_over(store: LocalStore) -> None:
    with pytest.raises(FileNotFoundError):
        respond(store)


def test_the_group_may_read_what_is_kept_and_others_nothing(store: LocalStore, tmp_path: Path) -> None:
    put(store, tmp_path)
    (tmp_path / "built" / "v720").mkdir(parents=True)
    (tmp_path / "built" / "v720" / "seg.m4s").write_bytes(b"x")
    for path in (tmp_path / "built", *(tmp_path / "built").rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    store.put_tree("cd/set", tmp_path / "built", of_folder(tmp_path / "built"))
    modes = {path.relative_to(tmp_path).as_posix(): path.stat().st_mode & 0o777 for path in store.root.rglob("*")}
    del modes["store/.incoming"]
    assert modes == {
        "store/ab": 0o710,
        "store/ab/abc.mp4": 0o440,
        "store/cd": 0o710,
        "store/cd/set": 0o750,
        "store/cd/set/v720": 0o750,
        "store/cd/set/v720/seg.m4s": 0o440,
    }
    assert store.root.stat().st_mode & 0o777 == 0o710


@override_settings(ACCEL=True)
def test_originals_are_never_left_to_nginx(tmp_path: Path) -> None:
    (tmp_path / "tape").write_bytes(b"x")
    storage.originals().put("ab/tape.wav", tmp_path / "tape")
    path = storage.originals().root / "ab" / "tape.wav"  # type: ignore[attr-defined]
    assert path.stat().st_mode & 0o777 == 0o400
    request = RequestFactory().get("/")
    answer = storage.originals().respond(request, "ab/tape.wav", **LEAVE)  # type: ignore[arg-type]
    assert not answer.has_header("X-Accel-Redirect")
