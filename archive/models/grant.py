from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Grant(models.Model):
    """One member may see one work for a time, whatever its audience and embargo. It never opens what was withdrawn.

    `source` names the work as restrictions do, such as work:12: this app knows no works.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants")
    source = models.CharField(max_length=60)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    because = models.CharField(_("because"), max_length=300, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(_("granted"), auto_now_add=True)

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [models.UniqueConstraint(fields=["user", "source"], name="grant_once")]
        indexes = [models.Index(fields=["source"])]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.source}"
