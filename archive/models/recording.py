import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.access import lending
from archive.languages import CHOICES
from archive.models.restrictable import Restrictable


class Recording(Restrictable):
    """One audio or video that the public could play. `title` is a working label for staff, never shown to visitors."""

    class Kind(models.TextChoices):
        AUDIO = "audio", _("Audio")
        VIDEO = "video", _("Video")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("working title"), max_length=250)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    language = models.CharField(_("language spoken"), max_length=20, choices=CHOICES, blank=True)
    duration_ms = models.PositiveBigIntegerField(_("duration in milliseconds"), null=True, editable=False)
    # What is to be streamed; the work on it may still be under way.
    assembly = models.ForeignKey(
        "archive.Assembly", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    # The pointer: what is streamed is the set this names, and nothing else. It is flipped in one UPDATE.
    rendition_set = models.ForeignKey(
        "archive.RenditionSet", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["language"])]

    def __str__(self) -> str:
        return self.title

    @property
    def lent_as(self) -> str:
        return lending("recording", self.pk)

    def recording_ids(self) -> list[int]:
        return [self.pk]
