from collections.abc import Iterable
from typing import NoReturn, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.exceptions import RuleGuarded

M = TypeVar("M", bound=models.Model)


class WithdrawalQuerySet(models.QuerySet[M]):
    """Rows that are opened and closed by `archive.withdrawals` alone, and never erased."""

    def write_rows(self, rows: Iterable[M]) -> None:
        super().bulk_create(rows)

    def write(self, **values: object) -> int:
        return super().update(**values)

    def bulk_create(self, objs: Iterable[M], *args: object, **kwargs: object) -> NoReturn:
        raise RuleGuarded("Withdrawal", ["rows"])

    def update(self, **kwargs: object) -> NoReturn:
        raise RuleGuarded("Withdrawal", sorted(kwargs))

    def delete(self) -> NoReturn:
        raise RuleGuarded("Withdrawal", ["rows"])


class Withdrawal(models.Model):
    """That a thing was taken away from everyone but archivists: by whom, when, why, and from what rule.

    It is about one row, named as events name theirs. `source` is the work that it was withdrawn together with, such as
    work:12; "" where somebody asked for the thing itself. A row is open until the withdrawal is lifted; nothing else
    changes or removes it. The same is written beside the database: see `archive.preservation.withdrawals`.
    """

    subject_type = models.CharField(max_length=40)
    subject_id = models.PositiveBigIntegerField()
    withdrawn_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    because = models.CharField(max_length=300, blank=True)
    rule = models.JSONField(default=dict)
    source = models.CharField(max_length=60, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    lifted_because = models.CharField(max_length=300, blank=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"], condition=Q(lifted_at=None), name="withdrawn_once_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["source"])]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"

    def save(self, **kwargs: object) -> NoReturn:
        """Raises RuleGuarded: `archive.withdrawals` writes these rows."""
        raise RuleGuarded(type(self).__name__, [str(self)])

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        """Raises RuleGuarded: a withdrawal stands for ever."""
        raise RuleGuarded(type(self).__name__, [str(self)])
