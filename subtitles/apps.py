from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# To add a track is to import one; to change one is to publish or unpublish it. Nobody may delete one: a translator's
# text is never lost.
ROLES = ("archivist", "translator")
GRANTS = ("subtitles.view_track", "subtitles.add_track", "subtitles.change_track", "subtitles.view_revision")


class SubtitlesConfig(AppConfig):
    name = "subtitles"
    verbose_name = _("Subtitles")

    def ready(self) -> None:
        # Models must not be imported before this.
        from archive import groups, wording
        from archive.admin import panels
        from subtitles import sentences
        from subtitles.admin.panel import PANEL

        wording.register(sentences.SENTENCES)
        groups.grant_after_migrations(self, dict.fromkeys(ROLES, GRANTS))
        panels.register(PANEL)
