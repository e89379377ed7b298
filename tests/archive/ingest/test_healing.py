"""The same bytes come again: what we hold of them is read, and replaced where it is missing or rotten."""

import threading
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from archive import ingest, storage
from archive.exceptions import Duplicate
from archive.ingest import batch, resume
from archive.models import Event, Original, Upload
from archive.preservation import fixity
from tests.archive import files
from tests.archive.ingest.test_accept import left_behind
from tests.archive.ingest.test_resuming import crashed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.media]


def stored(original: Original, settings: Any) -> Path:
    return Path(settings.ORIGINALS_DIR) / original.key


def spoil(path: Path, how: str) -> None:
    """Lose it, cut it, or turn one bit of it."""
    data = bytearray(path.read_bytes())
    path.chmod(0o644)
    if how == "lost":
        path.unlink()
        return
    data[len(data) // 2] ^= 1
    path.write_bytes(data[: len(data) // 2] if how == "cut" else data)


@pytest.mark.parametrize("how", ["lost", "cut", "one bit turned"])
def test_bytes_that_come_again_take_the_place_of_what_was_lost(
    how: str, tmp_path: Path, archivist: User, settings: Any
) -> None:
    path = files.tone(tmp_path / "tape.wav", seconds=2)
    original = ingest.accept(path, "tape.wav")
    old = original.key
    spoil(stored(original, settings), how)
    rotten = b"" if how == "lost" else storage.originals().open(old).read()
    with pytest.raises(Duplicate) as told:
        ingest.accept(path, "tape.wav", by=archivist)
    original.refresh_from_db()
    assert (told.value.said.code, told.value.original_id) == ("refused.healed", original.pk)
    assert (original.key != old, storage.originals().open(original.key).read()) == (True, path.read_bytes())
    assert fixity.verify(original).verdict is fixity.Verdict.MATCH
    event = Event.objects.get(kind="recovery")
    assert (event.subject_type, event.subject_id, event.agent, event.values["aside"]) == (
        "original",
        original.pk,
        archivist,
        old,
    )
    kept = storage.originals().names()
    assert kept == sorted([original.key] if how == "lost" else [original.key, old])
    if how != "lost":
        assert storage.originals().open(old).read() == rotten
    newest = Upload.objects.first()
    assert newest and (newest.state, newest.reason_code) == ("duplicate", "refused.healed")


def test_a_sound_original_is_read_and_left_as_it_is(tmp_path: Path, settings: Any) -> None:
    path = files.tone(tmp_path / "tape.wav")
    original = ingest.accept(path, "tape.wav")
    before = left_behind(settings)
    with pytest.raises(Duplicate) as told:
        ingest.accept(path, "tape.wav")
    original.refresh_from_db()
    assert (told.value.said.code, left_behind(settings)) == ("refused.duplicate", before)
    assert original.verified_at is not None


def test_an_upload_interrupted_by_a_crash_heals_too(tmp_path: Path, settings: Any) -> None:
    path = files.tone(tmp_path / "tape.wav")
    data = path.read_bytes()
    original = ingest.accept(path, "tape.wav")
    spoil(stored(original, settings), "lost")
    upload = crashed(ingest.Given("tape.wav"), path)
    resume.resume()
    original.refresh_from_db()
    upload.refresh_from_db()
    assert (upload.reason_code, storage.originals().open(original.key).read()) == ("refused.healed", data)


def test_the_command_tells_what_was_healed(tmp_path: Path, settings: Any) -> None:
    path = files.tone(tmp_path / "tape.wav")
    original = ingest.accept(path, "tape.wav")
    spoil(stored(original, settings), "cut")
    taken = batch.take(path)
    assert (taken.outcome, taken.original) == ("duplicate", original)
    assert "has taken its place" in taken.reason or "tagit dess plats" in taken.reason


def at_once(count: int, send: Any) -> list[str]:
    outcomes: list[str] = []
    ready = threading.Barrier(count)

    def one() -> None:
        try:
            ready.wait()
            send()
            outcomes.append("accepted")
        except Duplicate as error:
            outcomes.append(error.said.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_the_same_bytes_sent_four_times_at_one_moment_leave_one_file(tmp_path: Path, settings: Any) -> None:
    path = files.tone(tmp_path / "tape.wav")
    outcomes = at_once(4, lambda: ingest.accept(path, "tape.wav"))
    original = Original.objects.get()
    assert (outcomes, left_behind(settings)) == (
        ["accepted", *["refused.duplicate"] * 3],
        [stored(original, settings)],
    )


def test_two_who_heal_at_one_moment_leave_one_file(tmp_path: Path, settings: Any) -> None:
    path = files.tone(tmp_path / "tape.wav")
    original = ingest.accept(path, "tape.wav")
    spoil(stored(original, settings), "lost")
    outcomes = at_once(3, lambda: ingest.accept(path, "tape.wav"))
    original.refresh_from_db()
    assert outcomes.count("refused.healed") == 1
    assert left_behind(settings) == [stored(original, settings)]
    assert fixity.verify(original).verdict is fixity.Verdict.MATCH
