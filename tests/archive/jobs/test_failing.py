"""Attempts that fail: for how long a job waits, what it says, and what somebody called off meanwhile."""

import errno
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from archive.exceptions import ProcessFailed
from archive.jobs import kinds, lease, plan, reaper, reporting, run, troubles
from archive.jobs.kinds import Handler, Report
from archive.models import Assembly, Event, Job
from archive.wording import NOTHING, Said
from tests import databases
from tests.archive.conftest import Register
from tests.archive.factories import JobFactory, OriginalFactory
from tests.tiny_disk import tiny_disk

pytestmark = pytest.mark.django_db(transaction=True)


def fails(error: BaseException) -> Handler:
    def handler(job: Job, report: Report) -> Said:
        raise error

    return handler


def waits(job: Job, since: datetime) -> float:
    """For how many seconds a job waits after a failure."""
    job.refresh_from_db()
    assert (job.state, job.not_before is not None) == ("waiting", True)
    assert job.not_before is not None
    return (job.not_before - since).total_seconds()


def test_a_failed_job_waits_longer_each_time_before_it_is_taken_again(handle: Register) -> None:
    handle("crashes", fails(ZeroDivisionError()))
    job = JobFactory(kind="crashes", max_attempts=5)
    for expected in (10, 60, 300, 300):
        began = timezone.now()
        run.run(job.pk)
        assert 0.8 * expected <= waits(job, began) <= 1.2 * expected + 5
        assert (lease.take(job.pk, "too early"), reaper.reap().delivered) == (None, 0)
        Job.objects.update(not_before=timezone.now())
        assert reaper.reap().delivered == 1
        DBTaskResult.objects.all().delete()
    run.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.not_before) == ("failed", 5, None)


def test_jobs_that_failed_together_do_not_come_back_together() -> None:
    assert len({troubles.back_off(1, (10,)) for _ in range(20)}) > 10


def test_a_kind_may_say_how_often_and_how_patiently_it_is_tried() -> None:
    before = dict(kinds._kinds)
    try:
        kinds.register("own", "Own", targets=["archive.Original"], attempts=2, back_off=[1000])(fails(MemoryError()))
        job = plan.plan("own", OriginalFactory())
        began = timezone.now()
        run.run(job.pk)
        assert (job.max_attempts, 800 <= waits(job, began) <= 1205) == (2, True)
    finally:
        kinds._kinds.clear()
        kinds._kinds.update(before)


def test_a_job_that_waits_after_a_failure_does_not_hold_up_the_others(handle: Register, steps: list[str]) -> None:
    handle("crashes", fails(ZeroDivisionError()))
    waiting, other = JobFactory(kind="crashes"), JobFactory(kind="steps")
    run.run(waiting.pk)
    assert reaper.reap().delivered == 1  # the other one only
    for message in DBTaskResult.objects.all():
        run.run(message.args_kwargs["args"][0])
    other.refresh_from_db()
    assert (other.state, steps) == ("done", ["first", "second"])


ENOSPC, EDQUOT = OSError(errno.ENOSPC, "full"), OSError(errno.EDQUOT, "quota")


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


TROUBLES = [
    (ENOSPC, "job.no_space"),
    (EDQUOT, "job.no_space"),
    (caused(RuntimeError("copying failed"), ENOSPC), "job.no_space"),
    (shutil.Error([("a", "b", str(ENOSPC))]), "job.no_space"),
    (MemoryError(), "job.no_memory"),
    (OSError(errno.ENOMEM, "no memory"), "job.no_memory"),
    (ProcessFailed("memory"), "job.no_memory"),
    (OperationalError("database is locked"), "job.database"),
    (ZeroDivisionError(), "job.unexpected"),
]


@pytest.mark.parametrize(("error", "code"), TROUBLES, ids=str)
def test_trouble_of_the_machine_is_tried_again_and_then_said_plainly(
    handle: Register, no_waiting: None, error: Exception, code: str
) -> None:
    handle("troubled", fails(error))
    job = JobFactory(kind="troubled", max_attempts=2)
    for state in ("waiting", "failed"):
        run.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.reason_code) == (state, code)
    with translation.override("en"):
        assert job.reason.endswith(".") and "Errno" not in job.reason


