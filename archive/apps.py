from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("Archive")

    def ready(self) -> None:
        # Models must not be imported before this; the checks and the kinds of jobs register themselves.
        from archive import checks, chores, findings, groups, health, sentences, wording  # noqa: F401
        from archive.documents import job  # noqa: F401
        from archive.listening import job as listening  # noqa: F401
        from archive.listening.recognisers import checks as recogniser_checks
        from archive.preservation import withdrawals
        from archive.storage import checks as storage_checks  # noqa: F401
        from archive.transcoding import run  # noqa: F401
        from archive.translating import checks as translator_checks
        from archive.translating import sentences as of_translators

        wording.register(sentences.SENTENCES)
        wording.register(of_translators.SENTENCES)
        groups.grant_after_migrations(self, groups.GRANTS)
        withdrawals.connect()
        chores.register_all()
        findings.register_all()
        health.register("recogniser", _("Recognisers of speech"), recogniser_checks.look)
        health.register("translator", _("Machines that translate"), translator_checks.look)
