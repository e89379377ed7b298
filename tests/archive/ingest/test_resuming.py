"""After a crash: nothing the giver said is forgotten, and one upload that fails stops none of the others."""

import hashlib
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from archive import ingest, storage, streamed, works
from archive.ingest import resume
from archive.models import Event, Job, Original, Recording, Upload
from archive.works import Attach, Thing
from tests.archive import files
from tests.archive.factories import OriginalFactory, RecordingFactory
from tests.archive.ingest.test_accept import left_behind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.media]
LONG_AGO = timedelta(days=2)


@pytest.fixture
def work() -> Iterator[list[Thing]]:
    """A work with the slug "frihet" is known; the list says what was tied to it."""
    attached: list[Thing] = []

    def find(slug: str) -> Attach | None:
        return attached.append if slug == "frihet" else None

    works.register(find)
    yield attached
    works._finders.remove(find)


def crashed(given: ingest.Given, sealed: Path | None, ending: str = ".wav") -> Upload:
    """What a crash between sealing and writing the rows leaves behind, two days ago; or before sealing, for None."""
    upload = given.write_down()
    Upload.objects.filter(pk=upload.pk).update(created_at=timezone.now() - LONG_AGO)
    if sealed:
        storage.originals().put(key_of(upload, ending), sealed)
    return upload


def key_of(upload: Upload, ending: str = ".wav") -> str:
    return f"{upload.uuid.hex[:2]}/{upload.uuid.hex}{ending}"


def test_what_the_giver_said_outlives_a_crash(tmp_path: Path, archivist: User, work: list[Thing]) -> None:
    said = ingest.Given("50%25 x\u202e.wav", archivist, title="Röster", language="prs", size_bytes=16044, work="frihet")
    crashed(said, files.tone(tmp_path / "tape.wav"))
    resume.resume()
    original = Original.objects.get()
    recording = original.recording
    assert recording is not None
    assert (recording.title, recording.language, original.sealed_by) == ("Röster", "prs", archivist)
    assert (original.file_name, work) == ("50%25 x\u202e.wav", [recording])


def test_a_further_original_stays_one_after_a_crash(tmp_path: Path) -> None:
    recording = OriginalFactory().recording
    crashed(ingest.Given("b.wav", recording=recording), files.tone(tmp_path / "tape.wav"))
    resume.resume()
    added = Original.objects.latest("pk")
    assert (added.recording, streamed.waits(added), Job.objects.count()) == (recording, True, 0)
    assert Recording.objects.count() == 1


def test_a_work_that_is_gone_by_then_is_said_so(tmp_path: Path, work: list[Thing]) -> None:
    upload = crashed(ingest.Given("a.wav", work="gone"), files.tone(tmp_path / "tape.wav"))
    resume.resume()
    upload.refresh_from_db()
    assert (upload.state, upload.reason_code, work) == ("accepted", "original.work_gone", [])


def test_one_upload_that_fails_stops_no_other(tmp_path: Path, settings: Any) -> None:
    good = [crashed(ingest.Given("first.wav"), files.tone(tmp_path / "a.wav"))]
    bad = crashed(ingest.Given("bad.wav"), files.tone(tmp_path / "b.wav", frequency=500))
    good.append(crashed(ingest.Given("last.wav"), files.tone(tmp_path / "c.wav", frequency=600)))
    _make_unreadable(bad, settings)
    stale = Path(settings.WORK_DIR) / "incoming" / "half"
    stale.parent.mkdir(parents=True, exist_ok=True)
    stale.write_text("half")
    os.utime(stale, (0, 0))
    resume.resume()
    states = {upload.file_name: (upload.state, upload.attempts) for upload in Upload.objects.all()}
    assert states == {"first.wav": ("accepted", 1), "bad.wav": ("receiving", 1), "last.wav": ("accepted", 1)}
    assert not stale.exists()


