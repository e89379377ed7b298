from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

REFRESH_SECONDS = 30
PURGE_SECONDS = 3600


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        # Models must not be imported before this; the checks register themselves.
        from archive.jobs import periodic
        from archive.preservation import manifest
        from search import analysis, findings, receivers
        from search.index import outbox, purging

        receivers.connect()
        findings.register_all()
        manifest.register_version("analysis", analysis.fingerprint)
        periodic.register("search.refresh", REFRESH_SECONDS, outbox.refresh)
        periodic.plan_every(purging.PURGE, PURGE_SECONDS)
