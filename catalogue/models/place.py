from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from catalogue.models.authority import Authority
from catalogue.models.ordered import OrderedRow
from catalogue.models.tagged import NameRow, NoteRow
from catalogue.models.work import Work


class Place(Authority):
    """Where something was recorded or what it is about. A place may endanger: closed until somebody opens it."""

    mentioned_in = "WorkPlace"
    mentioned_as = "place"

    part_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )

    class Meta(Authority.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")


class PlaceName(NameRow):
    place = ParentalKey(Place, related_name="names")

    class Meta(NameRow.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")


class PlaceText(NoteRow):
    place = ParentalKey(Place, related_name="texts")

    class Meta(NoteRow.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")


class WorkPlace(OrderedRow):
    work = ParentalKey(Work, related_name="place_links")
    place = models.ForeignKey(Place, models.CASCADE, related_name="work_links", verbose_name=_("place"))

    class Meta(OrderedRow.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return str(self.place)
