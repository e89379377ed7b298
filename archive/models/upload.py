import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive import wording
from archive.filenames import display_name
from archive.models.said import code_field, values_field


class Upload(models.Model):
    """A file on its way in. It becomes an Original, or it was refused: why is a code and values (`archive.wording`).

    What the giver said stands here from the beginning, so that whoever finishes the upload after a crash knows it:
    `file_name` exactly as given, `announced_bytes`, `title`, `language`, the `recording` that this is a further
    original of, and the slug of the `work` to tie it to. `attempts` counts those to finish it.
    """

    class State(models.TextChoices):
        RECEIVING = "receiving", _("Receiving")
        ACCEPTED = "accepted", _("Accepted")
        DUPLICATE = "duplicate", _("Duplicate")
        REFUSED = "refused", _("Refused")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(_("file name"), max_length=1024)
    title = models.CharField(_("working title"), max_length=250, blank=True)
    language = models.CharField(_("language spoken"), max_length=20, blank=True)
    recording = models.ForeignKey("archive.Recording", models.PROTECT, null=True, blank=True, related_name="uploads")
    work = models.CharField(max_length=255, blank=True)
    announced_bytes = models.PositiveBigIntegerField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    size_bytes = models.PositiveBigIntegerField(null=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RECEIVING)
    reason_code = code_field()
    reason_values = values_field()
    original = models.ForeignKey("archive.Original", models.SET_NULL, null=True, blank=True, related_name="uploads")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return display_name(self.file_name)

    @property
    def reason(self) -> str:
        return wording.say(self.reason_code, self.reason_values)
