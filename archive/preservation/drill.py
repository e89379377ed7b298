"""Restore a backup into a place of its own, and compare what stands there with the archive as it is now.

The question is not whether the backup can be read, but whether anybody would see more after a restore than now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.access import Level, Viewer
from archive.guarded import kinds
from archive.preservation import copies, restore, sealing, withdrawals
from archive.preservation.copies import Listed
from archive.preservation.places import Place, moved_to
from archive.preservation.progress import Progress, counted, unwatched
from archive.preservation.restore import Restored, Wanted
from archive.preservation.scratch import alone

# A restore empties these, and what was under way need not come back.
FORGOTTEN = ("django_session", "django_tasks_database_dbtaskresult")


@dataclass(frozen=True)
class Seen:
    """What each kind of viewer may see of each kind of thing, listed or by its address, and what is withdrawn."""

    visible: dict[tuple[str, str, bool], frozenset[int]]
    withdrawn: dict[str, set[int]]


@dataclass(frozen=True)
class Difference:
    """Things of one kind that a viewer would meet, or no longer meet, after a restore."""

    kind: str
    viewer: str
    listed: bool
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Report:
    """What the drill found. `opened`: more would be seen than now. `closed`: less. `shrunk`: tables that lost rows."""

    restored: Restored
    opened: tuple[Difference, ...]
    closed: tuple[Difference, ...]
    not_withdrawn: dict[str, list[int]]
    shrunk: tuple[str, ...]
    lacking: list[Listed]
    copies_read: bool
    problems: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.problems


def drill(wanted: Wanted, progress: Progress = unwatched) -> Report:
    """Restore into a folder that is thrown away, and compare. Raises PreservationFailed where that cannot be done.

    `wanted.originals`: a folder of copies, each of which is read; the archive's own folders are left alone.
    """
    at = timezone.now()
    now = look(at)
    with alone(Path(settings.WORK_DIR) / "drill", _("Another drill is going on: wait until it is done.")) as folder:
        place = Place.below(folder / "restored")
        ledger = wanted.ledger or (withdrawals.path() if withdrawals.path().exists() else None)
        inner = Wanted(wanted.backup, wanted.identities, ledger=ledger, without_ledger=wanted.without_ledger)
        restored = restore.restore(inner, place, progress)
        with moved_to(place):
            then = look(at)
            present = {label: _keys(label) for label in then.withdrawn}
    lacking = _read_copies(restored, wanted, progress)
    return _judge(restored, now, then, present, lacking, copies_read=wanted.originals is not None)


def look(at: datetime) -> Seen:
    """What the gate says of everything at this moment, in the database that is connected."""
    visible = {}
    for label, model in kinds().items():
        for level in Level:
            for listed in (False, True):
                ask = model.objects.listed_to if listed else model.objects.visible_to
                rows = ask(Viewer(level), at).order_by().values_list("pk", flat=True)
                visible[label, level.name, listed] = frozenset(rows)
    return Seen(visible, withdrawals.withdrawn_now())


def _keys(label: str) -> set[int]:
    return set(kinds()[label]._base_manager.values_list("pk", flat=True))


def _read_copies(restored: Restored, wanted: Wanted, progress: Progress) -> list[Listed]:
    if wanted.originals is None:
        return []
    listed = restored.manifest.originals
    watch = counted(progress, _("Reading copies of originals"), sum(one.size for one in listed))
    return copies.examine(listed, wanted.originals, sealing.identities_of(wanted.identities), watch)


def _judge(
    restored: Restored,
    now: Seen,
    then: Seen,
    present: Mapping[str, set[int]],
    lacking: list[Listed],
    *,
    copies_read: bool,
) -> Report:
    opened, closed = _differences(then, now), _differences(now, then)
    missed = {label: sorted((ids - then.withdrawn[label]) & present[label]) for label, ids in now.withdrawn.items()}
    not_withdrawn = {label: ids for label, ids in missed.items() if ids}
    before = restored.manifest.said["tables"]
    shrunk = tuple(
        name for name, rows in before.items() if restored.tables.get(name, 0) < rows and name not in FORGOTTEN
    )
    problems = []
    if opened:
        problems.append(_("After a restore, more could be seen than now."))
    if not_withdrawn:
        problems.append(_("After a restore, something that is withdrawn now would not be."))
    if shrunk:
        problems.append(_("Rows are missing from the restored database: %(tables)s.") % {"tables": ", ".join(shrunk)})
    if lacking:
        problems.append(_("%(count)s originals could not be brought back.") % {"count": len(lacking)})
    return Report(restored, opened, closed, not_withdrawn, shrunk, lacking, copies_read, problems)


def _differences(more: Seen, less: Seen) -> tuple[Difference, ...]:
    """What stands in `more` and not in `less`."""
    differing = {key: ids - less.visible[key] for key, ids in more.visible.items()}
    return tuple(Difference(*key, tuple(sorted(ids))) for key, ids in differing.items() if ids)
