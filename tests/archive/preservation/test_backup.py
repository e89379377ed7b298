import fcntl
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.conf import settings as configured

from archive import storage
from archive.exceptions import PreservationFailed
from archive.models import Original, Recording
from archive.preservation import ledger, packing, tables, withdrawals
from archive.preservation.copies import State
from archive.preservation.manifest import Manifest
from tests.archive.preservation.world import World, ask, database, make


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def unpacked(path: Path, tmp_path: Path, *identities: Any) -> tuple[Manifest, Path]:
    folder = tmp_path / f"unpacked-{path.name}"
    folder.mkdir()
    return Manifest.read(folder, packing.unpack(path, folder, identities)), folder


@contextmanager
def disk_with(size: int) -> Iterator[None]:
    """No file may grow over `size` bytes: what a full disk does, without one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_backup_holds_the_database_the_list_of_originals_the_ledger_and_the_pictures(
    world: World, tmp_path: Path
) -> None:
    Recording.objects.filter(pk=world.recordings[0].pk).write_rule(withdrawn=True)
    made = make(tmp_path / "backups")
    said, folder = unpacked(made.path, tmp_path)
    assert ask(folder / "database.sqlite3", "SELECT COUNT(*) FROM archive_original") == [(3,)]
    assert [(one.key, one.sha256, one.size, one.state) for one in said.originals] == [
        (one.key, one.sha256, one.size_bytes, State.THERE) for one in Original.objects.order_by("key")
    ]
    # What the ledger lacked was written before the copy was taken.
    entries = ledger.read(folder / "withdrawals.jsonl").entries
    assert [(entry.action, entry.pk) for entry in entries] == [("withdraw", world.recordings[0].pk)]
    assert (folder / "media" / "original_images" / "hus i snö.jpg").read_bytes() == b"a picture"
    assert said.said["tables"] == said.said["tables"] | tables.count()
    assert {"program", "django", "recipe"} <= set(said.said["versions"])
    assert ["archive", "0001_initial"] in said.said["migrations"]
    assert (names(tmp_path / "backups"), oct(made.path.stat().st_mode)[-3:]) == ([made.path.name], "600")


def test_no_secret_is_in_a_backup(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.SECRET_KEY = "a-key-that-nobody-may-know"
    secrets = {
        "SECRET_KEY": "a-key-that-nobody-may-know",
        "DATABASE_URL": "postgres://me:hunter2secret@db.example.org/archive?password=alsosecret",
        "EMAIL_HOST_PASSWORD": "mailsecret",
        "EMAIL_URL": "smtp://me:smtpsecret@mail.example.org:25",
        "S3_ACCESS_KEY": "s3secret",
        "API_TOKEN": "tokensecret",
        "BANNER": "somebody wrote a-key-that-nobody-may-know here",
    }
    for name, value in {**secrets, "SITE_NAME": "Arkivet"}.items():
        monkeypatch.setenv(f"ROSTARKIVET_{name}", value)
    _, folder = unpacked(make(tmp_path / "backups").path, tmp_path)
    text = (folder / "settings.json").read_text()
    said = json.loads(text)
    assert "secret" not in text.replace("SECRET", "") and "nobody-may-know" not in text
    assert (said["ROSTARKIVET_SITE_NAME"], said["ROSTARKIVET_SECRET_KEY"]) == ("Arkivet", None)
    assert said["ROSTARKIVET_DATABASE_URL"] == "postgres://db.example.org/archive"


def test_an_encrypted_backup_is_read_by_each_of_its_recipients_and_shows_nothing(world: World, tmp_path: Path) -> None:
    keys = [pyrage.x25519.Identity.generate() for _ in range(2)]
    made = make(tmp_path / "backups", recipients=[str(key.to_public()) for key in keys], with_originals=True)
    assert made.path.name.endswith(".tar.age")
    for one in (tmp_path / "backups").rglob("*"):
        assert one.is_dir() or (b"filmen" not in one.read_bytes() and b"tape 0" not in one.read_bytes())
    for key in keys:
        said, folder = unpacked(made.path, tmp_path, key)
        assert len(said.originals) == 3
        for path in sorted(folder.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        folder.rmdir()
    # Nothing unencrypted was left on the way either.
    assert not (Path(configured.WORK_DIR) / "backup").exists()


def test_originals_are_copied_once_and_the_copies_only_grow(world: World, tmp_path: Path) -> None:
    made = [
        make_file(tmp_path / f"{name}.tar", with_originals=True, read=name == "second") for name in ("first", "second")
    ]
    assert [(one.copied.added, one.copied.kept) for one in made if one.copied] == [(3, 0), (0, 3)]
    for one in Original.objects.all():
        assert (tmp_path / "originals" / one.key).stat().st_size == one.size_bytes


@pytest.mark.parametrize("read", [False, True])
def test_a_copy_that_is_not_what_it_was_is_not_passed_over(world: World, tmp_path: Path, read: bool) -> None:
    first = make(tmp_path / "backups", with_originals=True)
    first.path.unlink()
    original = Original.objects.get(recording=world.recordings[0])
    copy = tmp_path / "backups" / "originals" / original.key
    copy.write_bytes(copy.read_bytes()[::-1] if read else b"short")
    with pytest.raises(PreservationFailed, match="move it away"):
        make(tmp_path / "backups", with_originals=True, read=read)
    assert names(tmp_path / "backups") == ["originals"]


def spoil(original: Original, how: State) -> None:
    path = Path(configured.ORIGINALS_DIR) / original.key
    path.chmod(0o644)
    if how is State.MISSING:
        path.unlink()
    elif how is State.UNREADABLE:
        path.unlink()
        path.mkdir()
        Original.objects.filter(pk=original.pk).update(size_bytes=path.stat().st_size)
    else:
        path.write_bytes(b"x" if how is State.WRONG_SIZE else b"x" * original.size_bytes)


@pytest.mark.parametrize("how", [State.MISSING, State.WRONG_SIZE, State.ALTERED, State.UNREADABLE])
def test_an_original_that_is_not_as_it_was_fails_loudly_and_may_be_allowed(
    world: World, tmp_path: Path, how: State
) -> None:
    original = Original.objects.get(recording=world.recordings[0])
    spoil(original, how)
    with pytest.raises(PreservationFailed, match=f"1 of 3 originals.*{original.key}.*{how}.*--incomplete"):
        make(tmp_path / "backups", read=True)
    assert names(tmp_path / "backups") == []
    made = make(tmp_path / "backups", read=True, incomplete=True)
    assert [(one.key, one.state) for one in made.lacking] == [(original.key, how)]
    assert unpacked(made.path, tmp_path)[0].said["originals"]["states"][how.value] == 1


def test_a_store_without_any_original_is_a_disk_that_is_not_mounted(
    world: World, tmp_path: Path, settings: Any
) -> None:
    settings.ORIGINALS_DIR = tmp_path / "not mounted"
    with pytest.raises(PreservationFailed, match="None of the 3 originals"):
        make(tmp_path / "backups", incomplete=True)
    assert names(tmp_path / "backups") == []


def test_an_archive_without_originals_can_be_backed_up(transactional_db: None, tmp_path: Path) -> None:
    assert make(tmp_path / "backups", with_originals=True).originals == 0


@pytest.mark.parametrize("place", ["ORIGINALS_DIR", "RENDITIONS_DIR", "WORK_DIR", "SEARCH_DIR", "STATIC_ROOT"])
def test_a_backup_inside_the_archive_itself_is_refused(world: World, tmp_path: Path, settings: Any, place: str) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    inside = Path(getattr(settings, place)) / "backups"
    inside.mkdir(parents=True)
    (tmp_path / "link").symlink_to(inside)
    for folder in (inside, tmp_path / "link", inside / "name.tar"):
        with pytest.raises(PreservationFailed, match="part of the archive itself"):
            make(folder) if folder.is_dir() else make_file(folder)
    assert names(inside) == []


def make_file(path: Path, **wanted: Any) -> Any:
    from archive.preservation import backup

    return backup.make(backup.Wanted(path, **wanted))


def test_a_folder_that_is_not_there_is_not_made(world: World, tmp_path: Path) -> None:
    for path in (tmp_path / "disk" / "backups", tmp_path / "disk" / "name.tar"):
        with pytest.raises(PreservationFailed):
            make_file(path)
    assert not (tmp_path / "disk").exists()


def test_a_name_must_say_whether_it_is_encrypted_and_is_never_written_over(world: World, tmp_path: Path) -> None:
    recipient = str(pyrage.x25519.Identity.generate().to_public())
    with pytest.raises(PreservationFailed, match=r"end with \.tar\.age"):
        make_file(tmp_path / "a.tar", recipients=[recipient])
    with pytest.raises(PreservationFailed, match=r"end with \.tar"):
        make_file(tmp_path / "a.tar.age")
    make_file(tmp_path / "a.tar")
    before = (tmp_path / "a.tar").read_bytes()
    with pytest.raises(PreservationFailed, match="there already"):
        make_file(tmp_path / "a.tar")
    assert (tmp_path / "a.tar").read_bytes() == before


def test_an_unknown_recipient_is_refused_before_anything_is_written(world: World, tmp_path: Path) -> None:
    with pytest.raises(PreservationFailed, match="public key"):
        make(tmp_path / "backups", recipients=["age1nobody"])
    assert names(tmp_path / "backups") == []


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize("size", [20_000, 400_000])
def test_a_full_disk_says_so_and_leaves_nothing(world: World, tmp_path: Path, size: int, encrypted: bool) -> None:
    recipients = [str(pyrage.x25519.Identity.generate().to_public())] if encrypted else []
    withdrawals.catch_up()
    with disk_with(size), pytest.raises(PreservationFailed):
        make(tmp_path / "backups", recipients=recipients)
    assert names(tmp_path / "backups") == []
    assert make(tmp_path / "backups", recipients=recipients).originals == 3


def test_a_disk_that_fills_up_while_an_original_is_copied_leaves_no_half_copy(world: World, tmp_path: Path) -> None:
    key = Original.objects.get(recording=world.recordings[0]).key
    (tmp_path / "backups" / "originals" / key).parent.mkdir(parents=True)
    from archive.preservation import copies

    rows = list(Original.objects.values_list("key", "sha256", "size_bytes"))
    listed = copies.take_stock(rows, storage.originals(), read=False)
    with disk_with(2000), pytest.raises(OSError, match="too large"):
        copies.copy(listed, storage.originals(), tmp_path / "backups" / "originals", [], read=False)
    left = [path for path in (tmp_path / "backups" / "originals").rglob("*") if path.is_file()]
    assert all(path.stat().st_size < 2000 and not path.name.startswith(".") for path in left)
    assert make(tmp_path / "backups", with_originals=True).copied is not None


def test_two_backups_at_once_are_one_too_many(world: World, tmp_path: Path) -> None:
    work = Path(configured.WORK_DIR)
    work.mkdir(parents=True, exist_ok=True)
    with (work / "backup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(PreservationFailed, match="wait until it is done"):
            make(tmp_path / "backups")


def test_only_the_newest_are_kept_and_only_ours_are_removed(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old = [f"rostarkivet-2026010{day}T030000Z.tar" for day in range(1, 5)]
    for name in (*old, "rostarkivet-notes.tar", "photos.tar"):
        (folder / name).write_text("")
    made = make(folder, keep=3)
    assert [path.name for path in made.removed] == old[:2]
    assert names(folder) == sorted([*old[2:], "photos.tar", "rostarkivet-notes.tar", made.path.name])


def test_a_backup_killed_in_the_middle_leaves_nothing_under_its_name_and_the_next_one_works(
    world: World, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for at in ("database", "writing"):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.archive.preservation.killable", str(folder), at],
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "config.settings.test",
                "TEST_DATABASE": str(database()),
                "TEST_FOLDER": str(tmp_path),
            },
            stdout=subprocess.PIPE,
        )
        assert process.stdout
        assert process.stdout.readline() == b"now\n"
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()
        assert [name for name in names(folder) if not name.startswith(".")] == []
    leftovers = [path for path in folder.iterdir() if path.name.startswith(".partial-")]
    assert len(leftovers) == 1
    os.utime(leftovers[0], (0, 0))
    made = make(folder)
    assert names(folder) == [made.path.name]
