import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from archive.exceptions import LeaseLost, Refused, TranscodingFailed
from archive.jobs import lease, plan, reaper, reporting, run
from archive.jobs.kinds import Report
from archive.models import Job, Recording
from archive.wording import NOTHING, Said
from tests.archive.conftest import Register
from tests.archive.factories import JobFactory

pytestmark = pytest.mark.django_db(transaction=True)


def ended(job: Job) -> tuple[str, str, int]:
    job.refresh_from_db()
    return job.state, job.reason, job.progress


def test_a_job_that_succeeds_is_done(steps: list[str]) -> None:
    job = JobFactory(kind="steps")
    run.run(job.pk)
    assert ended(job) == ("done", "", 1000)
    assert (steps, job.attempts, job.finished_at is not None) == (["first", "second"], 1, True)


def test_progress_and_step_stand_in_the_row_while_the_handler_works(handle: Register) -> None:
    seen: list[tuple[str, int, str]] = []

    def handler(job: Job, report: Report) -> Said:
        report(420, "Encoding")
        seen.append(Job.objects.values_list("state", "progress", "step").get(pk=job.pk))
        return NOTHING

    handle("watched", handler)
    run.run(JobFactory(kind="watched").pk)
    assert seen == [("running", 420, "Encoding")]


def test_a_warning_is_kept(handle: Register) -> None:
    handle("warns", lambda job, report: Said("The end of the tape is missing."))
    job = JobFactory(kind="warns")
    run.run(job.pk)
    assert ended(job) == ("done", "The end of the tape is missing.", 1000)


@pytest.mark.parametrize("error", [Refused("empty"), TranscodingFailed(Said("refused.empty"))])
def test_a_refusal_is_final_and_says_why(handle: Register, error: Exception) -> None:
    def handler(job: Job, report: Report) -> Said:
        raise error

    handle("refuses", handler)
    job = JobFactory(kind="refuses")
    run.run(job.pk)
    assert ended(job) == ("failed", "Den här filen är tom.", 0)


@pytest.mark.usefixtures("no_waiting")
def test_a_crash_is_tried_again_and_then_given_up(handle: Register) -> None:
    def handler(job: Job, report: Report) -> Said:
        raise ZeroDivisionError("nobody's business")

    handle("crashes", handler)
    job = JobFactory(kind="crashes", max_attempts=2)
    run.run(job.pk)
    first = ended(job)
    assert (first[0], reaper.reap().delivered) == ("waiting", 1)
    run.run(job.pk)
    state, reason, _ = ended(job)
    assert (state, job.attempts, "ZeroDivisionError" in reason, "nobody" in reason) == ("failed", 2, True, False)


@pytest.mark.usefixtures("no_waiting")
def test_a_trouble_that_may_pass_is_tried_again_and_keeps_its_sentence(handle: Register) -> None:
    def handler(job: Job, report: Report) -> Said:
        raise TranscodingFailed(Said("It stood still."), may_pass=True)

    handle("stalls", handler)
    job = JobFactory(kind="stalls", max_attempts=2)
    run.run(job.pk)
    assert (ended(job)[:2], reaper.reap().delivered) == (("waiting", "It stood still."), 1)
    run.run(job.pk)
    assert ended(job)[:2] == ("failed", "It stood still.")


def test_a_kind_nobody_knows_fails_in_the_row(handle: Register) -> None:
    job = JobFactory(kind="unheard-of", max_attempts=1)
    run.run(job.pk)
    assert ended(job)[0] == "failed"


def test_a_job_is_run_once_however_often_it_is_delivered(steps: list[str]) -> None:
    job = JobFactory(kind="steps")
    run.run(job.pk)
    run.run(job.pk)
    assert steps == ["first", "second"]


def test_a_job_that_is_gone_is_nothing_to_do() -> None:
    run.run(4711)
    assert Job.objects.count() == 0


