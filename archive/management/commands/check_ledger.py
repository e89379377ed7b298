import json
import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.preservation import withdrawals
from archive.preservation.ledger import Entry
from archive.preservation.withdrawals import Differences


class Command(BaseCommand):
    help = "Compare the ledger of withdrawals with the database, and say where they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--record",
            metavar="WHY",
            help="let the ledger say what the database says, because of this; look at the differences first",
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="write one JSON object, nothing else")

    def handle(self, *, record: str | None, as_json: bool, **options: object) -> None:
        try:
            differences = withdrawals.follow_database(record) if record else withdrawals.compare()
        except OSError as error:
            path = withdrawals.path()
            raise CommandError(
                _("The ledger %(path)s cannot be used: %(error)s.") % {"path": path, "error": error}
            ) from error
        if as_json:
            self.stdout.write(json.dumps(as_dict(differences), ensure_ascii=False, indent=2))
        else:
            self._report(differences)
        if differences and not record:
            sys.exit(1)

    def _report(self, differences: Differences) -> None:
        for entry in differences.unwritten:
            self.stdout.write(_("Withdrawn, and not in the ledger: %(thing)s.") % {"thing": thing(entry)})
        for entry in differences.open_here:
            self.stdout.write(_("Withdrawn in the ledger, and open: %(thing)s.") % {"thing": thing(entry)})
        for number in differences.broken:
            self.stdout.write(_("Line %(number)s of the ledger is not as it was written.") % {"number": number})
        if not differences:
            self.stdout.write(_("The ledger and the database say the same."))


def thing(entry: Entry) -> str:
    return f"{entry.model} {entry.pk} {entry.slug}".rstrip()


def as_dict(differences: Differences) -> dict[str, object]:
    return {
        "unwritten": [[entry.model, entry.pk] for entry in differences.unwritten],
        "open_here": [[entry.model, entry.pk] for entry in differences.open_here],
        "gone": [[entry.model, entry.pk] for entry in differences.gone],
        "broken": list(differences.broken),
    }
