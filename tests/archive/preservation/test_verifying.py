"""Files are read again without anybody asking: planned once a day, a thing at a time, below all other work."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone, translation

from archive import ingest
from archive.jobs import plan, run
from archive.models import Event, Job, Original
from archive.preservation import verifying
from tests.archive import files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.media]


@pytest.fixture
def original(tmp_path: Path) -> Original:
    accepted = ingest.accept(files.pdf(tmp_path / "book.pdf"), "book.pdf")
    Job.objects.all().delete()
    return accepted


def verified() -> Job:
    """The job about the only thing there is, as it ended."""
    planning = plan.plan(verifying.ALL, None)
    run.run(planning.pk)
    job = Job.objects.get(kind=verifying.ONE)
    assert (job.parent, job.priority < 0, job.pool) == (planning, True, "heavy")
    run.run(job.pk)
    job.refresh_from_db()
    return job


def test_what_nobody_read_for_long_is_read_by_a_job_of_its_own(original: Original) -> None:
    assert verifying.is_needed()
    job = verified()
    original.refresh_from_db()
    assert (job.state, job.target, job.progress) == ("done", original.document, 1000)
    assert (original.verified_at is not None, verifying.is_needed()) == (True, False)


def test_what_was_read_lately_is_left_alone(original: Original) -> None:
    Original.objects.update(verified_at=timezone.now())
    run.run(plan.plan(verifying.ALL, None).pk)
    assert not Job.objects.filter(kind=verifying.ONE).exists()


def test_a_file_that_is_another_now_fails_the_job_for_good_in_plain_words(
    original: Original, settings: LazySettings
) -> None:
    path = Path(settings.ORIGINALS_DIR) / original.key
    path.chmod(0o644)
    path.write_bytes(files.PDF + b"!")
    job = verified()
    with translation.override("en"):
        assert (job.state, original.sha256 in job.reason) == ("failed", True)
    assert Event.objects.filter(code="fixity.mismatch").count() == 1


def test_a_file_that_cannot_be_read_just_now_is_tried_again(original: Original, settings: LazySettings) -> None:
    path = Path(settings.ORIGINALS_DIR) / original.key
    path.unlink()
    path.mkdir()
    job = verified()
    assert (job.state, job.reason_code, job.not_before is not None) == ("waiting", "fixity.unreadable", True)


def test_a_reading_that_is_called_off_ends_and_says_nothing_of_the_file(original: Original) -> None:
    job = plan.plan(verifying.ONE, original.document)
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)
    run.run(job.pk)
    job.refresh_from_db()
    assert (job.state, Event.objects.filter(kind="fixity check").count()) == ("cancelled", 0)
