"""Run a job: take its lease, call its handler, and write down what came of it, the crash too."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone

from archive.exceptions import JobCancelled, LeaseLost, Refused, TranscodingFailed
from archive.jobs import handlers, lease, queue, reaper
from archive.models import Job
from archive.wording import NOTHING, Said

logger = logging.getLogger(__name__)

# Set when this process is asked to stop: the running job is given back at its next report.
stopping = threading.Event()

# Writing every report would make SQLite's one writer busy with progress bars.
REPORT_EVERY_SECONDS = 0.3
POLL_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended. `state` "waiting" means: once more."""

    state: Job.State
    reason: Said = NOTHING


Watch = Callable[[int, str], None]


class Stopped(LeaseLost):
    """This worker shuts down; for the handler it is as if the lease were lost."""


class Reporter:
    """The `Report` a handler is given: writes progress, renews the lease, and hears of cancellation."""

    def __init__(self, job: Job, watch: Watch | None) -> None:
        self.job = job
        self.watch = watch
        self.step = ""
        self.written_at = 0.0

    def __call__(self, per_mille: int, step: str = "") -> None:
        if stopping.is_set():
            raise Stopped
        step = str(step or self.step)[:60]
        now = time.monotonic()
        if step == self.step and now - self.written_at < REPORT_EVERY_SECONDS:
            return
        self.step, self.written_at = step, now
        progress = max(0, min(1000, per_mille))
        lease.renew(self.job, progress=progress, step=step)
        if self.watch:
            self.watch(progress, step)
        if Job.objects.filter(pk=self.job.pk, cancel_requested=True).exists():
            raise JobCancelled


def run(job_id: int, watch: Watch | None = None) -> None:
    """Make one attempt at a job, if it is there for the taking. Never raises for what the handler does.

    `watch` hears of progress as the row does, for whoever sits in front of this very process.
    """
    job = lease.take(job_id, f"{socket.gethostname()}:{os.getpid()}")
    if job is None:
        return
    try:
        with lease.heartbeat(job):
            outcome = _attempt(job, watch)
    except BaseException:
        _give_back(job)  # the process is being stopped by force
        raise
    if outcome is not None:
        _write(job, outcome)


def _attempt(job: Job, watch: Watch | None) -> Outcome | None:
    """What came of it; None when the job is no longer ours to write about."""
    try:
        warning = handlers.handler_for(job.kind)(job, Reporter(job, watch))
    except Stopped:
        _give_back(job)
        return None
    except LeaseLost:
        logger.warning("Job %s was lost to another worker; nothing was published.", job.pk)
        return None
    except JobCancelled:
        return Outcome(Job.State.CANCELLED)
    except (Refused, TranscodingFailed) as error:
        may_pass = isinstance(error, TranscodingFailed) and error.may_pass
        return _again(job, error.said) if may_pass else Outcome(Job.State.FAILED, error.said)
    except Exception as error:
        logger.exception("Job %s failed unexpectedly.", job.pk)
        return _again(job, Said("job.unexpected", {"error": type(error).__name__}))
    return Outcome(Job.State.DONE, warning)


def _again(job: Job, reason: Said) -> Outcome:
    if job.cancel_requested or job.attempts >= job.max_attempts:
        return Outcome(Job.State.FAILED, reason)
    return Outcome(Job.State.WAITING, reason)


def _give_back(job: Job) -> None:
    """Let another worker begin afresh; being stopped from outside does not count as an attempt."""
    held = Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
    if held.update(state=Job.State.WAITING, lease=None, lease_expires_at=None, attempts=job.attempts - 1):
        queue.deliver(job)


def _write(job: Job, outcome: Outcome) -> None:
    reason = {"reason_code": outcome.reason.code, "reason_values": outcome.reason.values}
    changes: dict[str, object] = {"state": outcome.state, "lease_expires_at": None, **reason}
    if outcome.state == Job.State.DONE:
        changes["progress"] = 1000
    if outcome.state != Job.State.WAITING:
        changes["finished_at"] = timezone.now()
    held = Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
    if held.update(**changes) and outcome.state == Job.State.WAITING:
        queue.deliver(job)


def run_until_done(job_ids: Iterable[int], watch: Watch | None = None) -> list[Job]:
    """Run these jobs here and now, waiting for those that a worker has taken; returns them as they ended."""
    ended = []
    for job_id in job_ids:
        while (job := Job.objects.get(pk=job_id)).state in (Job.State.WAITING, Job.State.RUNNING):
            if job.state == Job.State.WAITING:
                run(job_id, watch)
            else:
                time.sleep(POLL_SECONDS)
                reaper.reap()  # there may be no worker to notice that the one who took it died
        ended.append(job)
    return ended
