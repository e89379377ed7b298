import json
import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import track

from archive.models import Original
from archive.preservation import fixity
from archive.preservation.fixity import FixityResult, Verdict


class Command(BaseCommand):
    help = "Read every original from disk and compare it with the SHA-256 it was sealed under."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--overdue", action="store_true", help="only originals not verified for 90 days")
        parser.add_argument("--json", action="store_true", dest="as_json", help="write one JSON list, nothing else")

    def handle(self, *, overdue: bool, as_json: bool, **options: object) -> None:
        originals = Original.objects.all()
        if overdue:
            originals = Original.objects.due_for_fixity(timezone.now(), fixity.EVERY)
        quiet = not sys.stderr.isatty()
        console = Console(stderr=True)
        watched = track(originals, _("Verifying"), len(originals), console=console, disable=quiet, transient=True)
        results = [(original, fixity.verify(original)) for original in watched]
        bad = [(original, result) for original, result in results if result.verdict != Verdict.MATCH]
        if as_json:
            self.stdout.write(json.dumps([as_dict(*pair) for pair in results], indent=2))
        else:
            self._report(len(results), bad)
        if bad:
            sys.exit(1)

    def _report(self, count: int, bad: list[tuple[Original, FixityResult]]) -> None:
        for original, result in bad:
            self.stdout.write(f"{result.verdict}  {original.pk}  {original.key}  {result.expected}  {result.actual}")
        self.stdout.write(_("%(count)s verified, %(bad)s not as they were.") % {"count": count, "bad": len(bad)})


def as_dict(original: Original, result: FixityResult) -> dict[str, object]:
    return {
        "original": original.pk,
        "verdict": str(result.verdict),
        "expected": result.expected,
        "actual": result.actual,
    }
