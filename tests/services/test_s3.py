"""The whole way of a recording and of a book with every file in a bucket of a real server, and nothing kept here."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from archive import ingest, policy, storage
from archive.access import STRANGER
from archive.exceptions import Duplicate, PreservationFailed, Refused
from archive.ingest import resume
from archive.jobs.run import run, run_until_done
from archive.models import CleanCopy, Document, Job, Original, Recording, Upload
from archive.preservation import fixity, restore
from archive.preservation.fixity import Verdict
from archive.preservation.places import Place
from archive.preservation.restore import Wanted
from archive.streaming import links
from archive.transcoding import publish, retire
from tests.archive import files
from tests.archive.factories import RestrictionFactory
from tests.archive.preservation.world import make
from tests.services.s3 import Served

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.media]

MEDIA = Path(__file__).parents[2] / "demo" / "media"


@pytest.fixture(autouse=True)
def in_the_bucket(s3_server: Served) -> Iterator[Served]:
    with override_settings(**s3_server.settings()):
        yield s3_server


def left_here() -> list[Path]:
    """Files that lie in the folders of this machine, whatever the setting says of them."""
    places = (settings.ORIGINALS_DIR, settings.RENDITIONS_DIR, settings.WORK_DIR)
    return [path for place in places for path in Path(place).rglob("[!.]*") if path.is_file()]


def done() -> list[str]:
    return [job.state for job in run_until_done(list(Job.objects.open().values_list("pk", flat=True)))]


@pytest.fixture
def film(tmp_path: Path) -> Recording:
    """A short film, taken in, transcoded and open to everybody."""
    original = ingest.accept(film_at(tmp_path / "film.mp4"), "film.mp4")
    assert done() == ["done"]
    assert original.recording is not None
    RestrictionFactory(recording=original.recording)
    return Recording.objects.get()


def film_at(path: Path) -> Path:
    shutil.copyfile(MEDIA / "varldens-ansvar.avi", path)
    return path


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def segment(recording: Recording) -> str:
    assert recording.rendition_set is not None
    found = storage.renditions().names(recording.rendition_set.directory)
    name = next(name for name in found if name.endswith(".m4s")).removeprefix(f"{recording.rendition_set.directory}/")
    return links.prefix(recording, STRANGER) + name


def test_a_film_is_taken_in_transcoded_and_streamed(film: Recording, s3_server: Served, client: Client) -> None:
    original, made = Original.objects.get(), film.rendition_set
    assert made is not None
    assert f"originals/{original.key}" in s3_server.everything()
    assert publish.is_whole(made)
    assert left_here() == []
    master = client.get(links.playable(film, STRANGER))
    assert (master.status_code, body(master)[:7]) == (200, b"#EXTM3U")
    address = segment(film)
    whole = body(client.get(address))
    part = client.get(address, headers={"range": "bytes=10-19"})
    assert (part.status_code, body(part), part["Content-Range"]) == (206, whole[10:20], f"bytes 10-19/{len(whole)}")


def test_closing_a_film_rewrites_no_object(film: Recording, s3_server: Served, client: Client) -> None:
    owner, address = s3_server.client(), segment(film)
    before = owner.list_objects_v2(Bucket=s3_server.bucket)["Contents"]
    policy.withdraw(film)
    assert client.get(address).status_code == 404
    policy.lift(film)
    assert client.get(address).status_code == 200
    assert owner.list_objects_v2(Bucket=s3_server.bucket)["Contents"] == before


@pytest.mark.parametrize("name", ["kvinnors-rost-frihet.mp3", "kvinnors-rost-koket.m4a"])
def test_real_recordings_go_the_same_way(name: str) -> None:
    original = ingest.accept(MEDIA / name, name)
    assert done() == ["done"]
    recording = original.recording
    assert recording is not None
    recording.refresh_from_db()
    assert recording.rendition_set is not None
    assert publish.is_whole(recording.rendition_set)


def test_a_book_is_read_from_its_clean_copy(client: Client) -> None:
    ingest.accept(MEDIA / "systra-mi.pdf", "systra-mi.pdf")
    assert done() == ["done"]
    document = Document.objects.get()
    RestrictionFactory(recording=None, document=document)
    answer = client.get(f"/documents/{document.uuid}/")
    assert hashlib.sha256(body(answer)).hexdigest() == CleanCopy.objects.get().sha256
    assert left_here() == []


def test_the_same_bytes_are_taken_in_once_and_heal_what_has_rotted(
    film: Recording, s3_server: Served, tmp_path: Path
) -> None:
    path, original = film_at(tmp_path / "again.mp4"), Original.objects.get()
    with pytest.raises(Duplicate) as first:
        ingest.accept(path, "again.mp4")
    s3_server.client().put_object(Bucket=s3_server.bucket, Key=f"originals/{original.key}", Body=b"rotten")
    with pytest.raises(Duplicate) as second:
        ingest.accept(path, "again.mp4")
    assert (first.value.said.code, second.value.said.code) == ("refused.duplicate", "refused.healed")
    assert fixity.verify(Original.objects.get()).verdict == Verdict.MATCH


def test_fixity_tells_a_match_another_file_a_missing_one_and_a_store_that_is_away(
    film: Recording, s3_server: Served
) -> None:
    original = Original.objects.get()
    key = {"Bucket": s3_server.bucket, "Key": f"originals/{original.key}"}
    found = [fixity.verify(original).verdict]
    s3_server.client().put_object(**key, Body=b"another")
    found.append(fixity.verify(original).verdict)
    s3_server.client().delete_object(**key)
    found.append(fixity.verify(original).verdict)
    with override_settings(S3_SECRET="the wrong one"):
        found.append(fixity.verify(original).verdict)
    assert found == [Verdict.MATCH, Verdict.MISMATCH, Verdict.MISSING, Verdict.UNREADABLE]


def test_an_upload_that_a_crash_interrupted_is_finished(s3_server: Served, tmp_path: Path) -> None:
    path = files.tone(tmp_path / "tape.wav", seconds=1)
    upload = Upload.objects.create(file_name="tape.wav", size_bytes=path.stat().st_size)
    Upload.objects.update(created_at=upload.created_at - 2 * resume.INTERRUPTED_AFTER)
    storage.originals().put(f"{upload.uuid.hex[:2]}/{upload.uuid.hex}.wav", path)
    resume.resume()
    upload.refresh_from_db()
    assert (upload.state, upload.attempts) == (Upload.State.ACCEPTED, 1)
    assert Original.objects.get().key.startswith(upload.uuid.hex[:2])


def test_a_store_that_is_away_costs_an_upload_none_of_its_attempts(tmp_path: Path) -> None:
    upload = Upload.objects.create(file_name="tape.wav", size_bytes=1)
    Upload.objects.update(created_at=upload.created_at - 2 * resume.INTERRUPTED_AFTER)
    with override_settings(S3_SECRET="the wrong one"), pytest.raises(OSError):
        resume.resume()
    upload.refresh_from_db()
    assert (upload.state, upload.attempts) == (Upload.State.RECEIVING, 0)


def test_who_brings_a_file_to_a_store_that_refuses_is_told_so(tmp_path: Path) -> None:
    path = files.tone(tmp_path / "tape.wav")
    with override_settings(S3_SECRET="the wrong one"), pytest.raises(Refused) as refusal:
        ingest.accept(path, "tape.wav")
    assert (refusal.value.code, path.exists(), left_here()) == ("store_refused", True, [])
    assert ingest.accept(path, "tape.wav").pk


def test_a_job_waits_where_there_is_no_room_for_a_copy_to_work_on(tmp_path: Path) -> None:
    ingest.accept(files.tone(tmp_path / "tape.wav", seconds=1), "tape.wav")
    with override_settings(SCRATCH_MAX_BYTES=1000):
        run(Job.objects.get().pk)
    job = Job.objects.get()
    assert (job.state, job.reason_code) == ("waiting", "store.scratch")
    Job.objects.update(not_before=None)
    assert (done(), left_here()) == (["done"], [])


def test_a_set_that_another_took_the_place_of_leaves_the_bucket(film: Recording, s3_server: Served) -> None:
    made = film.rendition_set
    assert made is not None
    Recording.objects.update(rendition_set=None)
    policy.withdraw(film)
    assert retire.retire() == 1
    assert [key for key in s3_server.everything() if made.directory in key] == []


def test_what_an_attempt_stored_and_could_not_publish_is_swept(film: Recording, s3_server: Served) -> None:
    made = film.rendition_set
    assert made is not None
    before = s3_server.everything()
    assert publish.sweep_unpublished() == 0
    Recording.objects.update(rendition_set=None)
    made.delete()
    assert publish.sweep_unpublished() == 1
    assert [key for key in before if key not in s3_server.everything() and made.directory not in key] == []
    assert [key for key in s3_server.everything() if made.directory in key] == []


def test_a_backup_copies_originals_out_of_the_bucket_and_a_restore_brings_them_back(
    film: Recording, s3_server: Served, tmp_path: Path
) -> None:
    made = make(tmp_path / "backups", with_originals=True, read=True)
    assert (made.originals, made.lacking) == (1, [])
    original = Original.objects.get()
    kinds = {"ORIGINALS_STORE": "s3", "RENDITIONS_STORE": "s3"}
    place = replace(Place.below(tmp_path / "elsewhere"), kinds=kinds)
    place.database.parent.mkdir()
    wanted = Wanted(made.path, originals=tmp_path / "backups" / "originals", without_ledger=True)
    with pytest.raises(PreservationFailed, match="s3://rostarkivet/originals/"):
        restore.restore(wanted, place)
    s3_server.empty()
    restored = restore.restore(wanted, place)
    assert (restored.lacking, restored.settled.planned) == ([], 1)
    with storage.originals().open(original.key) as stream:
        assert hashlib.sha256(stream.read()).hexdigest() == original.sha256
