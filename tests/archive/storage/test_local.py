import os
import time
from pathlib import Path

import pytest

from archive.exceptions import AlreadyStored
from archive.storage import originals, renditions


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    path = tmp_path / "tape.wav"
    path.write_bytes(b"0123456789")
    return path


def test_put_takes_the_file_over_and_lets_only_its_owner_read_it(tape: Path, folders: Path) -> None:
    originals().put("ab/abc.wav", tape)
    stored = folders / "originals_dir" / "ab" / "abc.wav"
    assert not tape.exists()
    assert stored.read_bytes() == b"0123456789"
    assert stored.stat().st_mode & 0o777 == 0o400


def test_put_refuses_a_key_that_is_taken_and_keeps_what_lies_there(tape: Path, tmp_path: Path) -> None:
    originals().put("abc.wav", tape)
    other = tmp_path / "other.wav"
    other.write_bytes(b"other")
    with pytest.raises(AlreadyStored):
        originals().put("abc.wav", other)
    assert originals().open("abc.wav").read() == b"0123456789"


def test_open_starts_where_it_is_told(tape: Path) -> None:
    originals().put("abc.wav", tape)
    with originals().open("abc.wav", start=7) as stream:
        assert stream.read() == b"789"


@pytest.mark.parametrize("key", ["../secret", "/etc/passwd", "a/../../b", "", ".incoming/x", "a//b", "a/\n", "A"])
def test_a_key_cannot_climb_out_of_the_store(key: str) -> None:
    with pytest.raises(ValueError, match="not a storage key"):
        originals().open(key)


def test_a_tree_appears_whole_under_its_key(tmp_path: Path) -> None:
    (tmp_path / "built" / "v720").mkdir(parents=True)
    (tmp_path / "built" / "master.m3u8").write_text("#EXTM3U")
    (tmp_path / "built" / "v720" / "seg00000.m4s").write_bytes(b"x")
    renditions().put_tree("set1", tmp_path / "built")
    assert renditions().names("set1") == ["set1/master.m3u8", "set1/v720/seg00000.m4s"]
    assert not (tmp_path / "built").exists()


def test_a_tree_never_replaces_another(tmp_path: Path) -> None:
    for content in ("first", "second"):
        (tmp_path / content).mkdir()
        (tmp_path / content / "master.m3u8").write_text(content)
    renditions().put_tree("set1", tmp_path / "first")
    with pytest.raises(AlreadyStored):
        renditions().put_tree("set1", tmp_path / "second")
    assert renditions().open("set1/master.m3u8").read() == b"first"


def test_what_is_on_its_way_in_is_not_among_the_names(tape: Path, folders: Path) -> None:
    (folders / "originals_dir" / ".incoming").mkdir(parents=True)
    (folders / "originals_dir" / ".incoming" / "half").write_bytes(b"h")
    originals().put("abc.wav", tape)
    assert originals().names() == ["abc.wav"]


def test_removing_a_tree_twice_is_fine(tmp_path: Path) -> None:
    (tmp_path / "built").mkdir()
    renditions().put_tree("set1", tmp_path / "built")
    renditions().remove_tree("set1")
    renditions().remove_tree("set1")
    assert not renditions().exists("set1")


def test_trees_are_the_directories_directly_below_a_key(tmp_path: Path) -> None:
    assert (renditions().trees(), renditions().trees("film")) == ([], [])
    for key in ("film/1-a", "film/2-b", "radio/3-c"):
        (tmp_path / "set" / "v720").mkdir(parents=True)
        renditions().put_tree(key, tmp_path / "set")
    assert (renditions().trees(), renditions().trees("film")) == (["film", "radio"], ["film/1-a", "film/2-b"])


def test_what_never_arrived_is_swept_away_after_a_while(tape: Path, folders: Path) -> None:
    originals().put("abc.wav", tape)
    waiting = folders / "originals_dir" / ".incoming"
    (waiting / "half-a-tree").mkdir()
    (waiting / "half-a-file").write_text("half")
    os.utime(waiting / "half-a-file", (0, 0))  # the age of what is in it says nothing
    now = time.time()
    assert (originals().sweep(now - 60), originals().sweep(now + 60), originals().sweep(now + 60)) == (0, 2, 0)
    assert (list(waiting.iterdir()), originals().names()) == ([], ["abc.wav"])
