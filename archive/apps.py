from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("Archive")

    def ready(self) -> None:
        from archive import checks, ingest  # noqa: F401  (the checks register themselves)
        from archive.jobs import periodic, reaper
        from archive.transcoding import run  # noqa: F401  (so does the handler of "transcode")

        periodic.register("reaper", reaper.EVERY_SECONDS, reaper.reap)
        periodic.register("interrupted uploads", ingest.RESUME_EVERY_SECONDS, ingest.resume)
