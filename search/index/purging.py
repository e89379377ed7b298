"""The index purged of removed words, and looked through, by a job: in a large archive that takes minutes."""

from django.utils.translation import gettext_lazy as _

from archive.jobs.kinds import Report, register
from archive.models import Job
from archive.wording import NOTHING, Said
from search.index import outbox

PURGE = "purge_index"


@register(PURGE, _("Purging the search index of removed words"))
def purge_index(job: Job, report: Report) -> Said:
    """Wipe removed words from the index's file, and see whether it can still be read."""
    outbox.purge()
    return NOTHING
