from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

REFRESH_SECONDS = 30
PURGE_SECONDS = 3600


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        # Models must not be imported before this; the checks register themselves.
        from archive.jobs import periodic  # noqa: PLC0415
        from archive.preservation import manifest  # noqa: PLC0415
        from search import analysis, checks, indexing, receivers  # noqa: F401, PLC0415

        receivers.connect()
        manifest.register_version("analysis", analysis.fingerprint)
        periodic.register("search.refresh", REFRESH_SECONDS, indexing.refresh)
        periodic.register("search.purge", PURGE_SECONDS, indexing.purge)
