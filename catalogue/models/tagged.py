"""Child rows in an order, text that carries its language with it, and the choice of the best one for a reader."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.languages import CHOICES, Tagged, preference


class OrderedRow(models.Model):
    """A child row that stands where the archivist put it among its siblings."""

    sort_order = models.IntegerField(null=True, blank=True, editable=False)
    sort_order_field = "sort_order"

    class Meta:
        abstract = True
        ordering = ["sort_order"]


class TaggedRow(OrderedRow):
    """A child row that holds one text in one language."""

    language = models.CharField(_("language"), max_length=20, choices=CHOICES, default="sv")

    class Meta(OrderedRow.Meta):
        abstract = True
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.tagged().text

    def tagged(self) -> Tagged:
        return Tagged.of(self.words(), self.language)

    def words(self) -> str:
        """The text itself, under one name for every kind of row."""
        raise NotImplementedError


class NameRow(TaggedRow):
    """A name or title: one line."""

    text = models.CharField(_("text"), max_length=300)

    class Meta(TaggedRow.Meta):
        abstract = True

    def words(self) -> str:
        return self.text


class NoteRow(TaggedRow):
    """A description: paragraphs of plain text."""

    body = models.TextField(_("text"))

    class Meta(TaggedRow.Meta):
        abstract = True

    def words(self) -> str:
        return self.body


def best(rows: Iterable[TaggedRow], reader: str) -> Tagged | None:
    """The row in the best language for someone who reads `reader`; of several in one language the first."""
    order = {tag: position for position, tag in enumerate(preference(reader))}
    chosen = min(rows, key=lambda row: order.get(row.language, len(order)), default=None)
    return chosen.tagged() if chosen else None
