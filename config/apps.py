from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, pre_migrate


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # Nothing of Django's models may be imported before this.
        from archive.jobs import periodic
        from config import checks, findings  # noqa: F401 - the checks register themselves
        from config.accounts import throttle
        from config.installing import marking

        findings.register_all()
        periodic.register("login attempts", throttle.FORGET_EVERY_SECONDS, throttle.forget)

        # Django tells only apps with models about migrations. Before them, so that what comes in is marked already;
        # after them, since an empty database on PostgreSQL has nothing yet that could be marked.
        for moment in (pre_migrate, post_migrate):
            moment.connect(marking.mark_live, sender=apps.get_app_config("archive"), dispatch_uid="config.live")
