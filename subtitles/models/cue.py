import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subtitles.webvtt import cuetext


class Cue(models.Model):
    """A text and the time it stands, as one revision has it.

    `uuid` names the same cue in every revision that still holds it, however it was retimed or reworded. `payload` is
    raw WebVTT cue text in logical order, without marks of direction. `position` is its place in the file, from 0.
    """

    revision = models.ForeignKey("subtitles.Revision", models.CASCADE, related_name="cues")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    position = models.PositiveIntegerField()
    start_ms = models.PositiveBigIntegerField()
    end_ms = models.PositiveBigIntegerField()
    identifier = models.TextField(blank=True)
    settings = models.TextField(blank=True)
    payload = models.TextField(blank=True)

    class Meta:
        verbose_name = _("cue")
        verbose_name_plural = _("cues")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="cue_position_in_revision"),
            models.UniqueConstraint(fields=["revision", "uuid"], name="cue_uuid_in_revision"),
            models.CheckConstraint(condition=Q(end_ms__gte=F("start_ms")), name="cue_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["revision", "start_ms"])]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """What a reader reads, lines divided by a line feed."""
        return cuetext.plain_text(self.payload)
