"""The ledger of withdrawals beside the database: written when something changes, and compared.

The order is chosen so that a crash leaves the ledger too closed and never too open: a withdrawal is on stable storage
before its transaction commits, a lift is written after it.
"""

import logging
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from archive.exceptions import LedgerUnwritable
from archive.guarded import kinds
from archive.preservation import ledger
from archive.preservation.ledger import LIFT, WITHDRAW, Entry
from archive.signals import withdrawal_changed

logger = logging.getLogger(__name__)

CATCH_UP_SECONDS = 300
BATCH = 500
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_deaf: ContextVar[bool] = ContextVar("deaf", default=False)


@dataclass(frozen=True, slots=True)
class Differences:
    """`unwritten`: withdrawn here, and the ledger does not say so. `open_here`: the ledger says withdrawn, the row is
    open. `gone`: the ledger says withdrawn, and there is no such row any more. `broken`: numbers of unsound lines."""

    unwritten: tuple[Entry, ...]
    open_here: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    broken: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.unwritten or self.open_here or self.broken)


def path() -> Path:
    """Where the ledger lies."""
    return Path(settings.ROSTARKIVET_LEDGER)


def entries_about(
    model: type[Model], ids: Collection[int], action: str, by: str = "", because: str = ""
) -> Iterator[Entry]:
    """One line for each thing of a kind, whether or not its row is still there."""
    at = timezone.now().astimezone(UTC).isoformat(timespec="seconds")
    known = _known(model, ids, ("uuid", "slug"))
    for pk in sorted(ids):
        yield Entry(at, action, model._meta.label, pk, **known.get(pk, {}), by=by, because=because)


@contextmanager
def deaf() -> Iterator[None]:
    """What happens in this block is a playback and is not written down again."""
    token = _deaf.set(True)
    try:
        yield
    finally:
        _deaf.reset(token)


def on_withdrawal(sender: object, *, model: type[Model], ids: Collection[int], withdrawn: bool, **said: Any) -> None:
    """Hears `withdrawal_changed`. Raises LedgerUnwritable on a lift that could not be written down."""
    if _deaf.get() or not ids:
        return
    kind = apps.get_model(model) if isinstance(model, str) else model
    by = said.get("by")
    who, because = by.get_username() if by is not None else "", str(said.get("because") or "")
    entries = list(entries_about(kind, ids, WITHDRAW if withdrawn else LIFT, who, because))
    if withdrawn:
        _write(entries)
        return
    try:
        ledger.append(path(), ())
    except OSError as error:
        raise LedgerUnwritable(str(path())) from error
    transaction.on_commit(partial(_write, entries), robust=True)


def _write(entries: list[Entry]) -> None:
    try:
        ledger.append(path(), entries)
    except OSError:
        # Withdrawing must not fail because a disk does; `catch_up` writes it down later. A lift that is not written
        # leaves the ledger too closed.
        logger.critical("The ledger of withdrawals %s cannot be written: %s", path(), entries, exc_info=True)


def withdrawn_now() -> dict[str, set[int]]:
    """The keys of everything that is withdrawn in the database, by kind."""
    return {
        label: set(model._base_manager.filter(withdrawn=True).values_list("pk", flat=True))
        for label, model in kinds().items()
    }


def compare(with_ledger: ledger.Ledger | None = None) -> Differences:
    """What the database and the ledger say differently. Raises OSError where the ledger cannot be read."""
    book = ledger.read(path()) if with_ledger is None else with_ledger
    closed = withdrawn_now()
    words = book.last_words()
    said = {thing: entry for thing, entry in words.items() if entry.action == WITHDRAW}
    there = present(said.values())
    believed = {(entry.model, entry.pk) for entry in there}
    unwritten = [
        entry
        for label, model in kinds().items()
        for entry in entries_about(model, {pk for pk in closed[label] if (label, pk) not in believed}, WITHDRAW)
    ]
    here = [entry for entry in said.values() if entry in there and entry.pk not in closed[entry.model]]
    gone = [entry for entry in said.values() if entry not in there]
    return Differences(tuple(unwritten), tuple(here), tuple(gone), book.broken)


def present(entries: Collection[Entry]) -> set[Entry]:
    """Those lines whose thing is in the database; a key that was given anew to another thing does not count."""
    there: set[Entry] = set()
    for label, model in kinds().items():
        about = [entry for entry in entries if entry.model == label]
        uuids = _known(model, {entry.pk for entry in about}, ("uuid",))
        there |= {entry for entry in about if entry.pk in uuids and _is_it(entry, uuids[entry.pk].get("uuid", ""))}
    return there


def _is_it(entry: Entry, uuid: str) -> bool:
    # What is no UUID may be anybody's, and closing wins where there is doubt.
    return entry.uuid == uuid or not (UUID.fullmatch(entry.uuid) and UUID.fullmatch(uuid))


def _known(model: type[Model], ids: Collection[int], names: Sequence[str]) -> dict[int, dict[str, str]]:
    """Of each row that is there, those of these fields that its kind has, as text."""
    names = [name for name in names if name in {field.name for field in model._meta.get_fields()}]
    wanted = sorted(ids)
    known: dict[int, dict[str, str]] = {}
    for first in range(0, len(wanted), BATCH):
        rows = model._base_manager.filter(pk__in=wanted[first : first + BATCH]).values("pk", *names)
        known |= {row["pk"]: {name: str(row[name] or "") for name in names} for row in rows}
    return known


def catch_up(because: str = "the ledger did not have it") -> int:
    """Write down the withdrawals that the ledger lacks; returns how many. Raises OSError."""
    with ledger.locked(path()) as stream:
        stream.seek(0)
        missing = [replace(entry, because=because) for entry in compare(ledger.parse(stream.read())).unwritten]
        if missing:
            ledger.write(stream, missing)
    return len(missing)


def follow_database(because: str) -> Differences:
    """Let the ledger say what the database says, lifts too; returns what differed. For a person to decide."""
    catch_up(because)
    differences = compare()
    lifted = [replace(entry, action=LIFT, because=because) for entry in differences.open_here]
    ledger.append(path(), lifted)
    return differences


def connect() -> None:
    withdrawal_changed.connect(on_withdrawal, dispatch_uid="archive.ledger")
