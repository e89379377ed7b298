"""Fixity as jobs: once a day one job for every original that nobody read for long, below all other work."""

from typing import cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.exceptions import JobFailed
from archive.jobs.kinds import Pool, Report, register
from archive.jobs.plan import plan
from archive.models import Job, Original
from archive.preservation import fixity
from archive.preservation.fixity import Verdict
from archive.wording import NOTHING, Said

ALL, ONE = "verify_originals", "verify_original"
EVERY_SECONDS = 24 * 3600
MOST = 500  # a day: an archive that is new to this is read within weeks, and nothing else waits for it
PRIORITY = -10


def is_needed() -> bool:
    """Whether any original was not read for long."""
    return Original.objects.due_for_fixity(timezone.now(), fixity.EVERY).exists()


@register(ALL, _("Planning which originals are verified"))
def verify_originals(job: Job, report: Report) -> Said:
    """Plan the reading of the originals neglected longest, as parts of this job."""
    overdue = Original.objects.due_for_fixity(timezone.now(), fixity.EVERY)[:MOST]
    for done, original in enumerate(overdue):
        report(1000 * done // MOST, gettext_noop("Planning"))
        plan(ONE, original, priority=PRIORITY, parent=job)
    return NOTHING


@register(ONE, _("Verifying an original"), pool=Pool.HEAVY, targets=["archive.Original"])
def verify_original(job: Job, report: Report) -> Said:
    """Compare the file with its SHA-256. Raises JobFailed when it is not as it was."""
    original = cast(Original, job.target)

    def on_read(size_bytes: int) -> None:
        report(1000 * size_bytes // max(1, original.size_bytes), gettext_noop("Reading"))

    result = fixity.verify(original, job.created_by, on_read)
    if result.verdict != Verdict.MATCH:
        said = Said(f"fixity.{result.verdict}", {"expected": result.expected, "actual": result.actual})
        raise JobFailed(said, may_pass=result.verdict == Verdict.UNREADABLE)
    return NOTHING