def test_a_job_recovers_once_there_is_room(handle: Register, no_waiting: None) -> None:
    with tiny_disk("1m") as disk:
        (disk / "ballast").write_bytes(b"\0" * 900_000)

        def handler(job: Job, report: Report) -> Said:
            (disk / "work").write_bytes(b"\0" * 500_000)
            return NOTHING

        handle("writes", handler)
        job = JobFactory(kind="writes")
        run.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.reason_code) == ("waiting", "job.no_space")
        (disk / "ballast").unlink()
        run.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.reason_code) == ("done", "")


@databases.on_sqlite
def test_a_full_database_is_a_full_disk(handle: Register, no_waiting: None) -> None:
    def handler(job: Job, report: Report) -> Said:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1")  # not below what there is: no page more than now
            try:
                for _ in range(10_000):
                    Event.objects.create(kind="creation", name="x" * 300)
            finally:
                cursor.execute("PRAGMA max_page_count = 1073741823")
        return NOTHING

    handle("fills", handler)
    job = JobFactory(kind="fills", max_attempts=1)
    run.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.reason_code) == ("failed", "job.no_space")


def test_what_is_called_off_during_an_attempt_that_fails_is_cancelled(handle: Register) -> None:
    def handler(job: Job, report: Report) -> Said:
        plan.cancel(Job.objects.get(pk=job.pk))
        raise ZeroDivisionError

    handle("called off", handler)
    for attempts in (1, 3):
        job = JobFactory(kind="called off", max_attempts=attempts)
        run.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.finished_at is not None, reaper.reap().delivered) == ("cancelled", True, 0)


def test_what_is_called_off_while_its_worker_is_stopped_is_cancelled(handle: Register) -> None:
    def handler(job: Job, report: Report) -> Said:
        plan.cancel(Job.objects.get(pk=job.pk))
        reporting.stopping.set()
        report(500, "Stopped here")
        return NOTHING

    handle("stopped", handler)
    job = JobFactory(kind="stopped")
    run.run(job.pk)
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_what_is_called_off_when_it_was_done_already_stays_done(handle: Register) -> None:
    def handler(job: Job, report: Report) -> Said:
        plan.cancel(Job.objects.get(pk=job.pk))
        return NOTHING

    handle("done", handler)
    job = JobFactory(kind="done")
    run.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done"


def test_a_job_called_off_as_the_reaper_takes_it_back_is_not_brought_back() -> None:
    job = lease.take(JobFactory().pk, "dead")
    assert job is not None
    Job.objects.update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    [seen] = Job.objects.abandoned()
    plan.cancel(Job.objects.get(pk=job.pk))  # between the reaper's look and its hand
    reaper._take_back(seen)
    assert reaper.reap().ended == 1
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_job_whose_thing_is_gone_says_so_and_is_not_tried_again(steps: list[str]) -> None:
    job = JobFactory(kind="steps")
    Assembly.objects.all().delete()
    run.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.reason_code, steps) == ("failed", "job.target_gone", [])


@pytest.fixture
def impatient() -> Iterator[None]:
    """Nobody waits long for the database's lock."""
    databases.wait_no_longer()
    yield
    connection.close()


@pytest.mark.usefixtures("impatient")
def test_progress_that_cannot_be_written_does_not_end_the_work(handle: Register) -> None:
    def handler(job: Job, report: Report) -> Said:
        with databases.locked():
            report(300, "Locked")
        report(600, "Free again")
        return NOTHING

    handle("long", handler)
    job = JobFactory(kind="long")
    run.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.step) == ("done", "Free again")


@pytest.mark.usefixtures("impatient")
def test_an_outcome_that_cannot_be_written_at_once_is_written_later(
    handle: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "WRITE_AGAIN_SECONDS", (0.2,) * 20)
    held = list[threading.Timer]()

    def handler(job: Job, report: Report) -> Said:
        other = ExitStack()
        other.enter_context(databases.locked())
        held.append(threading.Timer(1, other.close))
        held[0].start()
        return NOTHING

    handle("quick", handler)
    job = JobFactory(kind="quick")
    run.run(job.pk)
    held[0].join()
    job.refresh_from_db()
    assert job.state == "done"


def test_nothing_of_a_path_on_this_machine_is_said(handle: Register, tmp_path: Path) -> None:
    handle("secret", fails(FileNotFoundError(errno.ENOENT, "not there", str(tmp_path / "name"))))
    job = JobFactory(kind="secret", max_attempts=1)
    run.run(job.pk)
    job.refresh_from_db()
    assert (job.reason_code, str(tmp_path) in job.reason) == ("job.unexpected", False)
