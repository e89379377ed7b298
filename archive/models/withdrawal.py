from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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
