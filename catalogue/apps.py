from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        from wagtail.snippets.models import create_extra_permissions  # noqa: PLC0415

        from archive import attachers, groups, panels, wording  # noqa: PLC0415
        from archive.jobs import periodic  # noqa: PLC0415
        from catalogue import (  # noqa: F401, PLC0415
            linking,
            mentions,
            moderation,
            notices,
            receivers,
            recording_panel,
            scheduling,
            sentences,
            spreading,
            ties,
        )
        from catalogue.permissions import GRANTS, grant_pages  # noqa: PLC0415

        wording.register(sentences.SENTENCES)
        receivers.connect()
        notices.connect()
        ties.connect()
        mentions.connect()
        attachers.register(linking.find)
        panels.register(recording_panel.PANEL)
        panels.register_works(recording_panel.works_of)
        # Wagtail makes the permissions to publish and lock after its own tables, which come after ours: too late.
        post_migrate.connect(create_extra_permissions, sender=self, dispatch_uid="catalogue.permissions")
        groups.grant_after_migrations(self, GRANTS)
        post_migrate.connect(grant_pages, sender=self, dispatch_uid="catalogue.pages")
        post_migrate.connect(moderation.dissolve_default, sender=self, dispatch_uid="catalogue.moderation")
        periodic.register("scheduled pages", scheduling.EVERY_SECONDS, scheduling.carry_out)
