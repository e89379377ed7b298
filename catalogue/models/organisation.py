from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from archive.access import Audience
from catalogue.models.authority import Authority
from catalogue.models.tagged import NameRow, NoteRow


class Organisation(Authority):
    """A body that made, funded, published or broadcast a work. Public by default, which adds nothing to its works."""

    mentioned_in = "Credit"
    mentioned_as = "organisation"

    audience = models.CharField(_("audience"), max_length=20, choices=Audience.choices, default=Audience.PUBLIC)
    part_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    founded = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True)

    class Meta(Authority.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


class OrganisationName(NameRow):
    organisation = ParentalKey(Organisation, related_name="names")

    class Meta(NameRow.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")


class OrganisationText(NoteRow):
    organisation = ParentalKey(Organisation, related_name="texts")

    class Meta(NoteRow.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")
