from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.languages import CHOICES
from subtitles.models.track import Track


class Asked(models.Model):
    """Cues that a machine was asked to make for a recording, kept beside what came of it.

    `track` is the track that the cues go to, none for the machine's own; `revision` holds them once they are made.
    """

    recording = models.ForeignKey(
        "archive.Recording", models.PROTECT, related_name="%(class)ss", verbose_name=_("recording")
    )
    track = models.ForeignKey("subtitles.Track", models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    language = models.CharField(_("language"), max_length=20, choices=CHOICES)
    kind = models.CharField(_("kind"), max_length=12, choices=Track.Kind.choices, default=Track.Kind.SUBTITLES)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    revision = models.OneToOneField(
        "subtitles.Revision", models.PROTECT, null=True, blank=True, related_name="%(class)s"
    )

    class Meta:
        abstract = True
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.recording} ({self.language})"
