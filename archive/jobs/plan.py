"""Plan work, call it off, ask for it again. Nothing here waits for a worker or fails because none is running."""

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Now

from archive.exceptions import TargetGone
from archive.jobs import kinds, queue, targets
from archive.jobs.kinds import Kind
from archive.models import Job

TRIES = 5


def plan(
    kind: str,
    target: models.Model | None,
    by: User | None = None,
    *,
    priority: int = 0,
    parent: Job | None = None,
    **parameters: object,
) -> Job:
    """Write down that `kind` of work is to be done on `target`, and deliver it when the transaction commits.

    None for work that is about no one thing. What takes a job of the highest priority first knows no more of it. The
    same work, with the same parameters, that waits or runs already and was not called off is answered with that job:
    whoever plans because something has changed says in the parameters what. Raises UnknownKindError and
    WrongTargetError.
    """
    known = kinds.get(kind)
    known.accept(target)
    wanted = Job(
        kind=kind,
        target_type=ContentType.objects.get_for_model(target) if target else None,
        target_id=target.pk if target else None,
        parameters=parameters,
        key=_key(known, parameters),
        pool=known.pool,
        priority=priority,
        parent=parent,
        max_attempts=known.max_attempts,
        created_by=by,
    )
    return _open_one(wanted)


def _key(kind: Kind, parameters: Mapping[str, object]) -> str:
    """What makes two jobs of a kind about one thing the same work: "" where there are no parameters."""
    if not kind.one_open:
        return uuid.uuid4().hex
    text = json.dumps(parameters, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest() if parameters else ""


def _open_one(wanted: Job) -> Job:
    """Save and deliver the job, or find the open one like it. The database decides between two who plan at once."""
    about = {"kind": wanted.kind, "target_type": wanted.target_type, "target_id": wanted.target_id, "key": wanted.key}
    for tries_left in reversed(range(TRIES)):
        if (found := Job.objects.live().filter(**about).first()) is not None:
            return found
        try:
            with transaction.atomic():
                wanted.save(force_insert=True)
                queue.deliver(wanted)
        except IntegrityError:
            wanted.pk = None
            if not tries_left:
                raise
        else:
            break
    return wanted


def cancel(job: Job) -> None:
    """Call a job off: at once when it waits, at its next report or its failure when it runs; not one that is over."""
    # One statement: between two, an attempt could fail and the job wait again without having heard of it.
    waits = When(state=Job.State.WAITING, then=Value(Job.State.CANCELLED))
    ends = When(state=Job.State.WAITING, then=Now())
    Job.objects.open().filter(pk=job.pk).update(
        cancel_requested=Case(When(state=Job.State.RUNNING, then=Value(value=True)), default=F("cancel_requested")),
        state=Case(waits, default=F("state")),
        finished_at=Case(ends, default=F("finished_at")),
    )
    job.refresh_from_db()


@transaction.atomic
def again(job: Job, by: User | None = None) -> Job:
    """The same work once more as a job of its own, or the one that is already waiting or running for it.

    One that waits after a failure is due at once. Raises TargetGone and UnknownKindError.
    """
    target = targets.of(job)
    if target is None and job.target_type_id is not None:
        raise TargetGone
    wanted = plan(job.kind, target, by, priority=job.priority, parent=job.parent, **job.parameters)
    if Job.objects.filter(pk=wanted.pk, state=Job.State.WAITING, not_before__isnull=False).update(not_before=None):
        queue.deliver(wanted)
    return wanted


def failed() -> Iterator[Job]:
    """The jobs that failed and have not been done, or asked for again, since; the oldest first."""
    for job in Job.objects.filter(state=Job.State.FAILED).order_by("pk"):
        about = {"target_type": job.target_type_id, "target_id": job.target_id, "parameters": job.parameters}
        same = Job.objects.filter(kind=job.kind, **about)
        if not same.filter(pk__gt=job.pk).exclude(state=Job.State.CANCELLED).exists():
            yield job
