from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from archive.exceptions import PreservationFailed
from archive.management.watched import STOPPED, watched
from archive.preservation import filing, schema
from archive.preservation.tables import Counts
from config import choosing, dotenv
from config.settings import databases


class Command(BaseCommand):
    help = (
        "Move the archive to another database: copy every row of the one at SOURCE into the one that "
        "ROSTARKIVET_DATABASE_URL names, which must be empty. Stop the web server and the worker first. SOURCE stays "
        "as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "source", metavar="SOURCE", help="sqlite:///PATH or postgres://ROLE:PASSWORD@HOST:PORT/NAME"
        )

    def handle(self, *, source: str, **options: object) -> None:
        try:
            with watched() as progress:
                moved = filing.bring_in(place_of(source), progress, alone=True)
        except (PreservationFailed, choosing.Unsettled) as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(_("A database cannot be used: %(error)s") % {"error": str(error).strip()}) from error
        except KeyboardInterrupt:
            raise CommandError(_("Stopped: nothing was changed."), returncode=STOPPED) from None
        self._report(moved)
        schema.make_the_index()
        self.stdout.write(
            _("Start the web server and the worker, then look with `manage.py check_access` and `manage.py doctor`.")
        )

    def _report(self, moved: Counts) -> None:
        table = Table(_("Table"), _("Rows"))
        for name, rows in sorted(moved.items()):
            if rows:
                table.add_row(name, str(rows))
        console = Console(width=100)
        with console.capture() as written:
            console.print(table)
        self.stdout.write(written.get())
        self.stdout.write(
            _("%(rows)s rows came over, and each of %(tables)s tables has as many as before.")
            % {"rows": sum(moved.values()), "tables": len(moved)}
        )


def place_of(source: str) -> databases.Settings:
    """The settings of the database at this address. Raises PreservationFailed or Unsettled."""
    found = databases.at(dotenv.read(), source)
    if found["ENGINE"] == databases.SQLITE and not Path(found["NAME"]).is_file():
        raise PreservationFailed(_("There is no database at %(path)s.") % {"path": found["NAME"]})
    if not settings.LIVE:
        choosing.refuse_live_database(found)
    return found
