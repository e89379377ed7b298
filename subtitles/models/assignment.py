from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subtitles.models.track import Track


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def open(self) -> Self:
        """Those that are not done, what is due first in front."""
        return self.filter(done_at=None).order_by(F("due").asc(nulls_last=True), "pk")


class Assignment(models.Model):
    """Somebody's work on a track, or on the stretch of it from `start_ms` to `end_ms` of the recording; both are null
    where it is all of it. `due` is the day by which it is to be done."""

    class Task(models.TextChoices):
        TRANSLATE = "translate", _("Translate")
        REVIEW = "review", _("Review")

    track = models.ForeignKey(Track, models.CASCADE, related_name="assignments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments", verbose_name=_("who")
    )
    task = models.CharField(_("task"), max_length=10, choices=Task.choices, default=Task.TRANSLATE)
    start_ms = models.PositiveBigIntegerField(null=True, blank=True)
    end_ms = models.PositiveBigIntegerField(null=True, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(_("assigned"), auto_now_add=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(start_ms=None, end_ms=None) | Q(start_ms__lt=F("end_ms")), name="assignment_of_a_stretch"
            ),
        ]
        indexes = [models.Index(fields=["person", "done_at"], name="assignment_of_person")]

    def __str__(self) -> str:
        return f"{self.track_id}: {self.person_id} {self.task}"

    @property
    def is_whole(self) -> bool:
        return self.start_ms is None
