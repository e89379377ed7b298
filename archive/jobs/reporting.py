"""How a job that runs is followed: its progress goes into the row, and back comes whether it may go on."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import OperationalError

from archive.exceptions import JobCancelled, LeaseLost
from archive.jobs import lease
from archive.models import Job

logger = logging.getLogger(__name__)

# Set when this process is asked to stop: what runs is given back at its next report.
stopping = threading.Event()

# Writing every report would make SQLite's one writer busy with progress bars.
REPORT_EVERY_SECONDS = 0.3

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
        try:
            self._write(progress, step)
        except OperationalError:  # no reason to throw hours of work away: whether the lease is ours shows in `hold`
            logger.warning("The progress of job %s could not be written.", self.job.pk, exc_info=True)
        if self.watch:
            self.watch(progress, step)

    def _write(self, progress: int, step: str) -> None:
        lease.renew(self.job, progress=progress, step=step)
        if Job.objects.filter(pk=self.job.pk, cancel_requested=True).exists():
            raise JobCancelled
