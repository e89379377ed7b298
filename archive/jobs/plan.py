"""Plan work, call it off, ask for it again. Nothing here waits for a worker or fails because none is running."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from archive.exceptions import TargetGone
from archive.jobs import queue, targets
from archive.models import Job


def plan(kind: str, target: models.Model | None, by: User | None = None, **parameters: Any) -> Job:
    """Write down that `kind` of work is to be done on `target`, and deliver it when the transaction commits.

    None for work that is about no one thing.
    """
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind,
            target_type=ContentType.objects.get_for_model(target) if target else None,
            target_id=target.pk if target else None,
            parameters=parameters,
            max_attempts=settings.JOB_ATTEMPTS,
            created_by=by,
        )
        queue.deliver(job)
    return job


def cancel(job: Job) -> None:
    """Call a job off: at once when it waits, at its next report or its failure when it runs; not one that is over."""
    # One statement: between two, an attempt could fail and the job wait again without having heard of it.
    waits = When(state=Job.State.WAITING, then=Value(Job.State.CANCELLED))
    ends = When(state=Job.State.WAITING, then=Value(timezone.now(), output_field=models.DateTimeField()))
    Job.objects.open().filter(pk=job.pk).update(
        cancel_requested=Case(When(state=Job.State.RUNNING, then=Value(value=True)), default=F("cancel_requested")),
        state=Case(waits, default=F("state")),
        finished_at=Case(ends, default=F("finished_at")),
    )
    job.refresh_from_db()


@transaction.atomic
def again(job: Job, by: User | None = None) -> Job:
    """The same work once more as a job of its own, or the one that is already waiting or running for it.

    One that waits after a failure is due at once. Raises TargetGone.
    """
    target = targets.of(job)
    if target is None and job.target_type_id is not None:
        raise TargetGone
    same = Job.objects.for_target(target).filter(kind=job.kind, parameters=job.parameters)
    unfinished = same.open().first()
    if unfinished is None:
        return plan(job.kind, target, by, **job.parameters)
    if Job.objects.filter(pk=unfinished.pk, state=Job.State.WAITING, not_before__isnull=False).update(not_before=None):
        queue.deliver(unfinished)
    return unfinished


def failed() -> Iterator[Job]:
    """The jobs that failed and have not been done, or asked for again, since; the oldest first."""
    for job in Job.objects.filter(state=Job.State.FAILED).order_by("pk"):
        about = {"target_type": job.target_type_id, "target_id": job.target_id, "parameters": job.parameters}
        same = Job.objects.filter(kind=job.kind, **about)
        if not same.filter(pk__gt=job.pk).exclude(state=Job.State.CANCELLED).exists():
            yield job
