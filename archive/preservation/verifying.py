"""Fixity as jobs: once a day one for each recording or document with files that nobody read for long; nothing waits."""

from functools import partial
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.exceptions import JobFailed
from archive.jobs.kinds import Pool, Report, register
from archive.jobs.plan import plan
from archive.models import Document, Job, Original, Recording
from archive.preservation import fixity
from archive.preservation.fixity import FixityResult, Verdict
from archive.wording import NOTHING, Said

ALL, ONE = "verify_originals", "verify_files"
EVERY_SECONDS = 24 * 3600
MOST = 500  # originals a day: an archive that is new to this is read within weeks
PRIORITY = -10


def is_needed() -> bool:
    """Whether any original was not read for long."""
    return Original.objects.due_for_fixity(timezone.now(), fixity.EVERY).exists()


@register(ALL, _("Planning which files are verified"))
def verify_originals(job: Job, report: Report) -> Said:
    """Plan the reading of the originals neglected longest, as parts of this job."""
    overdue = Original.objects.due_for_fixity(timezone.now(), fixity.EVERY).select_related("recording", "document")
    things = dict.fromkeys(original.recording or original.document for original in overdue[:MOST])
    for done, thing in enumerate(things):
        report(1000 * done // len(things), gettext_noop("Planning"))
        plan(ONE, thing, priority=PRIORITY, parent=job)
    return NOTHING


@register(ONE, _("Verifying files"), pool=Pool.HEAVY, targets=["archive.Recording", "archive.Document"])
def verify_files(job: Job, report: Report) -> Said:
    """Compare the originals of one thing that are overdue with their SHA-256. Raises JobFailed when one is another."""
    thing = cast(Recording | Document, job.target)
    overdue = list(thing.originals.due_for_fixity(timezone.now(), fixity.EVERY))
    all_bytes, read_bytes, bad = sum(original.size_bytes for original in overdue), 0, list[FixityResult]()
    for original in overdue:
        result = fixity.verify(original, job.created_by, partial(_tell, report, read_bytes, all_bytes))
        read_bytes += original.size_bytes
        if result.verdict != Verdict.MATCH:
            bad.append(result)
    if bad:
        # What could not be read may be readable in a while; what is another file stays another.
        may_pass = all(result.verdict == Verdict.UNREADABLE for result in bad)
        raise JobFailed(Said.all_of(_said(result) for result in bad), may_pass=may_pass)
    return NOTHING


def _tell(report: Report, before_bytes: int, all_bytes: int, size_bytes: int) -> None:
    report(1000 * (before_bytes + size_bytes) // max(1, all_bytes), gettext_noop("Reading"))


def _said(result: FixityResult) -> Said:
    return Said(f"fixity.{result.verdict}", {"expected": result.expected, "actual": result.actual})
