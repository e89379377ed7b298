"""What attempts build and store, named by their lease (see `archive.transcoding`): whose goes on, and whose is over."""

import re
import shutil
import uuid
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from archive.jobs.kinds import Report, register
from archive.models import Job
from archive.wording import NOTHING, Said

# What goes into a store has no number that counts in its name: a reader may be sent there, and sees it.
SET = "set"
SWEEP = "sweep_attempts"
SWEEP_EVERY_SECONDS = 3600

ATTEMPT = re.compile(rf"(?:\d+|{SET})-([0-9a-f-]{{32,36}})")


def sweep() -> int:
    """Remove the directories in WORK_DIR of attempts that no longer hold their job; returns how many."""
    directories = [entry for entry in Path(settings.WORK_DIR).glob("*-*") if entry.is_dir() and not is_held(entry.name)]
    for directory in directories:
        shutil.rmtree(directory, ignore_errors=True)
    return len(directories)


def is_held(name: str) -> bool:
    """Whether what is named "<job>-<lease>" or "set-<lease>" is of an attempt that goes on, or of none at all."""
    match = ATTEMPT.fullmatch(name)
    if match is None:
        return True  # not ours to remove
    return Job.objects.filter(lease=uuid.UUID(match[1]), state=Job.State.RUNNING).exists()


@register(SWEEP, _("Clearing away what workers left behind"))
def sweep_attempts(job: Job, report: Report) -> Said:
    """What killed workers left half-built."""
    sweep()
    return NOTHING
