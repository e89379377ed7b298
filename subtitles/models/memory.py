from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.languages import CHOICES


class MemoryFile(models.Model):
    """A translation memory that came in a file: what it holds is suggested to everybody who translates."""

    name = models.CharField(_("file name"), max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("taken in"), auto_now_add=True)

    class Meta:
        verbose_name = _("translation memory from a file")
        verbose_name_plural = _("translation memories from files")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class MemoryPair(models.Model):
    """A text and its translation, as a file brought them. `by` is whom the file names."""

    file = models.ForeignKey(MemoryFile, models.CASCADE, related_name="pairs")
    source_language = models.CharField(max_length=20, choices=CHOICES)
    source = models.TextField()
    target_language = models.CharField(max_length=20, choices=CHOICES)
    target = models.TextField()
    by = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("pair of a translation memory")
        verbose_name_plural = _("pairs of a translation memory")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
