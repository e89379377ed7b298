import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from archive import health
from archive.health import State

WIDE = 160  # letters, where nobody looks
COLOURS = {State.GOOD: "green", State.NOTE: "yellow", State.WRONG: "bold red"}


class Command(BaseCommand):
    help = (
        "Ask every part of the archive how it is, and print where it is, how full, and what to do. Ends with 1 if "
        "something is wrong."
    )
    requires_system_checks = []  # what they find is one of the lines

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for a program that watches the archive")

    def handle(self, **options: bool) -> None:
        found = list(health.examine())
        if options["json"]:
            lines = [{"part": code, "name": name, **asdict(seen)} for code, name, seen in found]
            self.stdout.write(json.dumps(lines, ensure_ascii=False, indent=2))
        else:
            self._print(found)
        if any(seen.state is State.WRONG for _code, _name, seen in found):
            sys.exit(1)

    def _print(self, found: list[tuple[str, str, health.Seen]]) -> None:
        words = {State.GOOD: _("good"), State.NOTE: _("look"), State.WRONG: _("wrong")}
        table = Table(_("Part"), "", _("Where"), _("How full"), _("What to do"))
        for _code, name, seen in found:
            state = f"[{COLOURS[seen.state]}]{words[seen.state]}[/]"
            table.add_row(name, state, *(escape(text) for text in (seen.where, seen.full, seen.advice)))
        console = Console(width=None if sys.stdout.isatty() else WIDE)
        with console.capture() as written:
            console.print(table)
        self.stdout.write(written.get())
