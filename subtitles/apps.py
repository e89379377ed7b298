from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SubtitlesConfig(AppConfig):
    name = "subtitles"
    verbose_name = _("Subtitles")

    def ready(self) -> None:
        from subtitles.permissions import grant  # noqa: PLC0415 - models must not be imported before this

        post_migrate.connect(grant, sender=self, dispatch_uid="subtitles.permissions")
