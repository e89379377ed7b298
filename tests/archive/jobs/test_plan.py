from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from archive.jobs import plan
from archive.models import Job
from tests.archive.factories import JobFactory, OriginalFactory

pytestmark = pytest.mark.django_db(transaction=True)


def queued() -> list[int]:
    return [message["args"][0] for message in DBTaskResult.objects.values_list("args_kwargs", flat=True)]


def test_a_planned_job_waits_and_is_delivered(archivist: User) -> None:
    original = OriginalFactory()
    job = plan.plan("transcode", original, by=archivist)
    assert (job.kind, job.target, job.state, job.created_by, job.max_attempts) == (
        "transcode",
        original,
        "waiting",
        archivist,
        3,
    )
    assert queued() == [job.pk]


def test_nothing_is_delivered_before_the_commit() -> None:
    with transaction.atomic():
        job = plan.plan("transcode", OriginalFactory())
        assert queued() == []
    assert queued() == [job.pk]


def test_nothing_is_delivered_when_the_transaction_rolls_back() -> None:
    original = OriginalFactory()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        plan.plan("transcode", original)
        raise ZeroDivisionError
    assert (queued(), Job.objects.count()) == ([], 0)


def test_saving_succeeds_when_the_queue_is_down(settings: Any) -> None:
    original = OriginalFactory()
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
