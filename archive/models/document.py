import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.restrictable import Restrictable


class Document(Restrictable):
    """A paged text, such as a book's PDF."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("working title"), max_length=250)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title
