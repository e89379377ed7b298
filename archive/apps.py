from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("Archive")

    def ready(self) -> None:
        # Models must not be imported before this; the checks and the kinds of jobs register themselves.
        from archive import checks, chores, groups, sentences, wording  # noqa: F401
        from archive.documents import job  # noqa: F401
        from archive.preservation import withdrawals
        from archive.storage import checks as storage_checks  # noqa: F401
        from archive.transcoding import run  # noqa: F401

        wording.register(sentences.SENTENCES)
        groups.grant_after_migrations(self, groups.GRANTS)
        withdrawals.connect()
        chores.register_all()
