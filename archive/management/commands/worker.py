from argparse import ArgumentParser

from django.core.checks import Tags
from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS

from archive.jobs import worker


class Command(BaseCommand):
    help = (
        "Do the archive's work: transcode what came in, and all that has to happen again and again. Runs until it is "
        "stopped with Ctrl-C; a job that is running then goes back to the queue. Several workers may run at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until-idle", action="store_true", help="stop when no job is waiting or running any more")

    def handle(self, *, until_idle: bool, **options: object) -> None:
        self.check(tags=[Tags.database], databases=[DEFAULT_DB_ALIAS])
        worker.work(until_idle=until_idle)
