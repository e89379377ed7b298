"""Plan work, call it off, ask for it again. Nothing here waits for a worker or fails because none is running."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from archive.jobs import queue
from archive.models import Job


def plan(kind: str, target: models.Model, by: User | None = None, **parameters: Any) -> Job:
    """Write down that `kind` of work is to be done on `target`, and deliver it when the transaction commits."""
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind,
            target_type=ContentType.objects.get_for_model(target),
            target_id=target.pk,
            parameters=parameters,
            max_attempts=settings.JOB_ATTEMPTS,
            created_by=by,
        )
        queue.deliver(job)
    return job


def cancel(job: Job) -> None:
    """Call a job off: at once when it waits, at its next report when it runs. One that is over stays as it is."""
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
    if not waiting.update(state=Job.State.CANCELLED, finished_at=timezone.now()):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_requested=True)
    job.refresh_from_db()


@transaction.atomic
def again(job: Job, by: User | None = None) -> Job:
    """The same work once more as a job of its own, or the one that is already waiting or running for it."""
    if job.target is None:
        return job
    unfinished = Job.objects.for_target(job.target).open().filter(kind=job.kind).first()
    return unfinished or plan(job.kind, job.target, by, **job.parameters)
