"""Keeps the index at what is public now: in the request that changes it, and after a crash by the worker's tick.

The order of things is chosen so that a crash leaves too little in the index and never too much:

1. in the changing transaction: note the work as pending, take it out of the index;
2. after the commit, in the same request: put it back as it is now, and forget the note.

What falls out between the two comes back with `refresh`. An index that is lost, damaged or made by another version is
built anew by the tick; a small one by the next change itself, so that a young archive need not wait for a worker.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from catalogue.models import Work
from search.engines.base import Engine, Item
from search.engines.condition import LASTING
from search.engines.fts5 import Fts5Engine
from search.exceptions import EngineUnavailableError
from search.index.items import items, public_works
from search.models import PendingUpdate

logger = logging.getLogger(__name__)

_BATCH = 100
_AT_ONCE = 100  # works: fewer are indexed in a second
RETRY_SECONDS = 600.0  # building for nothing costs as much as building

# Everything a work answers to that can open or close by itself at a moment.
_RULES = (
    "",
    "recordings_links__recording__",
    "recordings_links__recording__restrictions__",
    "recordings_links__recording__tracks__",
    "mentions__authority__",
)
_MOMENTS = tuple(f"{path}{name}" for path in _RULES for name in ("embargo_until", "until"))


def engine() -> Engine:
    """The engine of the settings."""
    return _engine(Path(settings.SEARCH_DIR))


@lru_cache(maxsize=2)
def _engine(directory: Path) -> Engine:
    return Fts5Engine(directory)


def announce(work_ids: Collection[int]) -> None:
    """The public face of these works may be changing in the current transaction."""
    ids = sorted(set(work_ids))
    if not ids:
        return
    PendingUpdate.objects.bulk_create(PendingUpdate(work_id=work_id) for work_id in ids)
    try:
        engine().remove(ids)
    except EngineUnavailableError:
        # Hiding something must not fail because search does: the gate is asked again when results are shown.
        logger.exception("The search index could not be reached; the works %s are pending.", ids)
    transaction.on_commit(lambda: replay(ids), robust=True)


def replay(work_ids: Collection[int] | None = None) -> int:
    """Bring what is pending and due up to date, for these works or for all; returns how many works that were."""
    at = timezone.now()
    due = PendingUpdate.objects.filter(due_at__lte=at)
    if work_ids is not None:
        due = due.filter(work_id__in=work_ids)
    if engine().condition() in LASTING and public_works().count() <= _AT_ONCE:
        mend()
    pending = dict(due.values_list("pk", "work_id"))
    _index(set(pending.values()), at)
    for first in range(0, len(pending), _BATCH):
        PendingUpdate.objects.filter(pk__in=list(pending)[first : first + _BATCH]).delete()
    return len(set(pending.values()))


def unsettled() -> frozenset[int]:
    """The works of which the index may hold more than is public: it could not follow, and is not mended yet."""
    return frozenset(PendingUpdate.objects.filter(due_at__lte=timezone.now()).values_list("work_id", flat=True))


def refresh() -> None:
    """The periodic tick: what a crash left behind, what has opened since, what a rolled-back change took out."""
    if engine().condition() in LASTING:
        _mend_in_time()
        return
    replay()
    known = engine().work_ids()
    astray = known.symmetric_difference(public_works().order_by().values_list("pk", flat=True))
    _index(astray, timezone.now())


def purge() -> None:
    """The slow periodic tick: wipe removed words from the index's file, and look whether it can still be read."""
    if engine().condition() in LASTING:
        return
    engine().purge()
    engine().verify()


def mend() -> int | None:
    """Build the index anew if it is lost, damaged or of another version, and nobody does so already.

    Returns the number of items, None where there was nothing to do.
    """
    return rebuild(if_needed=True)


_next_try: dict[Path, float] = {}


def _mend_in_time() -> None:
    """Mend; but where that failed a moment ago, such as on a full disk, not yet again."""
    folder, now = Path(settings.SEARCH_DIR), time.monotonic()
    if now < _next_try.get(folder, now):
        return
    _next_try[folder] = now + RETRY_SECONDS
    logger.warning("The search index is %s; it is built anew.", engine().condition())
    if (items := mend()) is not None:
        logger.warning("The search index was built anew: %s recordings and silent works.", items)
    del _next_try[folder]


def rebuild(progress: Callable[[int], None] = lambda done: None, *, if_needed: bool = False) -> int | None:
    """Build the index anew beside the one in use, and switch; returns the number of items.

    `progress` is called with how many works have been read so far; `public_works().count()` is all. `if_needed`: see
    `Engine.rebuild`.
    """
    at = timezone.now()
    pending = list(PendingUpdate.objects.filter(due_at__lte=at).values_list("pk", flat=True))

    def source(work_ids: Collection[int] | None) -> Iterator[Item]:
        seen: set[int] = set()
        for item in items(work_ids):
            yield item
            seen.add(item.work_id)
            if work_ids is None:
                progress(len(seen))

    count = engine().rebuild(source, if_needed=if_needed)
    if count is None:
        return None
    _plan_moments(at, None)
    for first in range(0, len(pending), _BATCH):
        PendingUpdate.objects.filter(pk__in=pending[first : first + _BATCH]).delete()
    return count


def _index(work_ids: Collection[int], at: datetime) -> None:
    """Put these works into the index as they are now; a few at a time, so that others can write in between."""
    ids = sorted(work_ids)
    for first in range(0, len(ids), _BATCH):
        batch = ids[first : first + _BATCH]
        engine().replace(batch, items)
        _plan_moments(at, batch)


def _plan_moments(at: datetime, work_ids: Collection[int] | None) -> None:
    """Note when these works have to be read again because a rule of something of theirs begins or ends after `at`."""
    works = Work.objects.order_by() if work_ids is None else Work.objects.order_by().filter(pk__in=work_ids)
    planned = set(PendingUpdate.objects.filter(due_at__gt=at).values_list("work_id", "due_at"))
    moments = {moment for path in _MOMENTS for moment in works.filter(**{f"{path}__gt": at}).values_list("pk", path)}
    PendingUpdate.objects.bulk_create(
        PendingUpdate(work_id=work_id, due_at=due_at) for work_id, due_at in sorted(moments - planned)
    )
