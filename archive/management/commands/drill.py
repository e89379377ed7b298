import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.exceptions import PreservationFailed
from archive.management.commands import restore
from archive.management.watched import STOPPED, watched
from archive.preservation import backup as backups
from archive.preservation import drill
from archive.preservation.drill import Difference, Report


class Command(BaseCommand):
    help = (
        "Restore a backup into a folder that is thrown away, and compare it with the archive: every row, every copy of "
        "an original, and who may see what. The archive itself is not touched."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", type=Path, metavar="BACKUP", help="the file that `backup` made")
        restore.add_source(parser)

    def handle(self, *, backup: Path, as_json: bool, **options: object) -> None:
        beside = backup.parent / backups.COPIES
        options["originals"] = options["originals"] or (beside if beside.is_dir() else None)
        try:
            with watched() as progress:
                report = drill.drill(restore.wanted(backup, options), progress)
        except PreservationFailed as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stderr.write(_("Stopped. The archive was not touched."))
            sys.exit(STOPPED)
        if as_json:
            self.stdout.write(json.dumps(as_dict(report), ensure_ascii=False, indent=2))
        else:
            self._report(report)
        if not report.passed:
            sys.exit(1)

    def _report(self, report: Report) -> None:
        for line in restore.lines_about(report.restored)[:3]:
            self.stdout.write(line)
        for difference in report.opened:
            self.stdout.write(_("Open after a restore, closed now: %(what)s") % {"what": words(difference)})
        for label, ids in report.not_withdrawn.items():
            self.stdout.write(_("Withdrawn now, not after a restore: %(what)s") % {"what": f"{label} {ids}"})
        for one in report.lacking:
            self.stdout.write(f"{one.state}  {one.key}")
        if report.closed:
            count = len({(one.kind, pk) for one in report.closed for pk in one.ids})
            self.stdout.write(_("Open now, not after a restore (newer than the backup): %(count)s.") % {"count": count})
        if not report.copies_read:
            self.stdout.write(_("The originals were not looked at: name the folder with their copies in --originals."))
        for problem in report.problems:
            self.stderr.write(self.style.ERROR(problem))
        if report.passed:
            self.stdout.write(self.style.SUCCESS(_("The drill went well.")))


def words(difference: Difference) -> str:
    return f"{difference.kind} {', '.join(map(str, difference.ids))} ({difference.viewer.lower()})"


def as_dict(report: Report) -> dict[str, object]:
    return {
        "passed": report.passed,
        "problems": report.problems,
        "opened": [asdict(one) for one in report.opened],
        "closed": [asdict(one) for one in report.closed],
        "not_withdrawn": report.not_withdrawn,
        "shrunk": list(report.shrunk),
        "copies_read": report.copies_read,
        "lacking": [one.as_dict() for one in report.lacking],
        "restored": restore.as_dict(report.restored),
    }
