"""Run a job: take its lease, call its handler, and write down what came of it, the crash too."""

import logging
import os
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import DatabaseError, OperationalError
from django.db.models import Case, Value, When
from django.db.models.functions import Now

from archive.exceptions import JobCancelled, JobFailed, LeaseLost, Refused, TargetGone
from archive.jobs import kinds, lease, queue, reaper, targets, troubles
from archive.jobs.reporting import Reporter, Stopped, Watch
from archive.models import Job
from archive.wording import NOTHING, Said

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5
# The database may be locked or full when an attempt ends; its outcome is worth some patience.
WRITE_AGAIN_SECONDS = (1.0, 5.0, 15.0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended. `state` "waiting" means: once more, after a while."""

    state: Job.State
    reason: Said = NOTHING


def run(job_id: int, watch: Watch | None = None) -> None:
    """Make one attempt at a job, if it is there for the taking. Never raises for what the handler does.

    `watch` hears of progress as the row does, for whoever sits in front of this very process.
    """
    if (job := lease.take(job_id, _name())) is not None:
        _finish(job, watch)


def run_next_beside(job_id: int) -> None:
    """Make one attempt at the job whose turn it is in the pool of this one: this one, unless others come before it.

    Nothing is lost by that: every job that is due has a message of its own.
    """
    pool = Job.objects.filter(pk=job_id).values_list("pool", flat=True).first()
    if pool is not None and (job := lease.take_next(Job.Pool(pool), _name())) is not None:
        _finish(job, None)


def _name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _finish(job: Job, watch: Watch | None) -> None:
    """See an attempt to its end, and write down how it ended."""
    try:
        with lease.heartbeat(job):
            outcome = _attempt(job, watch)
            if outcome is not None:
                _write_at_last(job, outcome)
    except DatabaseError:
        raise  # nothing can be written; the reaper takes the job back when its lease has run out
    except BaseException:
        _give_back(job)  # the process is being stopped by force
        raise


def _attempt(job: Job, watch: Watch | None) -> Outcome | None:
    """What came of it; None when the job is no longer ours to write about."""
    try:
        return Outcome(Job.State.DONE, _work(job, watch))
    except Stopped:
        _give_back(job)
        return None
    except LeaseLost:
        logger.warning("Job %s was lost to another worker; nothing was published.", job.pk)
        return None
    except JobCancelled:
        return Outcome(Job.State.CANCELLED)
    except (Refused, TargetGone, JobFailed) as error:
        may_pass = isinstance(error, JobFailed) and error.may_pass
        return _again(job, error.said) if may_pass else Outcome(Job.State.FAILED, error.said)
    except Exception as error:
        logger.exception("Job %s failed unexpectedly.", job.pk)
        return _again(job, troubles.explain(error))


def _work(job: Job, watch: Watch | None) -> Said:
    if job.target_type_id is not None and targets.of(job) is None:
        raise TargetGone
    return kinds.get(job.kind).handler(job, Reporter(job, watch))


def _again(job: Job, reason: Said) -> Outcome:
    over = job.attempts >= job.max_attempts
    return Outcome(Job.State.FAILED if over else Job.State.WAITING, reason)


def _give_back(job: Job) -> None:
    """Let another worker begin afresh; being stopped from outside does not count as an attempt."""
    if _end(job, Job.State.WAITING, lease=None, attempts=job.attempts - 1):
        queue.deliver(job)


def _write_at_last(job: Job, outcome: Outcome) -> None:
    """Write the outcome, and again after a while where the database is locked or full. Raises OperationalError."""
    for wait in WRITE_AGAIN_SECONDS:
        try:
            return _write(job, outcome)
        except OperationalError:
            logger.warning("The outcome of job %s could not be written; trying again.", job.pk, exc_info=True)
            time.sleep(wait)
    return _write(job, outcome)


def _write(job: Job, outcome: Outcome) -> None:
    changes: dict[str, object] = {"reason_code": outcome.reason.code, "reason_values": outcome.reason.values}
    if outcome.state == Job.State.DONE:
        changes["progress"] = 1000
    if outcome.state == Job.State.WAITING:  # the reaper delivers it when it is due
        changes["not_before"] = Now() + troubles.back_off(job.attempts, kinds.back_off(job.kind))
    _end(job, outcome.state, **changes)


def _end(job: Job, state: Job.State, **changes: object) -> bool:
    """End this attempt, if the job is still ours. What was called off meanwhile is cancelled, unless it was done."""
    final: object = state
    if state != Job.State.DONE:
        # Within the statement, so that nobody calls it off between the question and the answer.
        final = Case(When(cancel_requested=True, then=Value(Job.State.CANCELLED)), default=Value(state))
    if state == Job.State.WAITING:
        changes["finished_at"] = Case(When(cancel_requested=True, then=Now()), default=None)
    else:
        changes["finished_at"] = Now()
    held = Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
    return bool(held.update(state=final, lease_expires_at=None, **changes))


def run_until_done(job_ids: Iterable[int], watch: Watch | None = None) -> list[Job]:
    """Run these jobs here and now, waiting for those that a worker has taken; returns them as they ended."""
    ended = []
    for job_id in job_ids:
        while (job := Job.objects.get(pk=job_id)).is_open:
            if Job.objects.due().filter(pk=job_id).exists():
                run(job_id, watch)
            else:
                time.sleep(POLL_SECONDS)
                reaper.reap()  # there may be no worker to notice that the one who took it died
        ended.append(job)
    return ended
