"""What happened to a work in public: it was broadcast, it won something."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from archive.languages import CHOICES, Tagged
from catalogue.models.tagged import OrderedRow
from catalogue.models.work import Work


class Broadcast(OrderedRow):
    """A work was on the air. The date is empty where it is not known."""

    work = ParentalKey(Work, related_name="broadcasts")
    date = models.DateField(_("date"), null=True, blank=True, db_index=True)
    channel = models.CharField(_("channel"), max_length=120, blank=True)

    class Meta(OrderedRow.Meta):
        verbose_name = _("broadcast")
        verbose_name_plural = _("broadcasts")

    def __str__(self) -> str:
        return " ".join(filter(None, [self.channel, self.date.isoformat() if self.date else ""]))


class Award(OrderedRow):
    """A work, or the makers for it, won something."""

    work = ParentalKey(Work, related_name="awards")
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language of the name"), max_length=20, choices=CHOICES, default="sv")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    class Meta(OrderedRow.Meta):
        verbose_name = _("award")
        verbose_name_plural = _("awards")

    def __str__(self) -> str:
        return self.name

    def tagged(self) -> Tagged:
        return Tagged.of(self.name, self.language)
