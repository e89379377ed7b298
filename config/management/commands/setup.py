from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from config.choosing import Unsettled
from config.installing import administrator, asking, finishing


class Command(BaseCommand):
    help = (
        "Make an empty archive ready, or bring it up to date after an upgrade: settings file, folders, database, "
        "static files, front pages, search index, first administrator. Asks what it must; what is there stays."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        asking.add_options(parser)

    def handle(self, *, no_input: bool, **options: object) -> None:
        if not settings.LIVE:
            raise CommandError("`setup` makes a live archive, and these settings are for development: use `make demo`.")
        asker = asking.Asker(
            {name: value for name, value in options.items() if isinstance(value, str)}, silent=no_input
        )
        try:
            with override("en"):  # what Django says of a bad password, too
                finishing.finish(asker, self.stdout.write)
                administrator.first(asker, self.stdout.write)
        except Unsettled as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The archive is ready for {settings.WAGTAILADMIN_BASE_URL}/ as soon as its services run.")
