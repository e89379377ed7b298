import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive import signals
from archive.exceptions import PreservationFailed
from archive.management.watched import STOPPED, watched
from archive.preservation import mark, restore, schema
from archive.preservation.places import Place
from archive.preservation.restore import Restored, Wanted


def add_source(parser: ArgumentParser) -> None:
    """The arguments that `restore` and `drill` share."""
    parser.add_argument(
        "--identity",
        action="append",
        default=[],
        type=Path,
        dest="identities",
        metavar="FILE",
        help="the file with the secret key, as age-keygen writes it; may be given several times",
    )
    parser.add_argument("--originals", type=Path, metavar="FOLDER", help="the folder with copies of the originals")
    parser.add_argument("--ledger", type=Path, metavar="FILE", help="a ledger of withdrawals newer than the backup's")
    parser.add_argument("--without-ledger", action="store_true", help="there is no ledger outside the backup any more")
    parser.add_argument("--json", action="store_true", dest="as_json", help="write one JSON object, nothing else")


class Command(BaseCommand):
    help = (
        "Put a backup in an empty place, and withdraw again what was withdrawn after it was made. Where a database or "
        "originals are, nothing is touched."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", type=Path, nargs="?", metavar="BACKUP", help="the file that `backup` made")
        parser.add_argument(
            "--keep-originals", action="store_true", help="the originals in this place are this archive's own"
        )
        parser.add_argument("--checked", action="store_true", help="say that a person has checked the restored archive")
        add_source(parser)

    def handle(self, *, backup: Path | None, checked: bool, as_json: bool, **options: Any) -> None:
        if checked:
            self.stdout.write(
                _("Noted: the archive was checked, and is open again.")
                if mark.remove()
                else _("There was nothing to check.")
            )
            return
        if backup is None:
            raise CommandError(_("Name the backup that shall be restored."))
        try:
            with watched() as progress:
                restored = restore.restore(wanted(backup, options), Place.configured(), progress, mark.write)
        except PreservationFailed as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stderr.write(
                _("Stopped. There is no database here; originals that came back stay: go on with --keep-originals.")
            )
            sys.exit(STOPPED)
        if as_json:
            self.stdout.write(json.dumps(as_dict(restored), ensure_ascii=False, indent=2))
        else:
            self._report(restored)
        schema.make_the_index()
        # Last, because it takes long and can be done again.
        if any(error for _receiver, error in signals.archive_restored.send_robust(sender=None)):
            raise CommandError(_("The search index could not be built: run `manage.py rebuild_search`."))

    def _report(self, restored: Restored) -> None:
        for line in lines_about(restored):
            self.stdout.write(line)
        self.stdout.write(
            self.style.WARNING(
                _(
                    "The archive is as it was at %(at)s, and closed for all outside the admin. What was closed since "
                    "then in another way than by a withdrawal is not: look, then run `manage.py restore --checked`."
                )
                % {"at": restored.manifest.made_at}
            )
        )


def wanted(backup: Path, options: dict[str, Any]) -> Wanted:
    """What was asked for on the command line. Raises CommandError."""
    if options["originals"] is not None and not options["originals"].is_dir():
        raise CommandError(_("There is no folder %(path)s.") % {"path": options["originals"]})
    names = ("identities", "originals", "ledger", "keep_originals", "without_ledger")
    return Wanted(backup, **{name: options[name] for name in names if name in options})


def lines_about(restored: Restored) -> list[str]:
    """What a restore did, for people."""
    played, settled = restored.played, restored.settled
    lines = [
        _("Restored: %(rows)s rows, the backup of %(at)s.")
        % {"rows": sum(restored.tables.values()), "at": restored.manifest.made_at},
        _("Withdrawn again from the ledger: %(withdrawn)s. Lifted: %(lifted)s.")
        % {"withdrawn": len(played.withdrawn), "lifted": len(played.lifted)},
        _("Recordings and documents to be made ready again: %(planned)s; a worker does that.")
        % {"planned": settled.planned},
        *played.doubts,
    ]
    lines += [
        f"  {entry.action}  {entry.model} {entry.pk}  {entry.at}" for entry in (*played.withdrawn, *played.lifted)
    ]
    for entry in played.unknown:
        lines.append(
            _("Withdrawn in the ledger, not in this backup: %(thing)s.") % {"thing": f"{entry.model} {entry.pk}"}
        )
    if restored.lacking:
        lines.append(_("Originals that are not there: %(count)s.") % {"count": len(restored.lacking)})
        lines += [f"  {one.state}  {one.key}" for one in restored.lacking]
    return lines


def as_dict(restored: Restored) -> dict[str, object]:
    """What a restore did, for programs."""
    played, settled = restored.played, restored.settled
    return {
        "made_at": restored.manifest.made_at,
        "rows": sum(restored.tables.values()),
        "withdrawn": [[entry.model, entry.pk] for entry in played.withdrawn],
        "lifted": [[entry.model, entry.pk] for entry in played.lifted],
        "unknown": [[entry.model, entry.pk] for entry in played.unknown],
        "doubts": list(played.doubts),
        "sessions_ended": settled.sessions,
        "jobs_returned": settled.returned,
        "jobs_planned": settled.planned,
        "lacking": [one.as_dict() for one in restored.lacking],
    }
