from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("Archive")

    def ready(self) -> None:
        # Models must not be imported before this; the checks and the handlers of jobs register themselves.
        from archive import checks, groups, sentences, wording  # noqa: F401
        from archive.documents import job  # noqa: F401
        from archive.ingest import resume
        from archive.jobs import periodic, reaper
        from archive.preservation import withdrawals
        from archive.transcoding import publish, retire, run  # noqa: F401

        wording.register(sentences.SENTENCES)
        groups.grant_after_migrations(self, groups.GRANTS)
        periodic.register("reaper", reaper.EVERY_SECONDS, reaper.reap)
        periodic.register("interrupted uploads", resume.EVERY_SECONDS, resume.resume)
        periodic.register("unpublished renditions", publish.SWEEP_EVERY_SECONDS, publish.sweep_unpublished)
        withdrawals.connect()
        periodic.register("withdrawals the ledger lacks", withdrawals.CATCH_UP_SECONDS, withdrawals.catch_up)
        periodic.register("superseded renditions", retire.EVERY_SECONDS, retire.retire)
