from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from subtitles.models.track import Track


class Presence(models.Model):
    """Who had a track open a moment ago, in which window, and on which cue. Nothing of it is kept."""

    TAB_LENGTH = 40

    track = models.ForeignKey(Track, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    tab = models.CharField(max_length=TAB_LENGTH)
    cue = models.UUIDField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["track", "user", "tab"], name="presence_of_a_window")]

    def __str__(self) -> str:
        return f"{self.track_id}: {self.user_id}"
