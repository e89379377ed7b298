"""Which tracks somebody meets in the admin, and which of them she may work on."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from archive import access
from archive.access import Viewer
from archive.questions import Question
from subtitles.models import Track
from subtitles.querysets import SEES_UNPUBLISHED, TrackQuerySet, languages_of


def met(request: HttpRequest) -> TrackQuerySet[Track]:
    """Those that she may look at here."""
    viewer = access.viewer(request)
    tracks: TrackQuerySet[Track] = Track.objects.visible_to(viewer).met_by(viewer)
    return tracks


def workable(request: HttpRequest) -> TrackQuerySet[Track]:
    """Those that she may change."""
    return met(request).workable_by(access.viewer(request))


def worked_on(request: HttpRequest, pk: int, *beside: str) -> Track:
    """One of those, with what it names under `beside`. Raises Http404 and PermissionDenied.

    A window of the workbench asks it with every change.
    """
    if not request.user.has_perm("subtitles.change_track"):
        raise PermissionDenied
    viewer, now = access.viewer(request), timezone.now()
    # What is assigned to an invited one is asked for her alone.
    is_invited = viewer.level < SEES_UNPUBLISHED
    found = (
        workable(request).filter(pk=pk).select_related(*beside)
        if is_invited
        else _workable(viewer, languages_of(viewer), beside, track=pk, at=now)
    )
    for track in found:
        return track
    raise Http404


@Question
def _workable(
    viewer: Viewer, languages: tuple[str, ...], beside: tuple[str, ...], track: int, at: datetime
) -> QuerySet[Track]:
    """As `workable`, of those from whom no language or work of another is told apart but by these languages."""
    tracks = Track.objects.visible_to(viewer, at).met_by(viewer, at).in_languages(languages)
    return tracks.filter(pk=track).select_related(*beside)


def sees_drafts(request: HttpRequest, track: Track) -> bool:
    """Whether she sees of this recording's words what is not published: she translates here, or it is lent to her."""
    return access.viewer(request).upon(track.lent_as, timezone.now()).level >= SEES_UNPUBLISHED
