import hashlib
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from archive import ingest, storage
from archive.exceptions import Duplicate, Refused
from archive.ingest import receive, resume
from archive.models import Assembly, Document, Event, Job, Original, Recording, Upload
from tests.archive import files
from tests.archive.factories import RecordingFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.media]


def left_behind(settings: Any) -> list[Path]:
    """Every file in the stores and the work directory."""
    places = (Path(settings.ORIGINALS_DIR), Path(settings.WORK_DIR))
    return [path for place in places for path in place.rglob("*") if path.is_file()]


def test_a_sound_file_becomes_a_sealed_original_with_a_job(tmp_path: Path, archivist: User) -> None:
    path = files.tone(tmp_path / "Side A.wav", seconds=2)
    data = path.read_bytes()
    original = ingest.accept(path, "Side A.wav", by=archivist, language="fa")
    recording = original.recording
    assert recording is not None
    assert (recording.title, recording.kind, recording.language, recording.duration_ms) == (
        "Side A",
        "audio",
        "fa",
        2000,
    )
    assert (original.sha256, original.size_bytes, original.sealed_by) == (
        hashlib.sha256(data).hexdigest(),
        len(data),
        archivist,
    )
    assert (original.file_name, original.technical["kind"]) == ("Side A.wav", "audio")
    assert storage.originals().open(original.key).read() == data
    job = Job.objects.get()
    assert (job.kind, job.target, job.state) == ("transcode", Assembly.objects.get(), "waiting")
    assert (original.recording, str(job.target)) == (Recording.objects.get(assembly=job.target), "Side A.wav")


def test_the_file_that_was_given_stays_where_it_is(tmp_path: Path) -> None:
    path = files.tone(tmp_path / "tape.wav")
    ingest.accept(path, path.name)
    assert path.exists()


def test_the_stored_name_has_nothing_of_the_givers(tmp_path: Path) -> None:
    original = ingest.accept(files.tone(tmp_path / "secret name.wav"), "secret name.wav")
    upload = Upload.objects.get()
    assert original.key == f"{upload.uuid.hex[:2]}/{upload.uuid.hex}.wav"


def test_what_happened_is_written_down(tmp_path: Path, archivist: User) -> None:
    original = ingest.accept(files.tone(tmp_path / "tape.wav"), "tape.wav", by=archivist)
    found = Event.objects.order_by("pk").values_list("kind", "outcome", "subject_type", "subject_id", "agent")
    subject = ("original", original.pk)
    assert list(found) == [
        (kind, "success", *subject, archivist.pk) for kind in ("message digest calculation", "validation", "ingestion")
    ]
    upload = Upload.objects.get()
    assert (upload.state, upload.original, upload.size_bytes) == ("accepted", original, original.size_bytes)


def test_a_pdf_becomes_a_document_whatever_it_is_called(tmp_path: Path) -> None:
    original = ingest.accept(files.pdf(tmp_path / "book.mp4"), "book.mp4")
    assert (original.document, original.recording, original.media_type) == (
        Document.objects.get(),
        None,
        "application/pdf",
    )
    job = Job.objects.get()
    assert (original.key.endswith(".pdf"), job.kind, job.target) == (True, "clean_document", original)
    assert original.technical == {"pages": 1}


def test_a_second_original_joins_its_recording(tmp_path: Path) -> None:
    recording = RecordingFactory(kind="audio")
    original = ingest.accept(files.tone(tmp_path / "side b.wav"), "side b.wav", recording=recording)
    assert (original.recording, Recording.objects.count()) == (recording, 1)


