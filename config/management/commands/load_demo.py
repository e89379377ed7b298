import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from demo.load import load


class Command(BaseCommand):
    help = "Load the demonstration collection: accounts, pages, records, stand-in media and their subtitles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="write one JSON object, nothing else")

    def handle(self, *, as_json: bool, **options: object) -> None:
        if settings.HTTPS:
            raise CommandError(
                "This is a live archive: the demonstration's accounts have passwords that everybody can read. "
                "Load it where ROSTARKIVET_HTTPS is false, such as with `make demo`."
            )
        loaded = load(Console(stderr=True, quiet=as_json))
        if as_json:
            self.stdout.write(json.dumps(asdict(loaded), ensure_ascii=False, indent=2))
        if not loaded.complete:
            sys.exit(1)
