"""Checkpoints that make themselves, so that a track opens as quickly after a year of changes as on its first day."""

from datetime import datetime, timedelta

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from subtitles.models import Change, Track
from subtitles.workbench.checkpoints import checkpoint
from subtitles.workbench.standing import last_number

EVERY_SECONDS = 60.0
MANY = 500  # changes that are folded at every opening; with so many nobody's pause is waited for
# A checkpoint has every cue in it: a pause is worth one after a stretch of work, a single letter only after a night.
SOME = 20
PAUSE, LONG_PAUSE = timedelta(minutes=10), timedelta(hours=12)


def due(at: datetime) -> QuerySet[Track]:
    """Tracks with many changes since their last checkpoint, or with some and then a pause."""
    changes = Change.objects.filter(track=OuterRef("pk")).order_by("-number")
    tracks: QuerySet[Track] = Track.objects.annotate(
        newest=Subquery(changes.values("number")[:1]),
        last_at=Subquery(changes.values("at")[:1]),
        kept=Coalesce(Max("revisions__upto"), 0),
    )
    paused = Q(newest__gte=F("kept") + SOME, last_at__lte=at - PAUSE)
    return tracks.filter(
        Q(newest__gte=F("kept") + MANY) | paused | Q(newest__gt=F("kept"), last_at__lte=at - LONG_PAUSE)
    )


def keep(at: datetime | None = None) -> int:
    """Make a checkpoint of each that is due, one after another; how many. Those that were there stay as they are."""
    tracks = list(due(at or timezone.now()))
    for track in tracks:
        checkpoint(track, last_number(track))
    return len(tracks)
