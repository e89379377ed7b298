import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive import wording
from archive.models.said import code_field, values_field


class Upload(models.Model):
    """A file on its way in. It becomes an Original, or it was refused: why is a code and values (`archive.wording`)."""

    class State(models.TextChoices):
        RECEIVING = "receiving", _("Receiving")
        ACCEPTED = "accepted", _("Accepted")
        DUPLICATE = "duplicate", _("Duplicate")
        REFUSED = "refused", _("Refused")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(_("file name"), max_length=255)
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
        return self.file_name

    @property
    def reason(self) -> str:
        return wording.say(self.reason_code, self.reason_values)
