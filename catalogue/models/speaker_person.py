from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.authority import Authority


class SpeakerPerson(models.Model):
    """Which person a speaker is. Who may read her name is asked of the gate each time, as for every name."""

    speaker = models.OneToOneField("subtitles.Speaker", models.CASCADE, related_name="person_link")
    authority = models.ForeignKey(Authority, models.CASCADE, related_name="heard_as", verbose_name=_("person"))

    class Meta:
        verbose_name = _("person who is heard")
        verbose_name_plural = _("persons who are heard")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.speaker}: {self.authority}"
