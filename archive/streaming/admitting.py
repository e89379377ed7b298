"""The gate's question about a stream. It is asked for every piece, so its SQL is written down once and asked again."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from archive.access import Layer, Viewer
from archive.models import Recording
from archive.questions import Question


def directory(viewer: Viewer, live: UUID, shown: frozenset[Layer]) -> str:
    """Where the files of a set lie, if it is live and this viewer may have all of these layers of it now; else ""."""
    return next(iter(lying(viewer, shown, live=live, at=timezone.now())), "")


@Question
def lying(viewer: Viewer, shown: frozenset[Layer], live: UUID, at: datetime) -> QuerySet[Recording, str]:
    """The directory of this set, if all that may be."""
    # Only the set that the pointer names: the one before may show what a newer one was made to leave out.
    recordings = Recording.objects.filter(rendition_set__uuid=live).order_by()
    for layer in sorted(shown):
        recordings = recordings.visible_to(viewer, at, layer)
    return recordings.values_list("rendition_set__directory", flat=True)[:1]
