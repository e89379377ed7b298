"""Bring back what died: expired leases, and jobs whose message was lost. A few statements, however much there is."""

import logging
from dataclasses import dataclass

from django.db.models.functions import Now
from django.utils import timezone

from archive.jobs import attempts, periodic, queue
from archive.jobs.plan import plan
from archive.models import Job

logger = logging.getLogger(__name__)

EVERY_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Reaped:
    """How many jobs wait again, are over for good, and were delivered once more."""

    returned: int
    ended: int
    delivered: int


def reap() -> Reaped:
    """Do all of it. Safe at any time, in any number of workers at once.

    What failed and waited until now is delivered by this too.
    """
    verdicts = [_take_back(job) for job in Job.objects.abandoned()]
    over = [state for state in verdicts if state in (Job.State.FAILED, Job.State.CANCELLED)]
    if over or Job.State.WAITING in verdicts:
        plan(attempts.SWEEP, None)  # what the dead left behind may take long to remove
    lost = queue.undelivered(Job.objects.due())
    for job in lost:
        queue.deliver(job)
    queue.prune(timezone.now())
    periodic.prune()
    return Reaped(verdicts.count(Job.State.WAITING), len(over), len(lost))


def _take_back(job: Job) -> Job.State:
    """End a dead attempt. The condition leaves alone a job that woke up, or was called off, in this very moment."""
    state, changes = Job.State.WAITING, dict[str, object]()
    if job.cancel_requested:
        state, changes = Job.State.CANCELLED, {"finished_at": Now()}
    elif job.attempts >= job.max_attempts:
        state, changes = Job.State.FAILED, {"finished_at": Now(), "reason_code": "job.abandoned"}
        changes["reason_values"] = {"count": job.attempts}
    seen = {name: getattr(job, name) for name in ("lease", "lease_expires_at", "cancel_requested")}
    expired = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, **seen)
    if not expired.update(state=state, lease=None, lease_expires_at=None, **changes):
        return Job.State.RUNNING
    logger.warning("The worker of job %s is gone; the job is now %s.", job.pk, state)
    return state
