from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# SQLite reads conditions no deeper than 1000.
_AT_ONCE = 200


class PendingUpdateQuerySet(models.QuerySet["PendingUpdate"]):
    def of(self, work_ids: list[int]) -> Self:
        return self.filter(work_id__in=work_ids)

    def delivered(self, versions: Mapping[int, int]) -> None:
        """The engine holds these versions; what was raised since stays pending."""
        told = list(versions.items())
        for first in range(0, len(told), _AT_ONCE):
            rows = [Q(work_id=pk, version__lte=version) for pk, version in told[first : first + _AT_ONCE]]
            self.filter(reduce(or_, rows)).delete()


class PendingUpdate(models.Model):
    """A work of which the search engine does not hold the newest version yet.

    Written in the transaction that raises the version, so that it is kept or forgotten with it; deleted once the engine
    has followed. No foreign key: a work that is deleted has to leave the index too.
    """

    work_id = models.PositiveBigIntegerField(primary_key=True)
    version = models.BigIntegerField()

    objects = PendingUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("pending update of the search index")
        verbose_name_plural = _("pending updates of the search index")

    def __str__(self) -> str:
        return f"work:{self.work_id}@{self.version}"
