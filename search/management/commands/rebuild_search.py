import json
import sys
import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from search.exceptions import EngineUnavailableError
from search.index import build
from search.index.items import public_works


class Command(BaseCommand):
    help = (
        "Build the search index anew from what is public now. Search goes on with the old one until it is done; where "
        "that is lost or damaged, nothing of it is needed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="write one JSON object, nothing else")

    def handle(self, *, as_json: bool, **options: object) -> None:
        started = time.monotonic()
        works = public_works().count()
        try:
            with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as progress:
                bar = progress.add_task(_("Works"), total=works)
                items = build.rebuild(lambda done: progress.update(bar, completed=done))
        except EngineUnavailableError as error:
            raise CommandError(_sentence(error)) from error
        seconds = round(time.monotonic() - started, 2)
        if as_json:
            self.stdout.write(json.dumps({"works": works, "items": items, "seconds": seconds}))
        else:
            line = _("%(items)d recordings and silent works of %(works)d works indexed in %(seconds)s s.")
            self.stdout.write(line % {"items": items, "works": works, "seconds": seconds})


def _sentence(error: EngineUnavailableError) -> str:
    if error.full:
        return _(
            "There is no room left on the disk for the search index. Nothing was changed; make room and try again."
        )
    return _("The search index cannot be written: %(error)s") % {"error": error}