def _make_unreadable(upload: Upload, settings: Any) -> None:
    """What lies there now answers every reading with an error, as a failing disk does."""
    path = Path(settings.ORIGINALS_DIR) / key_of(upload)
    path.unlink()
    path.symlink_to("/proc/self/mem")


def test_an_upload_that_always_fails_is_given_up_and_said_so(tmp_path: Path, settings: Any) -> None:
    bad = crashed(ingest.Given("bad.wav"), files.tone(tmp_path / "b.wav"))
    _make_unreadable(bad, settings)
    for _ in range(resume.MOST_ATTEMPTS):
        resume.resume()
    bad.refresh_from_db()
    assert (bad.state, bad.reason_code, bad.attempts) == ("refused", "refused.given_up", resume.MOST_ATTEMPTS)
    assert (Event.objects.get().code, resume.resume()) == ("refused.given_up", [])


def test_an_upload_that_kills_its_process_each_time_is_given_up(tmp_path: Path) -> None:
    bad = crashed(ingest.Given("bad.wav"), files.tone(tmp_path / "b.wav"))
    Upload.objects.update(attempts=resume.MOST_ATTEMPTS)
    resume.resume()
    bad.refresh_from_db()
    assert (bad.state, bad.reason_code) == ("refused", "refused.given_up")


def test_bytes_that_came_in_meanwhile_leave_no_orphan(tmp_path: Path, settings: Any) -> None:
    path = files.tone(tmp_path / "tape.wav")
    first = ingest.accept(path, "again.wav")
    crashed(ingest.Given("tape.wav"), path)
    resume.resume()
    states = sorted(Upload.objects.values_list("state", flat=True))
    assert (states, storage.originals().names(), left_behind(settings)[1:]) == (
        ["accepted", "duplicate"],
        [first.key],
        [],
    )


def test_two_workers_that_finish_the_same_upload_keep_its_file(tmp_path: Path) -> None:
    path = files.tone(tmp_path / "tape.wav")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    upload = crashed(ingest.Given("tape.wav"), path)
    resume._finish(upload)
    resume._finish(upload)  # the other had read the row before
    upload.refresh_from_db()
    original = Original.objects.get()
    assert (upload.state, original.sha256, storage.originals().names()) == ("accepted", digest, [original.key])


def test_an_upload_of_another_recording_is_not_lost_with_it() -> None:
    from django.db.models import ProtectedError

    recording = RecordingFactory()
    ingest.Given("b.wav", recording=recording).write_down()
    with pytest.raises(ProtectedError):
        recording.delete()


@pytest.mark.parametrize(
    ("state", "code", "age", "stays"),
    [
        ("refused", "refused.error", LONG_AGO, False),
        ("duplicate", "refused.duplicate", LONG_AGO, False),
        ("refused", "refused.error", timedelta(0), True),
        ("refused", "refused.given_up", LONG_AGO, True),
        ("duplicate", "refused.healed", LONG_AGO, True),
    ],
)
def test_what_a_refused_upload_left_in_the_store_is_taken_out(
    tmp_path: Path, state: str, code: str, age: timedelta, stays: bool
) -> None:
    upload = crashed(ingest.Given("tape.wav"), files.tone(tmp_path / "tape.wav"))
    Upload.objects.update(state=state, reason_code=code, created_at=timezone.now() - age)
    resume.resume()
    assert storage.originals().exists(key_of(upload)) == stays


def test_what_a_row_names_or_no_upload_knows_stays_in_the_store(tmp_path: Path) -> None:
    upload = crashed(ingest.Given("tape.wav"), files.tone(tmp_path / "tape.wav"))
    OriginalFactory(key=key_of(upload))
    Upload.objects.update(state="refused", reason_code="refused.error")
    for name in ("ab/" + "ab" * 16 + ".wav", "ab/tape.wav"):
        storage.originals().put(name, files.tone(tmp_path / "other.wav"))
    before = storage.originals().names()
    resume.resume()
    assert (len(before), storage.originals().names()) == (3, before)
