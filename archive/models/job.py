import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from archive import wording
from archive.models.said import code_field, values_field
from archive.querysets import JobQuerySet

# The codes of `Job.OPEN`, which a class body cannot be asked for from within.
_LIVE = Q(state__in=("waiting", "running"), cancel_requested=False)


class Job(models.Model):
    """The truth about a piece of work. The queue only delivers "work on job 17", perhaps twice, perhaps late.

    `progress` is 0-1000 (per mille). `lease` is a token drawn anew by every attempt: a worker whose token is no
    longer in the row has lost the job. `step` is a source string, translated for whoever looks. The reason, why it
    failed or what to know though it worked, is a code and values (see `archive.wording`). A job that failed and is to
    be tried again waits until `not_before`. `target` is None for work that is about no one thing, and where the thing
    is gone; see `archive.jobs.targets`. Of each pool the job of the highest `priority` is taken first, then the oldest.

    Of one kind, about one thing, with one `key` (made from the parameters), at most one job is open and not called
    off. Every moment is the database's: its clock is the one that all workers share.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    class Pool(models.TextChoices):
        """What may hold up what: light work never waits for heavy."""

        LIGHT = "light", _("Light")
        HEAVY = "heavy", _("Heavy")

    OPEN = (State.WAITING, State.RUNNING)

    kind = models.CharField(_("kind"), max_length=40)
    target_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    target_id = models.PositiveBigIntegerField(null=True, blank=True)
    target = GenericForeignKey("target_type", "target_id")
    pool = models.CharField(_("pool"), max_length=5, choices=Pool.choices, default=Pool.LIGHT)
    priority = models.SmallIntegerField(_("priority"), default=0)
    # The job that planned this one.
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    # What the kind of work needs to know beside its target; codes and numbers, never sentences.
    parameters = models.JSONField(default=dict, editable=False)
    key = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    step = models.CharField(_("step"), max_length=60, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    lease_expires_at = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(_("worker"), max_length=100, blank=True)
    cancel_requested = models.BooleanField(default=False)
    reason_code = code_field()
    reason_values = values_field()
    created_at = models.DateTimeField(_("created"), db_default=Now())
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "pool", "-priority", "id"]),
            models.Index(fields=["state", "lease_expires_at"]),
            models.Index(fields=["target_type", "target_id"]),
            models.Index(fields=["kind", "created_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "target_type", "target_id", "key"], condition=_LIVE, name="one_open_job_about_a_thing"
            ),
            # No two NULLs are alike to a database.
            models.UniqueConstraint(
                fields=["kind", "key"], condition=_LIVE & Q(target_type=None), name="one_open_job_about_no_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it is not over yet."""
        return self.state in self.OPEN

    @property
    def reason(self) -> str:
        """Why, in the reader's language; "" when there is nothing to say."""
        return wording.say(self.reason_code, self.reason_values)

    @staticmethod
    def new_lease() -> uuid.UUID:
        return uuid.uuid4()
