from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subtitles import rules


class Base(models.TextChoices):
    """Whose numbers a profile begins with: the names of `subtitles.rules.PUBLISHED`."""

    OWN = "own", _("Röstarkivet's own")
    NETFLIX = "netflix", _("Netflix")
    SVT = "svt", _("Swedish public service")
    BBC = "bbc", _("BBC")


class Profile(models.Model):
    """An organisation's own rules for its tracks: somebody's published numbers, and where ours differ from them.

    `numbers` are {language: {name of a `rules.Numbers`: value}}, `severities` {code of a rule: severity or "off"}; what
    is not named there is as published. `words` are right in every track, one a line.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    base = models.CharField(_("published numbers"), max_length=10, choices=Base.choices, default=Base.OWN)
    numbers = models.JSONField(default=dict, blank=True, editable=False)
    severities = models.JSONField(default=dict, blank=True, editable=False)
    words = models.TextField(_("words that are right"), blank=True, help_text=_("Names and terms, one a line."))
    is_default = models.BooleanField(_("for every track"), default=False, editable=False)

    class Meta:
        verbose_name = _("rules for subtitles")
        verbose_name_plural = _("rules for subtitles")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_profile_for_every_track"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def rules(self) -> rules.Profile:
        return rules.PUBLISHED[self.base].changed(self.name, self.numbers, self.severities)
