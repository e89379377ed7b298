"""Remove rendition sets that another took the place of: nobody needs them, and they may show what must not be seen."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from archive import storage
from archive.access import Level, Viewer
from archive.models import Recording, RenditionSet

logger = logging.getLogger(__name__)

EVERY_SECONDS = 60
OUTSIDE = Viewer(Level.RESEARCHER)  # the highest level that is not staff


def retire(at: datetime | None = None) -> int:
    """Remove what is due; returns how many sets. Safe at any time, in any number of workers at once.

    Due is a set when the longest address that could lead to it has expired, and at once when nobody but staff may see
    its recording: then what it shows was closed.
    """
    at = at or timezone.now()
    for made in _unpointed().filter(superseded_at=None):
        _supersede(made, at)
    return sum(_remove(made) for made in _due(at))


def is_needed() -> bool:
    """Whether there is anything for `retire` to do."""
    return _unpointed().filter(superseded_at=None).exists() or _due(timezone.now()).exists()


def _unpointed() -> QuerySet[RenditionSet]:
    return RenditionSet.objects.filter(~Exists(Recording.objects.filter(rendition_set=OuterRef("pk"))))


def _due(at: datetime) -> QuerySet[RenditionSet]:
    expired = Q(superseded_at__lte=at - timedelta(seconds=settings.STREAM_TOKEN_SECONDS))
    open_ones = Recording.objects.visible_to(OUTSIDE, at).filter(pk=OuterRef("recording_id"))
    return _unpointed().exclude(superseded_at=None).filter(expired | ~Exists(open_ones))


def _supersede(made: RenditionSet, at: datetime) -> None:
    """Write down that it is not live, if that is so when nobody can change it."""
    with transaction.atomic():
        locked = RenditionSet.objects.select_for_update().filter(pk=made.pk, superseded_at=None)
        if locked.first() and not Recording.objects.filter(rendition_set=made.pk).exists():
            locked.update(superseded_at=at)


def _remove(made: RenditionSet) -> bool:
    """The files first: a crash in between leaves the row, and the next time finds it.

    No lock is needed. A superseded set is never pointed at again, and this one was no longer pointed at.
    """
    renditions = storage.renditions()
    renditions.remove_tree(made.directory)
    if renditions.exists(made.directory):
        logger.warning("The rendition set %s could not be removed; it is tried again.", made.uuid)
        return False
    RenditionSet.objects.filter(pk=made.pk).delete()
    return True
