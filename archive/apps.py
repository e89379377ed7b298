from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("Archive")

    def ready(self) -> None:
        # Models must not be imported before this; the checks and the handlers of jobs register themselves.
        from archive import checks, groups, ingest, sentences, wording  # noqa: F401, PLC0415
        from archive.jobs import periodic, reaper  # noqa: PLC0415
        from archive.transcoding import publish, retire, run  # noqa: F401, PLC0415

        wording.register(sentences.SENTENCES)
        groups.grant_after_migrations(self, groups.GRANTS)
        periodic.register("reaper", reaper.EVERY_SECONDS, reaper.reap)
        periodic.register("interrupted uploads", ingest.RESUME_EVERY_SECONDS, ingest.resume)
        periodic.register("unpublished renditions", publish.SWEEP_EVERY_SECONDS, publish.sweep_unpublished)
        periodic.register("superseded renditions", retire.EVERY_SECONDS, retire.retire)
