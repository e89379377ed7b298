from typing import NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from subtitles.models.track import Track


class WrittenOnce(TypeError):
    """A row that stands for what somebody did is never written anew and never taken away."""


class ChangeQuerySet(models.QuerySet["Change"]):
    def update(self, **fields: object) -> NoReturn:
        raise WrittenOnce

    def delete(self) -> NoReturn:
        raise WrittenOnce


class Change(models.Model):
    """What somebody did to the cues of a track, append-only; see `subtitles.changes`.

    `number` is its place among the track's changes, from 1; `uuid` the name that its author's browser gave it, so that
    what is delivered twice is one change; `base` the newest number that its author had seen. `cue` names the cue that
    it is about, `other` the one that a split makes or a merge takes away. `data` holds the rest of it as it was sent,
    `result` what of it came to be otherwise. `made` is the moment by its author's clock, `at` by ours.
    """

    track = models.ForeignKey(Track, models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField(_("number"))
    uuid = models.UUIDField(editable=False)
    base = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    cue = models.UUIDField(null=True)
    other = models.UUIDField(null=True)
    data = models.JSONField()
    result = models.JSONField(default=dict)
    made = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["track", "number"], name="change_number_of_track"),
            models.UniqueConstraint(fields=["track", "uuid"], name="change_once_in_a_track"),
        ]
        indexes = [
            models.Index(fields=["track", "cue", "number"], name="change_of_cue"),
            models.Index(fields=["track", "other", "number"], name="change_of_other_cue"),
            models.Index(fields=["track", "kind", "number"], name="change_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.track_id}/{self.number}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise WrittenOnce
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # whatever Django's own takes

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise WrittenOnce
