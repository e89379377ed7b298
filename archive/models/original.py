from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.filenames import display_name
from archive.querysets import OriginalQuerySet


class Original(models.Model):
    """A file as it was given to us, sealed under a name of our own and never changed.

    `key` is its address in the store of originals; `file_name` is what the giver called it, letter by letter, and is
    shown to staff alone, by `str()`; `technical` is what the probe found (see `archive.examine.media_info`).
    """

    class Role(models.TextChoices):
        MASTER = "master", _("Master")
        COPY = "copy", _("Copy")
        SIDE_A = "side_a", _("Side A")
        SIDE_B = "side_b", _("Side B")

    recording = models.ForeignKey("archive.Recording", models.PROTECT, null=True, blank=True, related_name="originals")
    document = models.ForeignKey("archive.Document", models.PROTECT, null=True, blank=True, related_name="originals")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MASTER)
    key = models.CharField(max_length=120, unique=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    size_bytes = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    media_type = models.CharField(_("media type"), max_length=100, editable=False)
    file_name = models.CharField(_("file name"), max_length=1024, editable=False)
    technical = models.JSONField(_("technical metadata"), default=dict, editable=False)
    sealed_at = models.DateTimeField(_("sealed"), auto_now_add=True)
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(_("last verified"), null=True, editable=False)

    objects = OriginalQuerySet.as_manager()

    class Meta:
        verbose_name = _("original")
        verbose_name_plural = _("originals")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recording__isnull=False, document__isnull=True)
                | Q(recording__isnull=True, document__isnull=False),
                name="original_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return display_name(self.file_name)
