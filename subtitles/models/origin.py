from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Who made a text. It belongs to a revision; a track shows that of the revision that is shown."""

    HUMAN = "human", _("Made by a person")
    MACHINE = "machine", _("Made by a machine")
    IMPORTED = "imported", _("Imported from a file")
    MIXED = "mixed", _("Made by a machine, revised by a person")


# What one revision can be; MIXED is said of a track alone.
OF_A_REVISION = [choice for choice in Origin.choices if choice[0] != Origin.MIXED]
