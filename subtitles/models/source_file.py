import hashlib
import zlib
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from subtitles.models.revision import Revision


class SourceFile(models.Model):
    """The file that a revision was read from, byte for byte, packed (zlib) beside its SHA-256 and size.

    It stands in the database: what a revision was read from comes and goes with it, in one transaction and in one
    backup. It has a row of its own, so that lists of revisions never carry it.
    """

    revision = models.OneToOneField(Revision, models.CASCADE, primary_key=True, related_name="source_file")
    packed = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("file as it came")
        verbose_name_plural = _("files as they came")

    def __str__(self) -> str:
        return f"{self.revision}: {self.sha256}"

    @classmethod
    def keep(cls, revision: Revision, data: bytes) -> Self:
        """Write down what the revision was read from; called once, where the revision is made."""
        sha256 = hashlib.sha256(data).hexdigest()
        return cls.objects.create(revision=revision, packed=zlib.compress(data), size=len(data), sha256=sha256)

    def content(self) -> bytes:
        """The bytes. Raises ValueError where they are not those that came."""
        data = zlib.decompress(bytes(self.packed))
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise ValueError(f"The file of revision {self.revision_id} is not the one that came.")
        return data
