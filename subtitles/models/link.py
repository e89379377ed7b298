from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subtitles.models.track import Track


class LinkQuerySet(models.QuerySet["Link"]):
    def standing(self) -> Self:
        """Those of cues that are there, between tracks of one recording. What a track hung on before it was moved away
        is kept, and counts again when it comes back."""
        return self.filter(gone=False, source__recording=F("track__recording"))


class Link(models.Model):
    """A cue hangs on a cue of the track that it was translated from, however either is split, merged or retimed.

    `cue` and `source_cue` are those that the link was made for. `held_by` is the cue that has ours by now, for one
    that was merged away; `stands_in` the same of the source's. `gone`: ours was deleted. `seen` is the source's text
    that ours was last held against, by whom and when; `stale`: its words are others by now, or it is gone.
    """

    track = models.ForeignKey(Track, models.CASCADE, related_name="links")
    cue = models.UUIDField()
    held_by = models.UUIDField()
    gone = models.BooleanField(default=False)
    source = models.ForeignKey(Track, models.CASCADE, related_name="links_to")
    source_cue = models.UUIDField()
    stands_in = models.UUIDField()
    seen = models.TextField(blank=True)
    stale = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link between cues")
        verbose_name_plural = _("links between cues")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["track", "cue", "source", "source_cue"], name="link_once_between_cues")
        ]
        indexes = [
            models.Index(fields=["track", "held_by"], name="link_held_by"),
            models.Index(fields=["source", "stands_in"], name="link_stands_in"),
            models.Index(fields=["source", "source_cue"], name="link_of_source_cue"),
            models.Index(fields=["track"], condition=Q(stale=True, gone=False), name="link_stale"),
        ]

    def __str__(self) -> str:
        return f"{self.track_id}/{self.held_by}: {self.source_id}/{self.stands_in}"
