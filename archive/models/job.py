import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive import wording
from archive.models.said import code_field, values_field
from archive.querysets import JobQuerySet


class Job(models.Model):
    """The truth about a piece of work. The queue only delivers "work on job 17", perhaps twice, perhaps late.

    `progress` is 0-1000 (per mille). `lease` is a token drawn anew by every attempt: a worker whose token is no
    longer in the row has lost the job. `step` is a source string, translated for whoever looks. The reason, why it
    failed or what to know though it worked, is a code and values (see `archive.wording`).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(_("kind"), max_length=40)
    target_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    target_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    # What the kind of work needs to know beside its target; codes and numbers, never sentences.
    parameters = models.JSONField(default=dict, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    step = models.CharField(_("step"), max_length=60, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    lease = models.UUIDField(null=True, blank=True)
    lease_expires_at = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(_("worker"), max_length=100, blank=True)
    cancel_requested = models.BooleanField(default=False)
    reason_code = code_field()
    reason_values = values_field()
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "lease_expires_at"]),
            models.Index(fields=["target_type", "target_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def reason(self) -> str:
        """Why, in the reader's language; "" when there is nothing to say."""
        return wording.say(self.reason_code, self.reason_values)

    @staticmethod
    def new_lease() -> uuid.UUID:
        return uuid.uuid4()
