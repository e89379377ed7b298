"""What must be there before strangers may play a recording: asked wherever a rule is written, whatever road led there.

The rooms above say what they ask for; this room knows when. A recording opens when nobody outside could play it before,
nor would have been able to later without anybody's doing, and now somebody can. What is open already stays open.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from archive.access import STRANGER, Layer
from archive.models import Recording, Restriction

PLAYED = (Layer.SOUND, Layer.PICTURE)


@dataclass(frozen=True, slots=True)
class Demand:
    """`made`: whether anything is asked for at present. `check` raises NotReady where one of these lacks it."""

    made: Callable[[], bool]
    check: Callable[[Collection[int]], None]


_demands: list[Demand] = []
_suspended: ContextVar[bool] = ContextVar("suspended", default=False)


def register(demand: Demand) -> None:
    """Have something asked for; called when the app above starts."""
    _demands.append(demand)


@contextmanager
def unasked() -> Iterator[None]:
    """For what was decided, and asked about, before: the playing back of a ledger into a restored database."""
    token = _suspended.set(True)
    try:
        yield
    finally:
        _suspended.reset(token)


@contextmanager
def asked(recording_ids: Iterable[int]) -> Iterator[None]:
    """Around a change of rules, in its transaction: raises NotReady when one of these opens and lacks something."""
    demands = [] if _suspended.get() else [demand for demand in _demands if demand.made()]
    if not demands:
        yield
        return
    ids = set(recording_ids)
    before = opened(ids)
    yield
    if opening := opened(ids) - before:
        for demand in demands:
            demand.check(opening)


def opened(ids: Collection[int]) -> set[int]:
    """Those of these recordings that strangers may play now, or from a moment on that comes by itself."""
    now = timezone.now()
    found = _played(ids, now)
    for moment, waiting in _moments(set(ids) - found, now).items():
        found |= _played(waiting - found, moment)
    return found


def _played(ids: Collection[int], at: datetime) -> set[int]:
    if not ids:
        return set()
    rows = Recording.objects.filter(pk__in=ids).order_by()
    return {pk for layer in PLAYED for pk in rows.visible_to(STRANGER, at, layer).values_list("pk", flat=True)}


def _moments(ids: Collection[int], now: datetime) -> dict[datetime, set[int]]:
    """When a rule of these begins later, and of which."""
    later = {"opens_by_itself": True, "embargo_until__gt": now}
    said = Restriction.objects.filter(recording__in=ids, **later).order_by().values_list("embargo_until", "recording")
    own = Recording.objects.filter(pk__in=ids, **later).order_by().values_list("embargo_until", "pk")
    found: dict[datetime, set[int]] = defaultdict(set)
    for moment, pk in (*said, *own):
        if moment is not None:
            found[moment].add(pk)
    return dict(sorted(found.items()))
