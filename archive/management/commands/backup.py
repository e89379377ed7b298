import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from archive.exceptions import PreservationFailed
from archive.management.watched import STOPPED, watched
from archive.preservation import backup
from archive.preservation.backup import Made, Wanted


class Command(BaseCommand):
    help = (
        "Make a backup: the database with its newest changes, a list of all originals, the ledger of withdrawals, "
        "the pictures of the editorial pages and the settings without secrets. It is checked before it gets its name."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", type=Path, metavar="FOLDER|FILE", help="where it shall stand; best another disk")
        parser.add_argument(
            "--recipient",
            action="append",
            dest="recipients",
            metavar="age1…",
            help="encrypt for this public key; may be given several times (default: ROSTARKIVET_BACKUP_RECIPIENTS)",
        )
        parser.add_argument(
            "--with-originals", action="store_true", help="copy the originals that are not yet in originals/ beside it"
        )
        parser.add_argument("--verify", action="store_true", help="read every original and copy, however long it takes")
        parser.add_argument("--incomplete", action="store_true", help="make it though originals are missing")
        parser.add_argument(
            "--keep", type=int, default=0, metavar="N", help="keep the N newest in the folder, not more"
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="write one JSON object, nothing else")

    def handle(
        self, *, target: Path, recipients: list[str] | None, keep: int, as_json: bool, **options: object
    ) -> None:
        wanted = Wanted(
            target,
            recipients=settings.ROSTARKIVET_BACKUP_RECIPIENTS if recipients is None else recipients,
            with_originals=bool(options["with_originals"]),
            read=bool(options["verify"]),
            incomplete=bool(options["incomplete"]),
            keep=max(0, keep),
        )
        try:
            with watched() as progress:
                made = backup.make(wanted, progress)
        except PreservationFailed as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stderr.write(_("Stopped. No backup was made; copies of originals that are whole stay."))
            sys.exit(STOPPED)
        if as_json:
            self.stdout.write(json.dumps(as_dict(made), ensure_ascii=False, indent=2))
        else:
            self._report(made)

    def _report(self, made: Made) -> None:
        self.stdout.write(
            _("%(path)s: %(size)s, %(rows)s rows, %(originals)s originals listed. It was read back and is whole.")
            % {
                "path": made.path,
                "size": filesizeformat(made.size),
                "rows": made.rows,
                "originals": made.originals,
            }
        )
        if made.copied:
            counts = {"added": made.copied.added, "kept": made.copied.kept}
            self.stdout.write(_("%(added)s originals copied, %(kept)s lay there already.") % counts)
        else:
            self.stdout.write(
                _("The originals themselves are not in it: give --with-originals, or copy them by other means.")
            )
        for one in made.lacking:
            self.stdout.write(f"{one.state}  {one.key}  {one.sha256}")
        for warning in made.warnings:
            self.stderr.write(self.style.WARNING(warning))


def as_dict(made: Made) -> dict[str, object]:
    return {
        "path": str(made.path),
        "bytes": made.size,
        "rows": made.rows,
        "originals": made.originals,
        "lacking": [one.as_dict() for one in made.lacking],
        "copied": made.copied.added if made.copied else None,
        "removed": [str(path) for path in made.removed],
        "warnings": made.warnings,
    }
