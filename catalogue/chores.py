"""What the catalogue does for itself again and again, as jobs."""

from django.utils.translation import gettext_lazy as _

from archive.jobs.kinds import Report, register
from archive.models import Job
from archive.wording import NOTHING, Said
from catalogue import checking

CHECK = "check_access"


@register(CHECK, _("Checking what the gate goes by"))
def check_access(job: Job, report: Report) -> Said:
    """Compute anew who may see what; what differs waits for an archivist."""
    checking.check()
    return NOTHING
