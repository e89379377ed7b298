"""Make a backup: the database as it is at one moment, what belongs to it, and, if wanted, copies of the originals.

A backup stands under its name only when all of it was written, put on stable storage and read back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from archive import durable, storage
from archive.exceptions import PreservationFailed
from archive.preservation import copies, destination, filing, manifest, packing, sealing, snapshot, withdrawals
from archive.preservation.configuration import without_secrets
from archive.preservation.copies import Copied, Listed, State
from archive.preservation.progress import Progress, counted, unwatched
from archive.preservation.scratch import alone

COPIES = "originals"


@dataclass(frozen=True)
class Wanted:
    """`target`: a folder, or a file that ends with .tar or .tar.age. `read`: read every original and every copy.

    `incomplete`: a backup is made though originals are missing. `keep`: how many backups stay in the folder, 0 for all.
    """

    target: Path
    recipients: Sequence[str] = ()
    with_originals: bool = False
    read: bool = False
    incomplete: bool = False
    keep: int = 0


@dataclass(frozen=True)
class Made:
    """A finished backup. `lacking` are the originals whose files are not as they were."""

    path: Path
    size: int
    rows: int
    originals: int
    lacking: list[Listed]
    copied: Copied | None
    removed: list[Path]
    warnings: list[str]


def make(wanted: Wanted, progress: Progress = unwatched) -> Made:
    """Make it. Raises PreservationFailed in one sentence, leaving nothing under the final name."""
    recipients = sealing.recipients_of(wanted.recipients)
    target = destination.name_in(wanted.target, encrypted=bool(recipients))
    try:
        busy = _("Another backup is being made: wait until it is done.")
        with alone(Path(settings.WORK_DIR) / "backup", busy) as scratch:
            durable.sweep(target.parent, target.parent / COPIES)
            made = _make(wanted, target, recipients, scratch, progress)
            durable.write(last(), timezone.now().isoformat().encode())
            return made
    except (OSError, DatabaseError) as error:
        raise PreservationFailed(_("The backup could not be made: %(error)s.") % {"error": error}) from error


def last() -> Path:
    """The file that holds the moment of the last backup."""
    return Path(settings.VAR_DIR) / "last-backup"


def _make(wanted: Wanted, target: Path, recipients: list[sealing.Key], scratch: Path, progress: Progress) -> Made:
    warnings = _catch_up()
    # Before the database: a lift that stands in this copy of the ledger is in the database too, see `playback`.
    book = withdrawals.path().read_bytes() if withdrawals.path().exists() else b""
    copy = scratch / manifest.DATABASE
    tables = _copy_database(copy, progress)
    listed = _take_stock(copy, wanted, progress)
    copied = _copy(listed, target.parent / COPIES, recipients, wanted, progress) if wanted.with_originals else None
    said = manifest.about(tables, snapshot.migrations(copy), listed, book, read=wanted.read)
    members = manifest.members(said, listed, book, copy, without_secrets())
    with durable.appearing(target) as file:
        total = sum(member.size() for member in members)
        packing.pack(members, file, recipients, counted(progress, _("Writing"), total))
    return Made(
        path=target,
        size=target.stat().st_size,
        rows=sum(tables.values()),
        originals=len(listed),
        lacking=[one for one in listed if one.state is not State.THERE],
        copied=copied,
        removed=destination.rotate(target, wanted.keep),
        warnings=warnings + destination.warnings_about(target),
    )


def _copy_database(target: Path, progress: Progress) -> snapshot.Counts:
    if not snapshot.is_file():
        return filing.take_out(target, progress)
    return snapshot.take(snapshot.database(), target, lambda done, total: progress(_("Database"), done, total))


def _catch_up() -> list[str]:
    """Have the ledger know what the database knows; returns what is wrong with it."""
    try:
        withdrawals.catch_up()
        differences = withdrawals.compare()
    except OSError:
        return [_("The ledger of withdrawals %(path)s cannot be written.") % {"path": withdrawals.path()}]
    if differences:
        return [_("The ledger of withdrawals does not say what the database says: see `manage.py check_ledger`.")]
    return []


def _take_stock(copy: Path, wanted: Wanted, progress: Progress) -> list[Listed]:
    """The originals of the copied database. Raises PreservationFailed where some lack and that was not allowed."""
    rows = snapshot.originals(copy)
    watch = counted(progress, _("Looking at originals"), sum(size for *_names, size in rows))
    listed = copies.take_stock(rows, storage.originals(), read=wanted.read, watch=watch)
    lacking = [one for one in listed if one.state is not State.THERE]
    if listed and len(lacking) == len(listed):
        raise PreservationFailed(
            _("None of the %(count)s originals is in %(folder)s: is its disk mounted?")
            % {"count": len(listed), "folder": storage.originals().where}
        )
    if lacking and not wanted.incomplete:
        raise PreservationFailed(
            _(
                "%(lacking)s of %(count)s originals are not as they were, the first is %(key)s (%(state)s). Bring them "
                "back, or give --incomplete for a backup that says what is missing."
            )
            % {"lacking": len(lacking), "count": len(listed), "key": lacking[0].key, "state": lacking[0].state}
        )
    return listed


def _copy(
    listed: list[Listed], folder: Path, recipients: list[sealing.Key], wanted: Wanted, progress: Progress
) -> Copied:
    watch = counted(progress, _("Copying originals"), sum(one.size for one in listed))
    return copies.copy(listed, storage.originals(), folder, recipients, read=wanted.read, watch=watch)
