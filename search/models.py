from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PendingUpdate(models.Model):
    """A work whose public face changes at `due_at`, and which the index has to read again then.

    Written in the transaction that makes the change, so that it is kept or forgotten with it; deleted once the index
    has followed. No foreign key: a work that is deleted has to leave the index too.
    """

    work_id = models.PositiveBigIntegerField(db_index=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("pending update of the search index")
        verbose_name_plural = _("pending updates of the search index")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"work:{self.work_id}"
