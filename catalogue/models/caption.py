from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.languages import name as name_of
from catalogue.models.radio import RadioSeries
from catalogue.models.work import Kind


class CaptionRequirement(models.Model):
    """Which captions a recording must have before a work takes it to the public.

    It is for the programmes of one series, for works of one kind, or for all works; of those that fit a work the most
    particular counts, so that one which asks for nothing frees a series. `languages` are BCP 47 tags.
    """

    series = models.OneToOneField(
        RadioSeries, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("series")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, blank=True)
    spoken = models.BooleanField(_("in the language that is spoken"), default=True)
    languages = models.JSONField(_("and in"), default=list, blank=True)

    class Meta:
        verbose_name = _("captions before publication")
        verbose_name_plural = _("captions before publication")
        ordering = ["-series", "-kind"]
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(series=None), name="captions_asked_once_of_a_kind"),
            models.CheckConstraint(condition=Q(series=None) | Q(kind=""), name="captions_of_series_or_kind"),
        ]

    def __str__(self) -> str:
        if self.series is not None:
            return str(self.series)
        return str(Kind(self.kind).label) if self.kind else gettext("All works")

    def language_names(self) -> list[str]:
        return [name_of(language) for language in self.languages]


class CaptionExemption(models.Model):
    """Why a recording goes out without the captions that are asked for, such as a film in which nobody speaks."""

    recording = models.OneToOneField("archive.Recording", models.CASCADE, related_name="caption_exemption")
    because = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("exception from captions")
        verbose_name_plural = _("exceptions from captions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.because
