import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subtitles.webvtt import Word, cuetext


class Cue(models.Model):
    """A text and the time it stands, as one revision has it.

    `uuid` names the same cue in every revision that still holds it, however it was retimed or reworded. `payload` is
    raw WebVTT cue text in logical order, without marks of direction. `position` is its place in the file, from 0.
    `words` are a machine's, each as [text, start in milliseconds, end, confidence from 0 to 1 or null]; one for each of
    the text, or none. `machine`: a machine made it, and no person has changed its words or confirmed them since.
    `confirmed`: a person said that the text is right.
    """

    revision = models.ForeignKey("subtitles.Revision", models.CASCADE, related_name="cues")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    position = models.PositiveIntegerField()
    start_ms = models.PositiveBigIntegerField()
    end_ms = models.PositiveBigIntegerField()
    identifier = models.TextField(blank=True)
    settings = models.TextField(blank=True)
    payload = models.TextField(blank=True)
    words = models.JSONField(default=list, blank=True)
    machine = models.BooleanField(default=False)
    confirmed = models.BooleanField(default=False)

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

    def spoken(self) -> tuple[Word, ...]:
        """Its words with their times."""
        return tuple(Word(*word) for word in self.words)
