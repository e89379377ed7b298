from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from archive.exceptions import TargetGone
from archive.jobs import lease, plan, run
from archive.models import Assembly, Job
from archive.wording import Said
from tests.archive.conftest import Register
from tests.archive.factories import AssemblyFactory, JobFactory

pytestmark = pytest.mark.django_db(transaction=True)


def queued() -> list[int]:
    return [message["args"][0] for message in DBTaskResult.objects.values_list("args_kwargs", flat=True)]


def test_a_planned_job_waits_and_is_delivered(archivist: User) -> None:
    original = AssemblyFactory()
    job = plan.plan("transcode", original, by=archivist)
    assert (job.kind, job.target, job.state, job.created_by, job.max_attempts) == (
        "transcode",
        original,
        "waiting",
        archivist,
        4,
    )
    assert queued() == [job.pk]


def test_nothing_is_delivered_before_the_commit() -> None:
    with transaction.atomic():
        job = plan.plan("transcode", AssemblyFactory())
        assert queued() == []
    assert queued() == [job.pk]


def test_nothing_is_delivered_when_the_transaction_rolls_back() -> None:
    original = AssemblyFactory()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        plan.plan("transcode", original)
        raise ZeroDivisionError
    assert (queued(), Job.objects.count()) == ([], 0)


def test_saving_succeeds_when_the_queue_is_down(settings: Any) -> None:
    original = AssemblyFactory()
    with transaction.atomic():
        job = plan.plan("transcode", original)
        # A queue nobody can reach: its backend refuses to be loaded at the moment of delivery.
        settings.TASKS = {**settings.TASKS, "jobs": {"BACKEND": "nowhere.NoBackend"}}
    assert Job.objects.get() == job


def test_a_waiting_job_is_cancelled_at_once() -> None:
    job = JobFactory()
    plan.cancel(job)
    assert (job.state, job.finished_at is not None) == ("cancelled", True)


def test_a_running_job_is_asked_to_stop() -> None:
    job = JobFactory(state="running")
    plan.cancel(job)
    assert (job.state, job.cancel_requested) == ("running", True)


def test_a_job_that_is_over_cannot_be_cancelled() -> None:
    job = JobFactory(state="done")
    plan.cancel(job)
    assert (job.state, job.cancel_requested) == ("done", False)


def test_run_again_plans_a_job_of_its_own(archivist: User) -> None:
    failed = JobFactory(state="failed")
    fresh = plan.again(failed, by=archivist)
    assert (fresh.pk != failed.pk, fresh.kind, fresh.target, fresh.state) == (
        True,
        failed.kind,
        failed.target,
        "waiting",
    )


def test_run_again_twice_gives_the_one_that_is_waiting() -> None:
    failed = JobFactory(state="failed")
    assert plan.again(failed) == plan.again(failed)


def test_run_again_brings_forward_the_one_that_waits_after_a_failure() -> None:
    later = timezone.now() + timedelta(minutes=5)
    job = JobFactory(not_before=later)
    assert (plan.again(job), queued()) == (job, [job.pk])
    job.refresh_from_db()
    assert job.not_before is None


def test_a_job_may_be_about_no_one_thing(handle: Register) -> None:
    handle("tidy", targets=())
    job = plan.plan("tidy", None)
    assert (job.target, plan.again(job)) == (None, job)
    Job.objects.update(state="failed")
    fresh = plan.again(job)
    assert (fresh.pk != job.pk, fresh.target, fresh.kind) == (True, None, "tidy")


def test_a_job_whose_thing_is_gone_cannot_run_again() -> None:
    job = JobFactory(state="failed")
    Assembly.objects.all().delete()
    with translation.override("en"), pytest.raises(TargetGone, match="no longer"):
        plan.again(job)
    assert Job.objects.count() == 1


def test_what_failed_and_was_not_done_since_is_found() -> None:
    failed, mended, repeated, called_off = (JobFactory(state="failed") for _ in range(4))
    for job, state in ((mended, "done"), (repeated, "waiting"), (called_off, "cancelled")):
        JobFactory(target=job.target, state=state)
    twice = JobFactory(target=failed.target, state="failed")
    JobFactory(kind="other", target=failed.target, state="done")
    assert list(plan.failed()) == [called_off, twice]


def test_calling_off_while_the_attempt_fails_is_never_lost() -> None:
    """Whatever the order of the two, the job ends as cancelled."""
    for order in ("cancel first", "failure first"):
        job = lease.take(JobFactory(max_attempts=3).pk, "worker")
        assert job is not None
        steps = [lambda job=job: plan.cancel(Job.objects.get(pk=job.pk)),
                 lambda job=job: run._write(job, run.Outcome(Job.State.WAITING, Said("job.no_space")))]  # fmt: skip
        for step in steps if order == "cancel first" else reversed(steps):
            step()
        job.refresh_from_db()
        assert (job.state, job.finished_at is not None) == ("cancelled", True)
