from typing import NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from subtitles.models.change import WrittenOnce
from subtitles.models.stage import Stage
from subtitles.models.track import Track


class Step(models.Model):
    """That somebody put a track at a stage, append-only. `revision` is what she sent to review, approved or published,
    `comment` what she wrote to whoever goes on with it."""

    COMMENT_LENGTH = 2000

    track = models.ForeignKey(Track, models.PROTECT, related_name="steps")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    revision = models.ForeignKey("subtitles.Revision", models.PROTECT, null=True, related_name="steps")
    comment = models.TextField(_("comment"), max_length=COMMENT_LENGTH, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of the work")
        verbose_name_plural = _("steps of the work")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.track_id}: {self.stage}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise WrittenOnce
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # whatever Django's own takes

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise WrittenOnce
