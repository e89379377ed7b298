from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from archive import access
from archive.streaming import etags
from subtitles import exporting
from subtitles.models import Track


@require_safe
def vtt(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The published revision of a track as WebVTT; 404 alike for what does not exist and what is not for this viewer.

    It may be kept by the browser alone, and is asked for anew each time: a track can be withdrawn at any moment.
    """
    tracks = Track.objects.visible_to(access.viewer(request)).published()
    track = get_object_or_404(tracks.select_related("published_revision"), uuid=uuid)
    response = HttpResponse(exporting.public_webvtt(track), content_type="text/vtt; charset=utf-8")
    # Of the words themselves: the same revision put out again is the same text, and its number is nobody's business.
    return etags.fresh(request, response, etags.etag("subtitles", track.uuid, response.content))
