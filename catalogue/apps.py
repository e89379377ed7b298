from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

MOMENTS_SECONDS = 10


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        # Models must not be imported before this; the preview registers itself.
        from wagtail.snippets.models import create_extra_permissions

        from archive import groups, health, opening, wording, works
        from archive.admin import panels, waiting
        from archive.admin.addresses import register_rule_page
        from archive.jobs import periodic
        from catalogue import (
            captions,
            checking,
            chores,
            face,
            linking,
            mentions,
            receivers,
            sentences,
            series,
            speaking,
            telling,
            ties,
            vocabulary,
        )  # fmt: skip
        from catalogue.admin import access, differing, persons, speakers, works_panel
        from catalogue.admin import captions as caption_pages
        from catalogue.admin.permissions import GRANTS, grant_pages
        from catalogue.editorial import frame, moderation, notices, scheduling
        from catalogue.models import Authority, Work
        from catalogue.public import preview  # noqa: F401
        from subtitles import speaking as voices
        from subtitles import vocabulary as spelling
        from subtitles.overview import works as overview

        wording.register(sentences.SENTENCES)
        telling.connect()
        receivers.connect()
        frame.connect()
        notices.connect()
        ties.connect()
        mentions.connect()
        works.register(linking.find)
        opening.register(captions.DEMAND)
        spelling.register(vocabulary.names_of)
        overview.register(series.WORKS)
        voices.register(speaking.persons)
        voices.register_guard(speaking.guarded)
        panels.register(works_panel.PANEL)
        panels.register(speakers.PANEL)
        panels.register(caption_pages.PANEL)
        panels.register_works(works_panel.works_of)
        panels.register_sources(works_panel.sources)
        health.register("rules", checking.NAME, checking.look)
        waiting.register(persons.SECTION)
        waiting.register(differing.SECTION)
        register_rule_page(Work, access.url)
        register_rule_page(Authority, access.url)
        # Wagtail makes the permissions to publish and lock after its own tables, which come after ours: too late.
        post_migrate.connect(create_extra_permissions, sender=self, dispatch_uid="catalogue.permissions")
        groups.grant_after_migrations(self, GRANTS)
        post_migrate.connect(grant_pages, sender=self, dispatch_uid="catalogue.pages")
        post_migrate.connect(moderation.dissolve_default, sender=self, dispatch_uid="catalogue.moderation")
        periodic.register("moments of works", MOMENTS_SECONDS, face.pass_moments)
        periodic.register("scheduled pages", scheduling.EVERY_SECONDS, scheduling.carry_out)
        periodic.plan_every(chores.CHECK, checking.EVERY_SECONDS, checking.is_due)
