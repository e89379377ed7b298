"""Bring back what died: expired leases, jobs whose message was lost, and directories of attempts that are over."""

import logging
import re
import shutil
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from archive.jobs import queue
from archive.models import Job

logger = logging.getLogger(__name__)

EVERY_SECONDS = 10

# "<job>-<lease>", see `archive.transcoding`.
ATTEMPT = re.compile(r"(\d+)-([0-9a-f-]{32,36})")


@dataclass(frozen=True, slots=True)
class Reaped:
    """How many jobs wait again, are over for good, and were delivered once more; how many directories were removed."""

    returned: int
    ended: int
    delivered: int
    removed: int


def reap(at: datetime | None = None) -> Reaped:
    """Do all of it. Safe at any time, in any number of workers at once."""
    at = at or timezone.now()
    verdicts = [_take_back(job) for job in Job.objects.abandoned(at)]
    lost = queue.undelivered(Job.objects.filter(state=Job.State.WAITING))
    for job in lost:
        queue.deliver(job)
    queue.prune(at)
    over = [state for state in verdicts if state in (Job.State.FAILED, Job.State.CANCELLED)]
    return Reaped(verdicts.count(Job.State.WAITING), len(over), len(lost), sweep_attempts())


def _take_back(job: Job) -> Job.State:
    """End a dead attempt. The lease in the condition leaves alone a job that woke up in this very moment."""
    state, changes = Job.State.WAITING, dict[str, object]()
    if job.cancel_requested:
        state, changes = Job.State.CANCELLED, {"finished_at": timezone.now()}
    elif job.attempts >= job.max_attempts:
        state, changes = Job.State.FAILED, {"finished_at": timezone.now(), "reason_code": "job.abandoned"}
        changes["reason_values"] = {"count": job.attempts}
    expired = Job.objects.filter(pk=job.pk, lease=job.lease, lease_expires_at=job.lease_expires_at)
    if not expired.update(state=state, lease=None, lease_expires_at=None, **changes):
        return Job.State.RUNNING
    logger.warning("The worker of job %s is gone; the job is now %s.", job.pk, state)
    return state


def sweep_attempts() -> int:
    """Remove the directories in WORK_DIR of attempts that no longer hold their job."""
    directories = [entry for entry in Path(settings.WORK_DIR).glob("*-*") if entry.is_dir() and not is_held(entry.name)]
    for directory in directories:
        shutil.rmtree(directory, ignore_errors=True)
    return len(directories)


def is_held(name: str) -> bool:
    """Whether what is named "<job>-<lease>" belongs to an attempt that goes on, or is not an attempt's at all."""
    match = ATTEMPT.fullmatch(name)
    if match is None:
        return True  # not ours to remove
    held = Job.objects.filter(pk=int(match[1]), lease=uuid.UUID(match[2]), state=Job.State.RUNNING)
    return held.exists()
