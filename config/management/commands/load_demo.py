import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict

from django.core.management.base import BaseCommand
from rich.console import Console

from config.installing.guarding import refuse_demonstration
from demo.load import load


class Command(BaseCommand):
    help = "Load the demonstration collection: accounts, pages, records, stand-in media and their subtitles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="write one JSON object, nothing else")

    def handle(self, *, as_json: bool, **options: object) -> None:
        refuse_demonstration()
        loaded = load(Console(stderr=True, quiet=as_json))
        if as_json:
            self.stdout.write(json.dumps(asdict(loaded), ensure_ascii=False, indent=2))
        if not loaded.complete:
            sys.exit(1)
