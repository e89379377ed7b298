"""Which tracks somebody meets in the admin, and which of them she may work on."""

from django.http import HttpRequest
from django.utils import timezone

from archive import access
from subtitles.models import Track
from subtitles.querysets import SEES_UNPUBLISHED, TrackQuerySet


def met(request: HttpRequest) -> TrackQuerySet[Track]:
    """Those that she may look at here."""
    viewer = access.viewer(request)
    tracks: TrackQuerySet[Track] = Track.objects.visible_to(viewer).met_by(viewer)
    return tracks


def workable(request: HttpRequest) -> TrackQuerySet[Track]:
    """Those that she may change."""
    return met(request).workable_by(access.viewer(request))


def sees_drafts(request: HttpRequest, track: Track) -> bool:
    """Whether she sees of this recording's words what is not published: she translates here, or it is lent to her."""
    return access.viewer(request).upon(track.lent_as, timezone.now()).level >= SEES_UNPUBLISHED
