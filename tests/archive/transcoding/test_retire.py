"""What another set took the place of goes; what is live stays, whatever happens meanwhile."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.utils import timezone

from archive import storage
from archive.digest import of_folder
from archive.exceptions import Superseded
from archive.models import Job, Recording, RenditionSet
from archive.transcoding import publish
from archive.transcoding.retire import retire
from tests.archive.factories import (
    JobFactory,
    RecordingFactory,
    RenditionSetFactory,
    RestrictionFactory,
)


@pytest.fixture
def recording(db: None) -> Recording:
    found: Recording = RestrictionFactory().recording
    return found


@pytest.fixture
def job(recording: Recording) -> Job:
    made: Job = JobFactory(target__recording=recording)
    return made


def stored(recording: Recording, folder: Path) -> RenditionSet:
    """A finished set with a file, that nothing points at yet."""
    made: RenditionSet = RenditionSetFactory(recording=recording)
    built = folder / f"built-{made.pk}"
    built.mkdir()
    (built / "master.m3u8").write_text("#EXTM3U")
    storage.renditions().put_tree(made.directory, built, of_folder(built))
    return made


def point(made: RenditionSet, job: Job) -> None:
    with transaction.atomic():
        publish.point_at(made, job)


def left() -> tuple[list[int], list[str]]:
    """The sets that have a row, and the directories that have files."""
    return sorted(RenditionSet.objects.values_list("pk", flat=True)), sorted(storage.renditions().trees())


def test_a_superseded_set_goes_when_the_last_address_has_expired(
    recording: Recording, job: Job, tmp_path: Path, settings: LazySettings
) -> None:
    old, new = stored(recording, tmp_path), stored(recording, tmp_path)
    RenditionSet.objects.filter(pk=new.pk).update(superseded_at=None)
    point(new, job)
    lasts = timedelta(seconds=settings.STREAM_TOKEN_SECONDS)
    assert retire(timezone.now() + lasts - timedelta(minutes=1)) == 0
    assert retire(timezone.now() + lasts + timedelta(minutes=1)) == 1
    assert left() == ([new.pk], [new.directory])
    assert not RenditionSet.objects.filter(pk=old.pk).exists()


CLOSINGS: dict[str, Callable[[Recording], object]] = {
    "withdrawn": lambda _: Recording.objects.all().write_rule(withdrawn=True),
    "for staff": lambda _: Recording.objects.all().write_rule(audience="staff"),
    "embargoed": lambda _: Recording.objects.all().write_rule(embargo_until=timezone.now() + timedelta(days=1)),
    "restricted by consent": lambda one: RestrictionFactory(recording=one, basis="consent", audience="staff"),
    "vouched for by nothing": lambda one: one.restrictions.all().erase(),
}


@pytest.mark.parametrize("close", CLOSINGS.values(), ids=CLOSINGS)
def test_a_superseded_set_goes_at_once_when_its_recording_is_closed(
    recording: Recording, job: Job, tmp_path: Path, close: Callable[[Recording], object]
) -> None:
    old, new = stored(recording, tmp_path), stored(recording, tmp_path)
    point(new, job)
    assert retire() == 0
    close(recording)
    assert retire() == 1
    # The live set stays, closed as it is: the archivist may open it again.
    assert left() == ([new.pk], [new.directory])
    assert old.pk != new.pk


def test_one_for_researchers_is_not_closed(recording: Recording, job: Job, tmp_path: Path) -> None:
    stored(recording, tmp_path)
    point(stored(recording, tmp_path), job)
    Recording.objects.all().write_rule(audience="researchers")
    assert retire() == 0


def test_a_live_set_never_goes_however_old_it_is(recording: Recording, job: Job, tmp_path: Path) -> None:
    made = stored(recording, tmp_path)
    point(made, job)
    other = stored(RecordingFactory(withdrawn=True), tmp_path)
    Recording.objects.filter(pk=other.recording_id).update(rendition_set=other)
    RenditionSet.objects.update(superseded_at=timezone.now() - timedelta(days=900))  # even when the row says so
    assert retire(timezone.now() + timedelta(days=900)) == 0
    assert len(left()[1]) == 2


def test_a_set_that_nothing_ever_pointed_at_goes_too(recording: Recording, tmp_path: Path) -> None:
    stored(recording, tmp_path)
    assert retire() == 0
    assert retire(timezone.now() + timedelta(days=1)) == 1
    assert left() == ([], [])


def test_a_crash_between_files_and_row_is_mended_the_next_time(recording: Recording, job: Job, tmp_path: Path) -> None:
    old, new = stored(recording, tmp_path), stored(recording, tmp_path)
    point(new, job)
    storage.renditions().remove_tree(old.directory)
    assert retire(timezone.now() + timedelta(days=1)) == 1
    assert left() == ([new.pk], [new.directory])


def test_a_superseded_set_is_never_pointed_at_again(recording: Recording, job: Job, tmp_path: Path) -> None:
    old, new = stored(recording, tmp_path), stored(recording, tmp_path)
    point(new, job)
    with pytest.raises(Superseded):
        point(old, job)
    recording.refresh_from_db()
    assert recording.rendition_set == new


@pytest.mark.django_db(transaction=True)
def test_whatever_is_live_keeps_its_files_while_sets_change_and_two_sweep(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.STREAM_TOKEN_SECONDS = 0  # due in the moment another is live
    recording: Recording = RestrictionFactory().recording
    job = JobFactory(target__recording=recording)
    sets = [stored(recording, tmp_path)]
    point(sets[0], job)
    over, faults = threading.Event(), list[object]()

    def sweep() -> None:
        try:
            while not over.is_set():
                retire(timezone.now() + timedelta(seconds=1))
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    sweepers = [threading.Thread(target=sweep) for _ in range(2)]
    for sweeper in sweepers:
        sweeper.start()
    for _ in range(15):
        with transaction.atomic():  # as a job does it: the row and the pointer in one
            made = stored(recording, tmp_path)
            publish.point_at(made, job)
        live = Recording.objects.get(pk=recording.pk).rendition_set
        assert live == made
        assert storage.renditions().exists(f"{made.directory}/master.m3u8")
    over.set()
    for sweeper in sweepers:
        sweeper.join()
    assert faults == []
    retire(timezone.now() + timedelta(seconds=1))
    assert left() == ([made.pk], [made.directory])
