from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.languages import CHOICES
from catalogue.models.work import Work


class AccessRequest(models.Model):
    """Somebody asks to hear or see what is sealed of a work. It is deleted when it is answered: it names a person."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="access_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    purpose = models.TextField(_("what it is for"), max_length=2000)
    language = models.CharField(max_length=20, choices=CHOICES)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("request for access")
        verbose_name_plural = _("requests for access")
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return f"{self.work_id}: {self.asked_at:%Y-%m-%d}"
