from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from archive.access import viewer_of
from subtitles import exporting
from subtitles.models import Track


@require_safe
def vtt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The published revision of a track as WebVTT; 404 alike for what does not exist and what is not for this viewer.

    It may be kept by the browser alone, and is asked for anew each time: a track can be withdrawn at any moment.
    """
    tracks = Track.objects.visible_to(viewer_of(request.user)).published()
    track = get_object_or_404(tracks.select_related("published_revision"), uuid=uuid)
    etag = f'"{track.published_revision_id}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        exporting.public_webvtt(track), content_type="text/vtt; charset=utf-8"
    )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
