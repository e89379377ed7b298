import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from archive import works
from archive.filenames import display_name
from archive.ingest import batch
from archive.ingest.batch import Report
from archive.languages import LANGUAGES

STOPPED = 130  # what a shell answers for Ctrl-C


class Command(BaseCommand):
    help = "Take files into the archive: each is examined, sealed under its SHA-256, and made ready to be played."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=given, metavar="PATH", help="a file, or a folder of files")
        parser.add_argument("--work", metavar="SLUG", help="tie every file to the work with this slug")
        parser.add_argument("--language", default="", choices=LANGUAGES, help="the language spoken in the files")
        parser.add_argument("--wait", action="store_true", help="do the work here and wait until all is published")
        parser.add_argument("--json", action="store_true", dest="as_json", help="write one JSON list, nothing else")

    def handle(
        self, *, paths: list[Path], work: str | None, language: str, wait: bool, as_json: bool, **options: object
    ) -> None:
        self._check(work)
        results: list[Report] = []
        try:
            with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as progress:
                files = list(batch.files_below(paths))
                bar = progress.add_task(_("Files"), total=len(files))
                for path in files:
                    results.append(self._take(path, progress, work=work or "", language=language, wait=wait))
                    progress.advance(bar)
                    if not as_json:
                        self._say(line(results[-1]), progress)
            status = 0 if all(succeeded(result) for result in results) else 1
        except KeyboardInterrupt:
            self.stderr.write(_("Stopped. What was taken in stays; give the same command again to go on."))
            status = STOPPED
        if as_json:
            self.stdout.write(printable(json.dumps(results, ensure_ascii=False, indent=2)))
        if status:
            sys.exit(status)

    def _say(self, text: str, progress: Progress) -> None:
        """Above the bar where both share a terminal: what is written past it would be wiped away with it."""
        if self.stdout.isatty() and not progress.disable:
            progress.console.out(text, highlight=False)
        else:
            self.stdout.write(text)

    def _check(self, slug: str | None) -> None:
        try:
            if slug:
                works.find(slug)
        except works.UnknownWorkError as error:
            raise CommandError(str(error)) from error

    def _take(self, path: Path, progress: Progress, *, work: str, language: str, wait: bool) -> Report:
        taken = batch.take(path, language=language, work=work)
        if not wait:
            return taken.as_json()
        return taken.as_json() | self._wait(taken, progress)

    def _wait(self, taken: batch.Taken, progress: Progress) -> Report:
        if taken.original is None:
            return asdict(batch.Published("failed", taken.reason))
        name = escape(display_name(taken.path.name))
        bar = progress.add_task(name, total=1000)

        def watch(per_mille: int, step: str) -> None:
            progress.update(bar, completed=per_mille, description=f"{name}: {_(step)}" if step else name)

        published = batch.publish(taken.original, watch)
        progress.remove_task(bar)
        # What a duplicate was told stands, unless the work itself has more to say.
        return asdict(published) | {"reason": published.reason or taken.reason}


def given(path: str) -> Path:
    """A path as it was typed. An empty one is a script's empty variable; it never means the folder we are in."""
    if not path:
        raise ArgumentTypeError("a path must not be empty")
    return Path(path)


def printable(text: str) -> str:
    """JSON in which the bytes of a name that are no UTF-8 stand as escapes, as Python itself reads them back."""
    return text.encode(errors="backslashreplace").decode()


def succeeded(result: Report) -> bool:
    return result["outcome"] != "refused" and result.get("state") != "failed"


def line(result: Report) -> str:
    """One line for people; whatever stands in a file's name, it stays one line."""
    parts = [display_name(result["path"].rpartition("/")[2]), result["outcome"], result.get("state"), result["reason"]]
    parts += [result.get("warning"), result["sha256"]]
    if result["recording"]:
        parts.append(_("recording %(id)s") % {"id": result["recording"]})
    return "  ".join(part for part in parts if part)
