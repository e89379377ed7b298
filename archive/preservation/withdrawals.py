"""The ledger of withdrawals beside the database: written when something changes, and compared.

The order is chosen so that a crash leaves the ledger too closed and never too open: a withdrawal is on stable storage
before its transaction commits, a lift is written after it.
"""

import logging
from collections.abc import Collection, Iterator
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
from django.utils import timezone

from archive.exceptions import LedgerUnwritable
from archive.models import Protected
from archive.preservation import ledger
from archive.preservation.ledger import LIFT, WITHDRAW, Entry
from archive.signals import withdrawal_changed

logger = logging.getLogger(__name__)

CATCH_UP_SECONDS = 300
BATCH = 500

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


def kinds() -> dict[str, Any]:
    """Every model that holds a rule of its own, by its label, such as "catalogue.Work"."""
    models = (model for model in apps.get_models() if issubclass(model, Protected))
    return {model._meta.label: model for model in models if model._meta.get_field("withdrawn").model is model}


def entries_about(model: Any, ids: Collection[int], action: str, by: str = "", because: str = "") -> Iterator[Entry]:
    """One line for each thing of a kind, whether or not its row is still there."""
    at = timezone.now().astimezone(UTC).isoformat(timespec="seconds")
    names = [name for name in ("uuid", "slug") if name in {field.name for field in model._meta.get_fields()}]
    known: dict[int, dict[str, str]] = {}
    wanted = sorted(ids)
    for first in range(0, len(wanted), BATCH):
        rows = model._base_manager.filter(pk__in=wanted[first : first + BATCH]).values("pk", *names)
        known |= {row["pk"]: {name: str(row[name] or "") for name in names} for row in rows}
    for pk in wanted:
        yield Entry(at, action, model._meta.label, pk, **known.get(pk, {}), by=by, because=because)


@contextmanager
def deaf() -> Iterator[None]:
    """What happens in this block is a playback and is not written down again."""
    token = _deaf.set(True)
    try:
        yield
    finally:
        _deaf.reset(token)


def on_withdrawal(sender: Any, *, model: Any, ids: Collection[int], withdrawn: bool, **said: Any) -> None:
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
    found = {entry: present(entry) for entry in said.values()}
    believed = {(thing.model, thing.pk) for thing, entry in said.items() if found[entry]}
    unwritten = [
        entry
        for label, model in kinds().items()
        for entry in entries_about(model, {pk for pk in closed[label] if (label, pk) not in believed}, WITHDRAW)
    ]
    here = [entry for entry, there in found.items() if there and entry.pk not in closed[entry.model]]
    gone = [entry for entry, there in found.items() if not there]
    return Differences(tuple(unwritten), tuple(here), tuple(gone), book.broken)


def present(entry: Entry) -> bool:
    """Whether the thing of this line is in the database; a key that was given anew to another thing does not count."""
    model = kinds().get(entry.model)
    if model is None:
        return False
    rows = model._base_manager.filter(pk=entry.pk)
    return bool(rows.filter(uuid=entry.uuid).exists() if entry.uuid else rows.exists())


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