def test_cancelling_stops_a_running_job_at_its_next_report(handle: Register) -> None:
    reached: list[str] = []

    def handler(job: Job, report: Report) -> Said:
        plan.cancel(Job.objects.get(pk=job.pk))
        report(500, "Never")
        reached.append("published")
        return NOTHING

    handle("long", handler)
    job = JobFactory(kind="long")
    run.run(job.pk)
    assert (ended(job)[0], reached) == ("cancelled", [])


def test_a_worker_that_lost_its_lease_writes_nothing(handle: Register) -> None:
    def handler(job: Job, report: Report) -> Said:
        Job.objects.filter(pk=job.pk).update(lease=Job.new_lease(), worker="the other one")
        return Said("late")

    handle("late", handler)
    job = JobFactory(kind="late")
    run.run(job.pk)
    assert (*ended(job), job.worker) == ("running", "", 0, "the other one")


def test_a_report_after_the_lease_was_lost_ends_the_handler(handle: Register) -> None:
    errors: list[type[Exception]] = []

    def handler(job: Job, report: Report) -> Said:
        Job.objects.filter(pk=job.pk).update(lease=Job.new_lease())
        try:
            report(500, "Too late")
        except LeaseLost as error:
            errors.append(type(error))
            raise
        return NOTHING

    handle("late", handler)
    run.run(JobFactory(kind="late").pk)
    assert errors == [LeaseLost]


def test_publishing_is_refused_without_the_lease() -> None:
    job = lease.take(JobFactory().pk, "me")
    assert job is not None
    Job.objects.filter(pk=job.pk).update(lease=Job.new_lease())
    with pytest.raises(LeaseLost), lease.hold(job):
        pytest.fail("the block must not be entered")


def test_publishing_is_allowed_with_the_lease() -> None:
    job = lease.take(JobFactory().pk, "me")
    assert job is not None
    with lease.hold(job):
        Recording.objects.update(title="published")
    assert Recording.objects.get().title == "published"


def test_a_long_silent_step_keeps_its_lease(handle: Register, settings: Any) -> None:
    settings.JOB_LEASE_SECONDS = 0.6
    left: list[bool] = []

    def handler(job: Job, report: Report) -> Said:
        time.sleep(1.5)
        left.append(not Job.objects.abandoned().exists())
        return NOTHING

    handle("silent", handler)
    job = JobFactory(kind="silent")
    run.run(job.pk)
    assert (left, ended(job)[0]) == ([True], "done")


def test_a_worker_that_is_stopped_gives_its_job_back_uncounted(handle: Register) -> None:
    def handler(job: Job, report: Report) -> Said:
        reporting.stopping.set()
        report(500, "Stopped here")
        return NOTHING

    handle("stopped", handler)
    job = JobFactory(kind="stopped")
    run.run(job.pk)
    assert (*ended(job), job.attempts, DBTaskResult.objects.count()) == ("waiting", "", 0, 0, 1)


@pytest.mark.usefixtures("no_waiting")
def test_running_until_done_returns_the_jobs_as_they_ended(steps: list[str]) -> None:
    jobs = [JobFactory(kind="steps"), JobFactory(kind="unheard-of")]
    assert [(job.pk, job.state) for job in run.run_until_done(job.pk for job in jobs)] == [
        (jobs[0].pk, "done"),
        (jobs[1].pk, "failed"),
    ]


def test_a_lease_taken_lasts_as_long_as_the_setting_says(settings: Any) -> None:
    settings.JOB_LEASE_SECONDS = 100
    job = lease.take(JobFactory().pk, "me")
    assert job is not None and job.lease_expires_at is not None and job.started_at is not None
    assert job.lease_expires_at - job.started_at == timedelta(seconds=100)


def test_waiting_for_a_job_whose_worker_died_does_it_here(steps: list[str]) -> None:
    job = JobFactory(kind="steps")
    lease.take(job.pk, "a worker that was killed")
    Job.objects.filter(pk=job.pk).update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    assert [job.state for job in run.run_until_done([job.pk])] == ["done"]
    assert steps == ["first", "second"]
