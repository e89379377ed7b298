from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# To add a track is to import one; to change one is to publish or unpublish it. Nobody may delete one: a translator's
# text is never lost.
GRANTS = ("subtitles.view_track", "subtitles.add_track", "subtitles.change_track", "subtitles.view_revision")
# Whoever is invited for single tracks works on those; `subtitles.querysets` says which.
INVITED = ("subtitles.view_track", "subtitles.change_track")
# The rules are the organisation's: a translator chooses among them.
# Terms are everybody's who translates; what comes in files, and what goes, is decided by archivists.
OF_TERMS = ("subtitles.view_term", "subtitles.add_term", "subtitles.change_term", "subtitles.view_memoryfile")
OF_FILES = ("subtitles.delete_term", "subtitles.add_memoryfile", "subtitles.delete_memoryfile")
OF_RULES = ("subtitles.view_profile", "subtitles.add_profile", "subtitles.change_profile", "subtitles.delete_profile")


class SubtitlesConfig(AppConfig):
    name = "subtitles"
    verbose_name = _("Subtitles")

    def ready(self) -> None:
        # Models must not be imported before this.
        from archive import groups, wording
        from archive.admin import panels
        from archive.jobs import periodic
        from subtitles import aligning, pending, sentences, transcribing, translating  # noqa: F401
        from subtitles.admin.panel import PANEL
        from subtitles.memory import keeping as remembering
        from subtitles.workbench import keeping

        wording.register(sentences.SENTENCES)
        groups.grant_after_migrations(
            self,
            {
                "translator": [*GRANTS, *OF_TERMS],
                "archivist": [*GRANTS, *OF_TERMS, *OF_FILES, *OF_RULES],
                "invited": INVITED,
            },
        )
        panels.register(PANEL)
        periodic.register("subtitle files nobody decided about", pending.SWEEP_EVERY_SECONDS, pending.sweep)
        periodic.register("translation memory", remembering.FOLLOW_EVERY_SECONDS, remembering.follow)
        periodic.register("translation memory, tidied", remembering.TIDY_EVERY_SECONDS, remembering.tidy)
        periodic.register("checkpoints of the workbench", keeping.EVERY_SECONDS, keeping.keep)
