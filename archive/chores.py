"""What the archive does for itself again and again: what takes long is planned as jobs, the rest done in a moment."""

from django.utils.translation import gettext_lazy as _

from archive.ingest import resume
from archive.jobs import attempts, periodic, reaper
from archive.jobs.kinds import Pool, Report, register
from archive.models import Job
from archive.preservation import verifying, withdrawals
from archive.transcoding import publish, retire
from archive.wording import NOTHING, Said


@register("resume_uploads", _("Finishing interrupted uploads"), pool=Pool.HEAVY)
def resume_uploads(job: Job, report: Report) -> Said:
    """Register what was sealed and never finished; a large file is read whole for it."""
    resume.resume(before_each=lambda: report(0))
    return NOTHING


@register("sweep_renditions", _("Clearing away unfinished renditions"))
def sweep_renditions(job: Job, report: Report) -> Said:
    """Look through the whole store of renditions."""
    publish.sweep_unpublished()
    return NOTHING


@register("retire_renditions", _("Removing replaced renditions"))
def retire_renditions(job: Job, report: Report) -> Said:
    """Remove sets that another took the place of."""
    retire.retire()
    return NOTHING


def register_all() -> None:
    """Have it all done for as long as a worker runs."""
    periodic.register("reaper", reaper.EVERY_SECONDS, reaper.reap)
    periodic.register("withdrawals the ledger lacks", withdrawals.CATCH_UP_SECONDS, withdrawals.catch_up)
    periodic.plan_every("resume_uploads", resume.EVERY_SECONDS)
    periodic.plan_every("sweep_renditions", publish.SWEEP_EVERY_SECONDS)
    periodic.plan_every("retire_renditions", retire.EVERY_SECONDS, retire.is_needed)
    periodic.plan_every(attempts.SWEEP, attempts.SWEEP_EVERY_SECONDS)
    periodic.plan_every(verifying.ALL, verifying.EVERY_SECONDS, verifying.is_needed)
