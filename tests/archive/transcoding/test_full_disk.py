"""A disk that fills up in the middle of a transcoding: a plain sentence, nothing left behind, and another try works."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.utils import translation

from archive import storage, streamed
from archive.examine.probe import probe
from archive.jobs import kinds, reaper, run
from archive.models import Event, Job, Original, RenditionSet
from tests.archive.factories import OriginalFactory, RecordingFactory
from tests.tiny_disk import tiny_disk

pytestmark = [pytest.mark.media, pytest.mark.django_db(transaction=True)]

Clip = Callable[[str], Path]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(kinds, "BACK_OFF_SECONDS", (0,))
    with translation.override("en"):
        yield


@pytest.fixture
def original(clip: Clip, tmp_path: Path) -> Callable[[str], Original]:
    """A sealed original of this clip."""

    def seal(name: str) -> Original:
        copy = tmp_path / f"upload-{name}"
        shutil.copyfile(clip(name), copy)
        info = probe(copy)
        sealed: Original = OriginalFactory(
            recording=RecordingFactory(kind=info.kind), technical=info.as_json(), media_type=info.media_type
        )
        storage.originals().put(sealed.key, copy)
        return sealed

    return seal


def files(folder: str | Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file())


def ended(job: Job) -> tuple[str, str]:
    job.refresh_from_db()
    return job.state, job.reason


SENTENCE = "There is no room left on the disk for the renditions."
# The smallest has no room for the first file, the largest for all but the last ones.
TOO_SMALL = [("film", size) for size in ("16k", "64k", "120k", "200k", "400k")] + [("wave", "16k"), ("wave", "64k")]


@pytest.mark.parametrize("place", ["WORK_DIR", "RENDITIONS_DIR"])
@pytest.mark.parametrize(("name", "size"), TOO_SMALL)
def test_wherever_the_room_ends_it_is_said_and_nothing_is_left(
    original: Callable[[str], Original], settings: LazySettings, place: str, name: str, size: str
) -> None:
    sealed = original(name)
    job = streamed.begin(sealed)
    with tiny_disk(size) as disk:
        setattr(settings, place, disk)
        run.run(job.pk)
        assert ended(job) == ("waiting", SENTENCE)
        left = (files(settings.WORK_DIR), files(settings.RENDITIONS_DIR))
        assert (left, RenditionSet.objects.count()) == (([], []), 0)
        event = Event.objects.filter(kind="creation").first()
        assert event and (event.code, event.outcome) == ("transcode.no_space", "fail")
    setattr(settings, place, disk.parent / f"{disk.name}-larger")
    try:
        run.run(job.pk)
        assert ended(job) == ("done", "")
        assert sealed.recording and sealed.recording.rendition_sets.count() == 1
    finally:
        shutil.rmtree(getattr(settings, place), ignore_errors=True)


def test_a_job_that_was_given_up_for_want_of_room_is_done_when_it_is_asked_for_again(
    original: Callable[[str], Original], settings: LazySettings, tmp_path: Path
) -> None:
    settings.JOB_ATTEMPTS = 2
    job = streamed.begin(original("wave"))
    with tiny_disk("64k") as disk:
        settings.WORK_DIR = disk
        for _ in range(2):
            run.run(job.pk)
        assert ended(job) == ("failed", SENTENCE)
    settings.WORK_DIR = tmp_path / "larger"
    call_command("retry_jobs", "--failed")
    again = Job.objects.get(state="waiting")
    run.run(again.pk)
    assert (ended(again), reaper.reap().delivered) == (("done", ""), 0)
