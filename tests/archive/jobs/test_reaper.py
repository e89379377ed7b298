import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from archive.jobs import attempts, lease, plan, run
from archive.jobs.reaper import Reaped, reap
from archive.models import Job
from tests.archive.factories import JobFactory

pytestmark = pytest.mark.django_db(transaction=True)


def abandoned(**fields: Any) -> Job:
    now = timezone.now()
    return JobFactory(state="running", lease=uuid.uuid4(), lease_expires_at=now - timedelta(seconds=1), **fields)


def delivered() -> set[str]:
    """The kinds of the jobs that a message is on its way for."""
    messages = DBTaskResult.objects.values_list("args_kwargs", flat=True)
    return set(Job.objects.filter(pk__in=[each["args"][0] for each in messages]).values_list("kind", flat=True))


def test_a_job_whose_lease_expired_waits_and_is_delivered_again() -> None:
    job = abandoned(attempts=1)
    assert reap() == Reaped(returned=1, ended=0, delivered=1)
    job.refresh_from_db()
    assert (job.state, job.lease, delivered()) == ("waiting", None, {"transcode", attempts.SWEEP})


def test_a_job_that_killed_its_worker_too_often_is_ended() -> None:
    job = abandoned(attempts=3)
    assert reap() == Reaped(returned=0, ended=1, delivered=0)
    job.refresh_from_db()
    assert (job.state, "3" in job.reason) == ("failed", True)


def test_a_job_that_was_called_off_before_its_worker_died_is_cancelled() -> None:
    job = abandoned(attempts=1, cancel_requested=True)
    reap()
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_job_with_a_living_lease_is_left_alone() -> None:
    job = lease.take(JobFactory().pk, "alive")
    assert reap() == Reaped(0, 0, 0)
    assert job is not None
    job.refresh_from_db()
    assert job.state == "running"


def test_a_waiting_job_whose_message_was_lost_is_delivered_once() -> None:
    JobFactory()
    assert (reap().delivered, reap().delivered) == (1, 0)


def test_a_waiting_job_with_a_message_on_its_way_is_left_alone() -> None:
    plan.plan("transcode", JobFactory(state="done").target)
    assert reap() == Reaped(0, 0, 0)


def test_messages_delivered_long_ago_are_forgotten() -> None:
    plan.plan("transcode", JobFactory(state="done").target)
    old = timezone.now() - timedelta(days=8)
    DBTaskResult.objects.update(status="RUNNING", started_at=old)
    Job.objects.update(state="done")
    reap()
    assert DBTaskResult.objects.count() == 0


def test_what_the_dead_left_behind_is_removed_by_a_job_for_which_the_reaper_does_not_wait(settings: Any) -> None:
    dead = abandoned(attempts=1)
    left = Path(settings.WORK_DIR) / f"{dead.pk}-{dead.lease}"
    left.mkdir(parents=True)
    reap()
    assert left.is_dir()
    run.run(Job.objects.get(kind=attempts.SWEEP).pk)
    assert not left.exists()


def test_directories_of_dead_attempts_are_removed_and_others_kept(settings: Any) -> None:
    living = lease.take(JobFactory().pk, "alive")
    assert living is not None
    work = Path(settings.WORK_DIR)
    names = [f"{living.pk}-{living.lease}", f"{living.pk}-{uuid.uuid4()}", f"4711-{uuid.uuid4().hex}", "not-an-attempt"]
    for name in names:
        (work / name / "v720").mkdir(parents=True)
    assert attempts.sweep() == 2
    assert sorted(path.name for path in work.iterdir()) == sorted([names[0], names[3]])
