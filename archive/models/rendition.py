import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive import wording
from archive.models.said import code_field, values_field


class RenditionSet(models.Model):
    """All that is streamed of one assembly, and named by its identity. Built beside the live one; live when pointed at.

    `directory` is its key in the store of renditions, a name of its own for every attempt. A row exists only for a set
    that was checked and moved into place.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recording = models.ForeignKey("archive.Recording", models.CASCADE, related_name="rendition_sets")
    assembly = models.ForeignKey("archive.Assembly", models.RESTRICT, related_name="rendition_sets")
    directory = models.CharField(max_length=120, unique=True)
    duration_ms = models.PositiveBigIntegerField()
    loudness_lufs = models.FloatField(_("integrated loudness, LUFS"), null=True)
    gain_db = models.FloatField(_("gain applied, dB"), null=True)
    warning_code = code_field()
    warning_values = values_field()
    # Names of the side files the set holds: poster.jpg, sprites.vtt, peaks.json …
    extras = models.JSONField(default=list)
    built_at = models.DateTimeField(auto_now_add=True)
    # Since when another is live. Such a set is never pointed at again, and removed when no address leads to it.
    superseded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("rendition set")
        verbose_name_plural = _("rendition sets")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.recording_id}/{self.identity[:12]}"

    @property
    def identity(self) -> str:
        """SHA-256 of sources, edits and recipe: two sets that share it hold the same."""
        return self.assembly.identity

    @property
    def recipe(self) -> str:
        return self.assembly.recipe

    @property
    def warning(self) -> str:
        """What to know though it was published, in the reader's language; "" when all is well."""
        return wording.say(self.warning_code, self.warning_values)


class Rendition(models.Model):
    """One rung of the ladder. Sizes in square pixels (0 for sound), bandwidths in bits per second."""

    rendition_set = models.ForeignKey(RenditionSet, models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=20)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    frame_rate = models.FloatField(null=True)
    codecs = models.CharField(max_length=60)
    bandwidth = models.PositiveBigIntegerField()
    average_bandwidth = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["-bandwidth"]
        constraints = [models.UniqueConstraint(fields=["rendition_set", "name"], name="rendition_name_in_set")]

    def __str__(self) -> str:
        return self.name
