from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Translator(models.Model):
    """What an archivist says of a member who translates: the codes of the languages that she writes.

    Without such a row, or without a language in it, she writes every language.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="translator")
    languages = models.JSONField(_("languages"), default=list, blank=True)

    class Meta:
        verbose_name = _("translator")
        verbose_name_plural = _("translators")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}: {' '.join(self.languages)}"
