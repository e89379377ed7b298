from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.Model):
    """What a group of members is to the gate. It goes by this code, so that a group may be called anything."""

    class Code(models.TextChoices):
        RESEARCHER = "researcher", _("Researcher")
        INVITED = "invited", _("Invited translator")
        TRANSLATOR = "translator", _("Translator")
        ARCHIVIST = "archivist", _("Archivist")

    group = models.OneToOneField(Group, models.CASCADE, related_name="role")
    code = models.CharField(_("role"), max_length=20, choices=Code.choices)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return str(self.get_code_display())
