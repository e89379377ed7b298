import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.access import Layer
from archive.models.restrictable import Restrictable


class Document(Restrictable):
    """A paged text, such as a book's PDF. It is words: where those of its work are closed, it is."""

    whole = Layer.WORDS
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("working title"), max_length=250)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class CleanCopy(models.Model):
    """What the public reads of a document: its pages without anything that tells who made them.

    `key` is its address in the store of renditions, a name of its own for every attempt; `removed` counts what was left
    out, by its name in PDF. A row exists only for a copy that lies in its place.
    """

    document = models.OneToOneField(Document, models.CASCADE, related_name="clean_copy")
    original = models.ForeignKey("archive.Original", models.PROTECT, related_name="clean_copies")
    recipe = models.CharField(_("recipe version"), max_length=20)
    key = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(_("pages"))
    removed = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("clean copy")
        verbose_name_plural = _("clean copies")

    def __str__(self) -> str:
        return f"{self.document_id}/{self.recipe}"
