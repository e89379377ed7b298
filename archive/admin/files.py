"""Files of a recording on the admin's screens: played in a frame of its own, or downloaded as they were given."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive import access, storage
from archive.access import Level, Viewer
from archive.languages import Tagged
from archive.models import Original, Recording
from archive.streaming.asking import viewer_now
from archive.streaming.player import player


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The player by itself, framed by the recording's page so that the two style sheets do not meet."""
    viewer = access.viewer(request)
    recording = get_object_or_404(Recording.objects.visible_to(viewer), pk=pk)
    title = Tagged.of(recording.title, recording.language)
    return render(request, "archive/preview.html", {"player": player(recording, viewer, title)})


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An original as it was given to us, for archivists, under the name of its digest."""
    originals = Original.objects.all() if _is_archivist(access.viewer(request)) else Original.objects.none()
    original = get_object_or_404(originals, pk=pk)
    suffix = original.key.rpartition("/")[2].partition(".")[2]
    name = f"{original.sha256}.{suffix}" if suffix else original.sha256
    try:
        response = storage.originals().respond(
            request,
            original.key,
            media_type="application/octet-stream",
            may_go_on=lambda: _is_archivist(viewer_now(request)),
            disposition=f'attachment; filename="{name}"',
            until=lambda: None,
        )
    except FileNotFoundError:
        return HttpResponse(_("This original is missing from the store."), status=410, content_type="text/plain")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _is_archivist(viewer: Viewer) -> bool:
    return viewer.level >= Level.ARCHIVIST
