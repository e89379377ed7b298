from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """What happened to a file or a rule, append-only. Kinds and outcomes follow the PREMIS vocabularies.

    `subject` names the thing as "original:17" or "recording:3", or holds the file's name when nothing was taken in,
    so that an event outlives what it is about.
    """

    class Kind(models.TextChoices):
        INGESTION = "ingestion", _("Ingestion")
        VALIDATION = "validation", _("Validation")
        MESSAGE_DIGEST = "message digest calculation", _("Message digest calculation")
        FIXITY_CHECK = "fixity check", _("Fixity check")
        CREATION = "creation", _("Creation of renditions")
        POLICY = "policy assignment", _("Policy assignment")
        MODIFICATION = "metadata modification", _("Metadata modification")

    class Outcome(models.TextChoices):
        SUCCESS = "success", _("Success")
        WARNING = "warning", _("Warning")
        FAIL = "fail", _("Fail")

    at = models.DateTimeField(_("when"), auto_now_add=True)
    kind = models.CharField(_("event"), max_length=40, choices=Kind.choices)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    subject = models.CharField(_("about"), max_length=300)
    detail = models.CharField(_("detail"), max_length=1000, blank=True)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject"])]

    def __str__(self) -> str:
        return f"{self.kind}: {self.outcome}"
