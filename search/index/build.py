"""Builds the index anew from what is public now: for a command, after a restore, or where it is lost or damaged."""

import logging
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from django.conf import settings

from catalogue import face
from search.engines.base import Entry
from search.engines.chosen import engine
from search.index.items import entries
from search.models import PendingUpdate

logger = logging.getLogger(__name__)

RETRY_SECONDS = 600.0  # building for nothing costs as much as building


def rebuild(progress: Callable[[int], None] = lambda done: None, *, if_needed: bool = False) -> int | None:
    """Build the index anew beside the one in use, and switch; returns the number of items.

    `progress` is called with how many public works have been read so far; `public_works().count()` is all.
    `if_needed`: see `Engine.rebuild`.
    """
    face.pass_moments()
    pending = dict(PendingUpdate.objects.values_list("work_id", "version"))

    def source(work_ids: Collection[int] | None) -> Iterator[Entry]:
        done = 0
        for entry in entries(face.versions(work_ids)):
            yield entry
            if work_ids is None and entry.items:
                done += 1
                progress(done)

    count = engine().rebuild(source, if_needed=if_needed)
    if count is not None:
        PendingUpdate.objects.delivered(pending)
    return count


def mend() -> int | None:
    """Build the index anew if it is lost, damaged or of another version, and nobody does so already.

    Returns the number of items, None where there was nothing to do.
    """
    return rebuild(if_needed=True)


_next_try: dict[Path, float] = {}


def mend_in_time() -> None:
    """Mend; but where that failed a moment ago, such as on a full disk, not yet again."""
    folder, now = Path(settings.SEARCH_DIR), time.monotonic()
    if now < _next_try.get(folder, now):
        return
    _next_try[folder] = now + RETRY_SECONDS
    logger.warning("The search index is %s; it is built anew.", engine().condition())
    if (items := mend()) is not None:
        logger.warning("The search index was built anew: %s recordings and silent works.", items)
    del _next_try[folder]
