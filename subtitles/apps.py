from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubtitlesConfig(AppConfig):
    name = "subtitles"
    verbose_name = _("Subtitles")
