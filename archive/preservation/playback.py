"""Play the ledger of withdrawals back into a restored database: what was withdrawn after the backup stays withdrawn.

The last word about each thing counts, and closing wins where there is doubt: a withdrawal counts in whichever ledger it
stands, a lift only when one sound ledger goes on from the one in the backup and lifts after it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from archive import policy
from archive.guarded import kinds
from archive.opening import unasked
from archive.preservation import withdrawals
from archive.preservation.ledger import LIFT, WITHDRAW, Entry, Ledger

# Withdraws (True) or lifts (False) things of one kind, with all that follows, because of what somebody wrote.
Verb = Callable[[Any, list[int], bool, str], None]

_verbs: dict[str, Verb] = {}


def register(model: type[Model], verb: Verb) -> None:
    """Have things of this kind withdrawn and lifted by the verb of the room above that they live in."""
    _verbs[model._meta.label] = verb


@dataclass(frozen=True)
class Played:
    """What the ledger changed in the database; `unknown`: withdrawn in the ledger, and not in this database."""

    withdrawn: tuple[Entry, ...]
    lifted: tuple[Entry, ...]
    unknown: tuple[Entry, ...]
    doubts: tuple[str, ...]


def strongest(ledgers: Iterable[Ledger]) -> list[Ledger]:
    """Those ledgers that no other one of them continues; one, unless two went different ways."""
    kept: list[Ledger] = []
    for ledger in sorted(ledgers, key=lambda one: len(one.digests), reverse=True):
        if not any(longer.continues(ledger) for longer in kept):
            kept.append(ledger)
    return kept


def play(inside: Ledger, outside: Sequence[Ledger]) -> Played:
    """Bring the database to what the ledgers say: the one in the backup, and those found elsewhere."""
    books = strongest([inside, *outside])
    said = [entry for book in books for entry in book.last_words().values()]
    closing = _of_things_here(entry for entry in said if entry.action == WITHDRAW)
    closed = {(entry.model, entry.pk) for entry in closing}
    doubts = _doubts(inside, books)
    opening = [] if doubts else _of_things_here(_lifts(inside, books[0]))
    with withdrawals.deaf(), unasked():
        withdrawn = _carry_out(closing, withdrawn=True)
        lifted = _carry_out([entry for entry in opening if (entry.model, entry.pk) not in closed], withdrawn=False)
    here = set(closing)
    unknown = tuple(entry for entry in said if entry.action == WITHDRAW and entry not in here)
    return Played(tuple(withdrawn), tuple(lifted), unknown, tuple(doubts))


def _doubts(inside: Ledger, books: Sequence[Ledger]) -> list[str]:
    """Why no lift is to be believed, in sentences."""
    doubts = []
    if len(books) > 1:
        doubts.append(_("Two ledgers of withdrawals say different things: what either of them closes is closed."))
    if any(set(book.broken) - set(inside.broken) for book in books):
        doubts.append(_("The ledger of withdrawals is damaged: a withdrawal may be missing from it."))
    return doubts


def _lifts(inside: Ledger, book: Ledger) -> list[Entry]:
    last = book.last_words()
    return [entry for entry in book.after(inside) if entry.action == LIFT and last[entry.thing] == entry]


def _of_things_here(entries: Iterable[Entry]) -> list[Entry]:
    said = list(entries)
    there = withdrawals.present(said)
    return [entry for entry in said if entry in there]


def _carry_out(entries: Iterable[Entry], *, withdrawn: bool) -> list[Entry]:
    """Withdraw or lift what is not so yet; returns the entries that changed something."""
    models, already = kinds(), withdrawals.withdrawn_now()
    changing = [entry for entry in entries if (entry.pk in already[entry.model]) != withdrawn]
    order = sorted(changing, key=lambda entry: (entry.model, entry.because))
    for (label, because), group in groupby(order, key=lambda entry: (entry.model, entry.because)):
        ids = sorted({entry.pk for entry in group})
        _verbs.get(label, _by_policy)(models[label], ids, withdrawn, because)
    return changing


def _by_policy(model: Any, ids: list[int], withdrawn: bool, because: str) -> None:
    for thing in model.objects.filter(pk__in=ids):
        (policy.withdraw if withdrawn else policy.lift)(thing, because=because)
