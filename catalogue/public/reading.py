"""One language of what is said, for a page that shows it already in another."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from archive import access
from archive.languages import reader
from archive.streaming import etags
from catalogue.public.transcript import READ_BESIDE_IT, fragment
from subtitles.models import Track


@require_safe
def transcript(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The lines of a published track as a list in HTML; 404 alike for what is not there and what is not for her.

    The browser may keep it, and asks anew each time: a track can be withdrawn at any moment.
    """
    tracks = Track.objects.visible_to(access.viewer(request)).published().filter(kind__in=READ_BESIDE_IT)
    track = get_object_or_404(tracks.select_related("published_revision"), uuid=uuid)
    assert track.published_revision is not None  # noqa: S101
    response = HttpResponse(fragment(track, track.published_revision, access.viewer(request)))
    response["X-Robots-Tag"] = "noindex"
    return etags.fresh(request, response, etags.etag("transcript", uuid, reader(), response.content))
