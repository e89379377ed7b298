from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from archive import access
from archive.streaming import etags
from subtitles import exporting
from subtitles.formats import WRITTEN
from subtitles.models import Track


@require_safe
def vtt(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The published revision of a track as WebVTT; 404 alike for what does not exist and what is not for this viewer.

    It may be kept by the browser alone, and is asked for anew each time: a track can be withdrawn at any moment.
    """
    track = reached(request, uuid)
    response = HttpResponse(
        exporting.public_webvtt(track, access.viewer(request)), content_type="text/vtt; charset=utf-8"
    )
    return _fresh(request, response, track)


@require_safe
def download(request: HttpRequest, uuid: UUID, format_name: str) -> HttpResponseBase:
    """The same in another of the formats of `exporting.PUBLIC`, to be saved; 404 for any other."""
    if format_name not in exporting.PUBLIC:
        raise Http404
    track = reached(request, uuid)
    content = exporting.public_file(track, format_name, access.viewer(request))
    response = HttpResponse(content, content_type=f"{WRITTEN[format_name].media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{track.language}-{track.kind}.{format_name}"'
    return _fresh(request, response, track)


def reached(request: HttpRequest, uuid: UUID) -> Track:
    """The published track, for whoever may read it. Raises Http404, alike for all that is not there for her."""
    tracks = Track.objects.visible_to(access.viewer(request)).published()
    return get_object_or_404(tracks.select_related("published_revision"), uuid=uuid)


def _fresh(request: HttpRequest, response: HttpResponse, track: Track) -> HttpResponseBase:
    # Of the words themselves: the same revision put out again is the same text, and its number is nobody's business.
    return etags.fresh(request, response, etags.etag("subtitles", track.uuid, response.content))