def test_a_film_is_no_original_of_a_radio_programme(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        ingest.accept(files.tone(tmp_path / "tape.wav"), "tape.wav", recording=RecordingFactory(kind="video"))
    assert refusal.value.code == "other_kind"


def test_a_pdf_is_no_original_of_a_recording(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        ingest.accept(files.pdf(tmp_path / "book.pdf"), "book.pdf", recording=RecordingFactory())
    assert refusal.value.code == "pdf_for_recording"


def test_the_same_bytes_are_taken_in_once(tmp_path: Path, settings: Any) -> None:
    first = ingest.accept(files.tone(tmp_path / "tape.wav"), "tape.wav")
    before = left_behind(settings)
    with pytest.raises(Duplicate) as duplicate:
        ingest.accept(tmp_path / "tape.wav", "the same again.wav")
    assert (duplicate.value.original_id, duplicate.value.sha256) == (first.pk, first.sha256)
    assert (left_behind(settings), Original.objects.count(), Recording.objects.count()) == (before, 1, 1)
    upload = Upload.objects.first()
    assert upload and (upload.state, upload.original, upload.file_name) == ("duplicate", first, "the same again.wav")


def test_the_same_bytes_sent_twice_at_one_moment_are_one_original(tmp_path: Path) -> None:
    path = files.tone(tmp_path / "tape.wav")
    outcomes: list[str] = []

    def send() -> None:
        try:
            ingest.accept(path, "tape.wav")
            outcomes.append("accepted")
        except Duplicate:
            outcomes.append("duplicate")
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(outcomes), Original.objects.count(), Recording.objects.count()) == (["accepted", "duplicate"], 1, 1)


@pytest.mark.parametrize("kind", files.BAD)
def test_bad_input_is_refused_in_one_sentence_and_leaves_nothing(kind: str, tmp_path: Path, settings: Any) -> None:
    name, write = files.BAD[kind]
    path = tmp_path / name
    write(path)
    with pytest.raises(Refused) as refusal:
        ingest.accept(path, name)
    reason = str(refusal.value)
    assert (reason.endswith("."), "\n" in reason, len(reason) < 200) == (True, False, True)
    upload, event = Upload.objects.get(), Event.objects.get()
    assert (upload.state, upload.reason, upload.original) == ("refused", reason, None)
    assert (event.kind, event.outcome, event.subject_type, event.name, event.detail) == (
        "ingestion",
        "fail",
        "upload",
        name,
        reason,
    )
    rows = [model.objects.count() for model in (Original, Recording, Document, Job)]
    assert (rows, left_behind(settings)) == ([0, 0, 0, 0], [])


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(tmp_path: Path, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    with pytest.raises(Refused) as refusal:
        ingest.accept(files.tone(tmp_path / "tape.wav"), "tape.wav")
    assert (refusal.value.code, left_behind(settings)) == ("too_large", [])


def test_a_sender_who_goes_away_leaves_nothing(settings: Any) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"RIFF"
        raise ConnectionResetError

    with pytest.raises(Refused) as refusal:
        ingest.accept_chunks(chunks(), ingest.Given("tape.wav"))
    assert (refusal.value.code, Upload.objects.get().state, left_behind(settings)) == ("unread", "refused", [])


def test_a_store_that_fails_is_a_refusal_and_not_a_traceback(tmp_path: Path, settings: Any) -> None:
    blocked = tmp_path / "a file where a folder should be"
    blocked.write_text("")
    settings.ORIGINALS_DIR = blocked
    with pytest.raises(Refused) as refusal:
        ingest.accept(files.tone(tmp_path / "tape.wav"), "tape.wav")
    assert (refusal.value.code, Original.objects.count(), Upload.objects.get().state) == ("error", 0, "refused")


def interrupted(key_suffix: str = ".wav", *, sealed: Path | None = None) -> Upload:
    """What a crash between sealing and writing the rows leaves behind, two days ago."""
    upload = Upload.objects.create(file_name="tape.wav")
    Upload.objects.update(created_at=timezone.now() - timedelta(days=2))
    if sealed:
        storage.originals().put(f"{upload.uuid.hex[:2]}/{upload.uuid.hex}{key_suffix}", sealed)
    return upload


def test_a_file_sealed_before_a_crash_is_taken_in_afterwards(tmp_path: Path) -> None:
    path = files.tone(tmp_path / "tape.wav")
    data = path.read_bytes()
    upload = interrupted(sealed=path)
    resume.resume()
    upload.refresh_from_db()
    original = Original.objects.get()
    assert (upload.state, upload.original, original.sha256) == ("accepted", original, hashlib.sha256(data).hexdigest())
    assert (storage.originals().open(original.key).read(), Job.objects.get().target) == (
        data,
        Assembly.objects.get(recording__originals=original),
    )


def test_an_upload_that_never_arrived_is_written_down_as_refused() -> None:
    upload = interrupted()
    resume.resume()
    upload.refresh_from_db()
    assert (upload.state, Event.objects.get().outcome) == ("refused", "fail")


def test_an_upload_that_still_arrives_is_left_alone() -> None:
    Upload.objects.create(file_name="tape.wav")
    assert resume.resume() == []


def test_half_received_files_of_dead_processes_are_swept(settings: Any) -> None:
    folder = Path(settings.WORK_DIR) / "incoming"
    folder.mkdir(parents=True)
    (folder / "half").write_text("half")
    now = (folder / "half").stat().st_mtime
    assert (receive.sweep(now + 60), receive.sweep(now + 2 * 24 * 3600), list(folder.iterdir())) == (0, 1, [])
