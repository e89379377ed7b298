from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("Archive")

    def ready(self) -> None:
        from archive import ingest
        from archive.jobs import periodic, reaper

        periodic.register("reaper", reaper.EVERY_SECONDS, reaper.reap)
        periodic.register("interrupted uploads", ingest.RESUME_EVERY_SECONDS, ingest.resume)
