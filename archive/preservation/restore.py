"""Put a backup in an empty place. The database gets its name last, when the ledger of withdrawals was played back."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from archive import durable
from archive.exceptions import PreservationFailed
from archive.preservation import (
    aftermath,
    connecting,
    copies,
    filing,
    ledger,
    manifest,
    packing,
    playback,
    schema,
    sealing,
    snapshot,
    tables,
    withdrawals,
)
from archive.preservation.aftermath import Settled
from archive.preservation.copies import Listed, Way
from archive.preservation.ledger import RESTORED, Entry
from archive.preservation.manifest import Manifest
from archive.preservation.places import Place, moved_to
from archive.preservation.playback import Played
from archive.preservation.progress import Progress, counted, unwatched
from archive.preservation.scratch import alone
from archive.storage.local import INCOMING, LocalStore


@dataclass(frozen=True)
class Wanted:
    """`originals`: a folder of copies, None to leave them to other means. `ledger`: one that lies outside the place.

    `keep_originals`: those in the place are this backup's own. `without_ledger`: there is none any more.
    """

    backup: Path
    identities: Sequence[Path] = ()
    originals: Path | None = None
    ledger: Path | None = None
    keep_originals: bool = False
    without_ledger: bool = False


@dataclass(frozen=True)
class Restored:
    """A backup in its place. `lacking` are the originals that are not there."""

    manifest: Manifest
    played: Played
    settled: Settled
    lacking: list[Listed]
    tables: snapshot.Counts


def restore(
    wanted: Wanted,
    place: Place,
    progress: Progress = unwatched,
    before_serving: Callable[[Manifest], None] = lambda manifest: None,
) -> Restored:
    """Restore it. Raises PreservationFailed in one sentence; a place without a database has none then either."""
    _refuse_occupied(place, keep_originals=wanted.keep_originals)
    identities = sealing.identities_of(wanted.identities)
    outside = _ledgers(wanted, place)
    try:
        busy = _("Another backup is being restored here: wait until it is done.")
        with alone(place.database.with_name(".restoring"), busy) as folder:
            progress(_("Reading the backup"), 0, 1)
            found = packing.unpack(wanted.backup, folder, identities)
            said = Manifest.read(folder, found)
            database = folder / manifest.DATABASE
            _refuse_unfit(said, database)
            way = Way(wanted.originals, place.store(), _waiting(place, folder), identities)
            watch = counted(progress, _("Originals"), sum(one.size for one in said.originals))
            lacking = copies.bring_back(said.originals, way, watch)
            progress(_("Bringing the database up to date"), 0, 1)
            played, settled = _bring_up_to_date(place.staged(folder, database), folder, outside, lacking)
            counts = snapshot.check(database)
            before_serving(said)
            _put_in_place(place, folder, [folder / manifest.LEDGER, *outside], progress)
    except (OSError, DatabaseError) as error:
        raise PreservationFailed(_("The backup could not be restored: %(error)s.") % {"error": error}) from error
    _note(place, said)
    return Restored(said, played, settled, lacking, counts)


def _waiting(place: Place, folder: Path) -> Path:
    """Where an original waits that is on its way back: beside the others, if they lie in a folder."""
    return place.originals / INCOMING if isinstance(place.store(), LocalStore) else folder / "originals"


def _refuse_occupied(place: Place, *, keep_originals: bool) -> None:
    _refuse_database(place)
    if not keep_originals and place.store().names():
        raise PreservationFailed(
            _(
                "There are originals in %(path)s: give --keep-originals if they are this archive's own, or let "
                "ROSTARKIVET_ORIGINALS_DIR name an empty folder."
            )
            % {"path": place.store().where}
        )


def _refuse_database(place: Place) -> None:
    if place.server:
        with moved_to(place):
            tables.refuse_used()
        return
    beside = [place.database.with_name(place.database.name + ending) for ending in ("-wal", "-shm", "-journal")]
    if not snapshot.is_empty(place.database) or any(path.exists() for path in beside):
        raise PreservationFailed(
            _(
                "There is a database at %(path)s (with what lies beside it): move it away, or let ROSTARKIVET_VAR_DIR "
                "name an empty folder."
            )
            % {"path": place.database}
        )


def _ledgers(wanted: Wanted, place: Place) -> list[Path]:
    """The ledgers outside the backup. Raises PreservationFailed where there is none and nobody said so."""
    if wanted.ledger is not None and not wanted.ledger.is_file():
        raise PreservationFailed(_("There is no ledger at %(path)s.") % {"path": wanted.ledger})
    found = [path for path in (wanted.ledger, place.ledger) if path is not None and path.is_file()]
    if not found and not wanted.without_ledger:
        raise PreservationFailed(
            _(
                "There is no ledger of withdrawals at %(path)s: name it in --ledger. If it is lost, give "
                "--without-ledger: what was withdrawn after the backup was made is open then, until it is withdrawn "
                "again."
            )
            % {"path": place.ledger}
        )
    return found


def _refuse_unfit(said: Manifest, database: Path) -> None:
    """A database that is not the one of the manifest, or that this program is too old for."""
    if snapshot.check(database) != said.said["tables"]:
        raise PreservationFailed(_("The database in this backup does not hold what its manifest says."))
    known = schema.known()
    if newer := [".".join(one) for one in snapshot.migrations(database) if one not in known]:
        raise PreservationFailed(
            _("This backup was made by a newer version of the archive (%(name)s): install that first.")
            % {"name": newer[0]}
        )


def _bring_up_to_date(
    staged: Place, folder: Path, outside: list[Path], lacking: list[Listed]
) -> tuple[Played, Settled]:
    inside = ledger.read(folder / manifest.LEDGER)
    with moved_to(staged):
        schema.migrate()
        played = playback.play(inside, [ledger.read(path) for path in outside])
        settled = aftermath.settle({one.key for one in lacking})
    snapshot.settle(staged.database)
    return played, settled


def _put_in_place(place: Place, folder: Path, ledgers: list[Path], progress: Progress) -> None:
    """The database last: before that, nothing can be served."""
    if (folder / manifest.MEDIA).is_dir():
        shutil.copytree(folder / manifest.MEDIA, place.media, dirs_exist_ok=True)
    _put_ledger(place, ledgers)
    _refuse_database(place)
    if place.server:
        with moved_to(place):
            filing.bring_in(connecting.of_file(folder / manifest.DATABASE), progress)
        return
    (folder / manifest.DATABASE).replace(place.database)
    place.database.chmod(0o600)
    durable.sync(place.database.parent)


def _put_ledger(place: Place, ledgers: list[Path]) -> None:
    """The ledger goes on where it lies; where there is none, or an older one, the longest takes its place."""
    longest = max(ledgers, key=lambda path: len(ledger.read(path).digests))
    if longest != place.ledger and ledger.read(longest).continues(ledger.read(place.ledger)):
        durable.write(place.ledger, longest.read_bytes())


def _note(place: Place, said: Manifest) -> None:
    """Write into the ledger that a backup was restored, and what the database knows that it does not."""
    with moved_to(place):
        at = timezone.now().astimezone(UTC).isoformat(timespec="seconds")
        ledger.append(place.ledger, [Entry(at, RESTORED, "", 0, because=said.made_at)])
        withdrawals.catch_up()
