import json
import sqlite3
import sys
import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from subtitles.memory import keeping


class Command(BaseCommand):
    help = (
        "Read the translation memory anew from all tracks and imported files. The worker keeps it up by itself; this "
        "is for after a restore, or where its file was lost."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="write one JSON object, nothing else")

    def handle(self, *, as_json: bool, **options: object) -> None:
        started = time.monotonic()
        try:
            with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as progress:
                bar = progress.add_task(_("Tracks"), total=None)
                pairs = keeping.follow(
                    anew=True, progress=lambda done, of: progress.update(bar, completed=done, total=of)
                )
        except (OSError, sqlite3.Error) as error:
            raise CommandError(_("The translation memory cannot be written: %(error)s") % {"error": error}) from error
        seconds = round(time.monotonic() - started, 2)
        if as_json:
            self.stdout.write(json.dumps({"pairs": pairs, "seconds": seconds}))
        else:
            line = _("%(pairs)d pairs of texts and their translations are held; it took %(seconds)s s.")
            self.stdout.write(line % {"pairs": pairs, "seconds": seconds})
