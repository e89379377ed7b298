from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive import wording
from archive.models.said import code_field, values_field


class Event(models.Model):
    """What happened to a file or a rule, append-only. Kinds and outcomes follow the PREMIS vocabularies.

    It is about one row, named by `subject_type` ("original", "work") and `subject_id`, so that it outlives the row.
    `name` is what somebody called the thing, and only ever shown. What happened is `code` and `values`.
    """

    class Kind(models.TextChoices):
        INGESTION = "ingestion", _("Ingestion")
        VALIDATION = "validation", _("Validation")
        MESSAGE_DIGEST = "message digest calculation", _("Message digest calculation")
        FIXITY_CHECK = "fixity check", _("Fixity check")
        RECOVERY = "recovery", _("Recovery of a file")
        CREATION = "creation", _("Creation of renditions")
        POLICY = "policy assignment", _("Policy assignment")
        DISSEMINATION = "dissemination", _("Shown to one person")
        MODIFICATION = "metadata modification", _("Metadata modification")

    class Outcome(models.TextChoices):
        SUCCESS = "success", _("Success")
        WARNING = "warning", _("Warning")
        FAIL = "fail", _("Fail")

    at = models.DateTimeField(_("when"), auto_now_add=True)
    kind = models.CharField(_("event"), max_length=40, choices=Kind.choices)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    subject_type = models.CharField(_("about"), max_length=40, blank=True)
    subject_id = models.PositiveBigIntegerField(_("number"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=300, blank=True)
    code = code_field()
    values = values_field()
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["kind", "at"]),
            models.Index(fields=["code", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.outcome}"

    @property
    def detail(self) -> str:
        """What happened, in the reader's language."""
        return wording.say(self.code, self.values)

    @property
    def subject(self) -> str:
        """What it is about, for people: "recording 3", or a file's name where nothing was taken in."""
        thing = f"{self.subject_type} {self.subject_id}" if self.subject_type else ""
        return f"{thing}: {self.name}" if thing and self.name else thing or self.name
