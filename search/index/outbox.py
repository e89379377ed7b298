"""Keeps the index at what is public now, and what it cannot know yet out of every answer.

1. In the transaction that raises a work's version a row is written here; nothing asks the engine there.
2. From the commit on the work is `unsettled`: left out of answers and counts. So what is hidden is hidden at once,
   whether the engine is quick, slow or gone.
3. After the commit, in the same request where it is about a few works, the engine is told and the row deleted.

What a crash leaves between the two, and what is about many works, the worker's tick delivers.
"""

import logging
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from catalogue import face
from catalogue.models import Face
from search.engines.chosen import engine
from search.engines.condition import LASTING
from search.exceptions import EngineUnavailableError
from search.index import build
from search.index.items import entries, public_works
from search.models import PendingUpdate

logger = logging.getLogger(__name__)

_BATCH = 50
_AT_ONCE = 100  # works: fewer are indexed in a second


def write(versions: Mapping[int, int]) -> None:
    """These works have a new version in the current transaction."""
    PendingUpdate.objects.bulk_create(
        [PendingUpdate(work_id=work_id, version=version) for work_id, version in sorted(versions.items())],
        update_conflicts=True,
        unique_fields=["work_id"],
        update_fields=["version"],
    )
    if len(versions) <= _AT_ONCE:
        transaction.on_commit(lambda: _deliver_now(list(versions)), robust=True)


def unsettled() -> frozenset[int]:
    """The works of which the index may hold more than is public: it has not followed, or a moment has passed."""
    doubtful = Face.objects.filter(face.doubtful(timezone.now())).order_by().values_list("pk", flat=True)
    return frozenset(PendingUpdate.objects.values_list("work_id", flat=True).union(doubtful))


def deliver(work_ids: list[int] | None = None) -> int:
    """Tell the engine what is pending, of these works or of all; returns of how many works.

    Raises EngineUnavailableError; what was not delivered stays pending.
    """
    pending = PendingUpdate.objects.all() if work_ids is None else PendingUpdate.objects.of(work_ids)
    if not pending.exists():
        return 0
    if engine().condition() in LASTING and public_works().count() <= _AT_ONCE:
        build.mend()  # a young archive need not wait for a worker
    return _replace(dict(pending.values_list("work_id", "version")))


def refresh() -> None:
    """The periodic tick: what is pending, and whatever else the engine does not hold at its newest version."""
    if engine().condition() in LASTING:
        build.mend_in_time()
        return
    deliver()
    held = engine().versions()
    newest = face.versions()
    if any(version > newest.get(work_id, -1) for work_id, version in held.items()):
        logger.warning("The search index is that of another database; it is built anew.")
        build.rebuild()
        return
    _replace({pk: version for pk, version in newest.items() if held.get(pk, -1) < version})


def purge() -> None:
    """The slow periodic tick: wipe removed words from the index's file, and look whether it can still be read."""
    if engine().condition() in LASTING:
        return
    engine().purge()
    engine().verify()


def _deliver_now(work_ids: list[int]) -> None:
    try:
        deliver(work_ids)
    except EngineUnavailableError:
        logger.exception("The search index could not be reached; the works %s are pending.", work_ids)


def _replace(versions: dict[int, int]) -> int:
    """Put these works into the index as they are now; a few at a time, so that others can write in between."""
    ids = sorted(versions)
    for first in range(0, len(ids), _BATCH):
        batch = {pk: versions[pk] for pk in ids[first : first + _BATCH]}
        engine().replace(entries(batch))
        PendingUpdate.objects.delivered(batch)
    return len(versions)
