from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.work import Kind, Work


class RadioSeries(Work):
    """A radio programme that comes back, such as a weekly one."""

    KIND = Kind.RADIO_SERIES

    class Meta:
        verbose_name = _("radio series")
        verbose_name_plural = _("radio series")


class RadioEpisode(Work):
    """One programme of a series. `number` counts within its series where that is known."""

    KIND = Kind.RADIO_EPISODE

    series = models.ForeignKey(RadioSeries, models.PROTECT, related_name="episodes", verbose_name=_("series"))
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)

    class Meta:
        verbose_name = _("radio episode")
        verbose_name_plural = _("radio episodes")
        indexes = [models.Index(fields=["series", "number"])]
