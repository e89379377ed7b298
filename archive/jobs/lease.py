"""A lease on a job: whoever holds its token may work and publish; nobody else may, however late they wake up."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now

from archive.exceptions import LeaseLost
from archive.models import Job
from archive.querysets import JobQuerySet

logger = logging.getLogger(__name__)


def take(job_id: int, worker: str) -> Job | None:
    """Begin an attempt at a waiting job. None when there is nothing to take: over, running, gone, or not yet due."""
    return _take(Job.objects.filter(pk=job_id), worker)


def take_next(pool: Job.Pool, worker: str) -> Job | None:
    """Begin an attempt at the job of a pool whose turn it is. None when none waits that is due."""
    return _take(Job.objects.filter(pool=pool), worker)


def _take(jobs: JobQuerySet, worker: str) -> Job | None:
    while (job_id := jobs.due().values_list("pk", flat=True).first()) is not None:
        taken = Job.objects.due().filter(pk=job_id).update(**_begun(worker))
        if taken:
            return Job.objects.get(pk=job_id)
    return None  # a job that another worker was quicker to take is no longer due, and the next one is looked at


def _begun(worker: str) -> dict[str, object]:
    return {
        "state": Job.State.RUNNING,
        "lease": Job.new_lease(),
        "lease_expires_at": _end_of_lease(),
        "attempts": F("attempts") + 1,
        "not_before": None,
        "worker": worker[:100],
        "progress": 0,
        "step": "",
        "reason_code": "",
        "reason_values": {},
        "started_at": Now(),
        "finished_at": None,
    }


def _end_of_lease() -> CombinedExpression:
    """By the database's clock: a worker whose own is wrong takes nothing away from the others."""
    return Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def renew(job: Job, **changes: object) -> None:
    """Prolong the lease, and write `changes` to the row in the same breath. Raises LeaseLost."""
    held = Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
    if not held.update(lease_expires_at=_end_of_lease(), **changes):
        raise LeaseLost


@contextmanager
def hold(job: Job) -> Iterator[None]:
    """A transaction that is only entered while the lease is ours; publish inside. Raises LeaseLost.

    The row stays locked until the end, so that no one can take the job between the check and the commit.
    """
    with transaction.atomic():
        held = Job.objects.select_for_update().filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
        if held.first() is None:
            raise LeaseLost
        yield


@contextmanager
def heartbeat(job: Job) -> Iterator[None]:
    """Renew the lease in a thread for as long as this process lives and the block runs.

    A long silent step keeps its job this way; a dead process does not.
    """
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(job, over), name=f"lease-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(job: Job, over: threading.Event) -> None:
    try:
        while not over.wait(settings.JOB_LEASE_SECONDS / 3):
            try:
                renew(job)
            except LeaseLost:
                return  # the handler learns it from its next report, or from `hold`
            except OperationalError:
                logger.warning("The lease of job %s could not be renewed; trying again.", job.pk, exc_info=True)
    finally:
        connection.close()
