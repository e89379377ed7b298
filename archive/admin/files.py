"""Files of a recording on the admin's screens: played in a frame of its own, or downloaded as they were given."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive import access, storage
from archive.access import Level, Viewer
from archive.derivatives.names import PEAKS, POSTER, THUMBNAILS
from archive.languages import direction
from archive.models import Original, Recording
from archive.streaming import links
from archive.streaming.asking import viewer_now


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The player by itself, framed by the recording's page so that the two style sheets do not meet."""
    viewer = access.viewer(request)
    recording = get_object_or_404(Recording.objects.visible_to(viewer), pk=pk)
    return render(request, "archive/preview.html", {"player": _player(recording, viewer)})


def _player(recording: Recording, viewer: Viewer) -> dict[str, Any] | None:
    master = links.playable(recording, viewer)
    if not master:
        return None
    return {
        "kind": recording.kind,
        "src": master,
        "poster": links.side_file(recording, viewer, POSTER),
        "thumbnails": links.side_file(recording, viewer, THUMBNAILS),
        "peaks": links.side_file(recording, viewer, PEAKS),
        "duration_ms": recording.duration_ms,
        "tracks": [],
        "title": {"text": recording.title, "lang": recording.language, "dir": direction(recording.language)},
        "start_s": 0,
        "stand_in": False,
    }


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
        )
    except FileNotFoundError:
        return HttpResponse(_("This original is missing from the store."), status=410, content_type="text/plain")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _is_archivist(viewer: Viewer) -> bool:
    return viewer.level >= Level.ARCHIVIST
