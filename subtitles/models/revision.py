from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subtitles.models.origin import OF_A_REVISION, Origin


class Revision(models.Model):
    """One saved state of a track, append-only: nothing in it changes once it is written.

    `origin` says who made the text and `tool` with what, such as the name and version of a program; `created_by` is who
    saved it here.

    `header` is a WebVTT file's first block; `blocks` the blocks that are no cues, as
    {"kind", "text", "before": the position of the cue they stand in front of}; `report` what could not be read, as
    {"line", "reason": a code of `subtitles.reasons`, "text"}; `mended` what was not kept as it stood, with "was" and
    "became" for the text; `guesses` what only a person can decide, as {"code": one of `subtitles.doubts`, "count",
    "answer": true, false, or null where nobody decided, "values"}.

    `upto` makes it a checkpoint: its cues are the track's state at the change of this number (`subtitles.changes`), 0
    before the first. None for a revision that something else was done beside, which is then a number of changes too.
    """

    track = models.ForeignKey("subtitles.Track", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    origin = models.CharField(_("origin"), max_length=10, choices=OF_A_REVISION, default=Origin.IMPORTED)
    tool = models.CharField(_("made with"), max_length=100, blank=True)
    source = models.CharField(_("read from"), max_length=20, help_text=_("The name of a format, such as srt."))
    encoding = models.CharField(_("character encoding"), max_length=40, blank=True)
    file_name = models.CharField(_("file name"), max_length=255, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    header = models.TextField(default="WEBVTT")
    blocks = models.JSONField(default=list)
    report = models.JSONField(default=list)
    mended = models.JSONField(default=list)
    guesses = models.JSONField(default=list)
    upto = models.PositiveIntegerField(null=True, default=0, editable=False)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["track", "number"], name="revision_number_of_track"),
            models.CheckConstraint(condition=~Q(origin=Origin.MIXED), name="revision_of_one_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.track_id}/{self.number}"

    @property
    def open_guesses(self) -> list[dict[str, object]]:
        """Those of `guesses` that nobody decided."""
        return [guess for guess in self.guesses if guess["answer"] is None]

    @property
    def is_published(self) -> bool:
        return self.track.published_revision_id == self.pk
