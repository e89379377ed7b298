"""Which names the spelling of a recording's subtitles knows: those that its works mention."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from archive.access import Viewer
from archive.models import Recording
from archive.questions import Question
from catalogue.models import Authority


def names_of(recording: Recording, viewer: Viewer) -> Iterable[str]:
    """In every language, preferred and other names, of what this viewer may see."""
    return filter(None, _names(viewer, recording=recording.pk, at=timezone.now()))


@Question
def _names(viewer: Viewer, recording: int, at: datetime) -> QuerySet[Authority, str | None]:
    mentioned = Authority.objects.visible_to(viewer, at).filter(mentions__work__recordings_links__recording=recording)
    return mentioned.order_by().values_list("names__text", flat=True).distinct()
