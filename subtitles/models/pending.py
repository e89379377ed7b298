import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.languages import CHOICES, Direction, direction
from subtitles.doubts import Answers
from subtitles.models.origin import OF_A_REVISION, Origin
from subtitles.models.track import Track


class PendingImport(models.Model):
    """A file that somebody sent and has not decided about yet: it is in no track, and nobody else meets it.

    `said` is what she answered to the guesses so far, `encoding` the one that she named. When the file was taken in,
    `revision` is what became of it and `data` is empty. See `subtitles.pending`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    recording = models.ForeignKey("archive.Recording", models.CASCADE, related_name="+")
    track = models.ForeignKey("subtitles.Track", models.CASCADE, null=True, related_name="+")
    language = models.CharField(_("language"), max_length=20, choices=CHOICES)
    kind = models.CharField(_("kind"), max_length=12, choices=Track.Kind.choices)
    origin = models.CharField(_("origin"), max_length=10, choices=OF_A_REVISION, default=Origin.IMPORTED)
    tool = models.CharField(_("made with"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    file_name = models.CharField(_("file name"), max_length=255, blank=True)
    data = models.BinaryField()
    said = models.JSONField(default=dict)
    encoding = models.CharField(_("character encoding"), max_length=40, blank=True)
    publish = models.BooleanField(default=False)
    revision = models.ForeignKey("subtitles.Revision", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("created"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("file that waits to be imported")
        verbose_name_plural = _("files that wait to be imported")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.recording}: {self.file_name}"

    @property
    def dir(self) -> Direction:
        return direction(self.language)

    @property
    def answers(self) -> Answers:
        return Answers(self.said, self.encoding)
