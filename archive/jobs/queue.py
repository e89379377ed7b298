"""The one door to the queue. What it delivers is only "work on job 17", at least once; see `archive.jobs.plan`."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from archive.models import Job

TASK_PATH = "archive.tasks.run_job"
KEEP_DELIVERED = timedelta(days=7)


def deliver(job: Job) -> None:
    """Put the job in the queue once the running transaction has committed.

    A queue that is down is logged and otherwise ignored: the job's row waits, and the reaper delivers it later.
    """

    def send() -> None:  # a partial has no name to log when it fails
        # By its path, as the queue keeps it: the task runs jobs, and running one may end in delivering it again.
        import_string(TASK_PATH).enqueue(job.pk)

    transaction.on_commit(send, robust=True)


def undelivered(jobs: Iterable[Job]) -> list[Job]:
    """Those of `jobs` that no message in the queue is on its way for."""
    messages = DBTaskResult.objects.filter(task_path=TASK_PATH, status="READY").values_list("args_kwargs", flat=True)
    queued = {message["args"][0] for message in messages}
    return [job for job in jobs if job.pk not in queued]


def prune(at: datetime) -> None:
    """Forget messages delivered a week ago; also those whose worker died, which would say "running" for ever."""
    delivered = DBTaskResult.objects.filter(task_path=TASK_PATH).exclude(status="READY")
    delivered.filter(started_at__lt=at - KEEP_DELIVERED).delete()


def forget() -> None:
    """Drop every message. What waits is delivered anew by the reaper."""
    DBTaskResult.objects.all().delete()
