"""The lasting address of the still picture of a part of a work; the one in a player ends with its token."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive import access
from archive.models import Recording
from archive.streaming import player
from catalogue.models import Work


@require_safe
@never_cache
def poster(request: HttpRequest, slug: str, part: int) -> HttpResponse:
    """Lead to where the picture lies now; 404 alike for what is not there and what is not for whoever asks."""
    viewer = access.viewer(request)
    work = get_object_or_404(Work.objects.visible_to(viewer), slug=slug)
    known = Recording.objects.visible_to(viewer).select_related("rendition_set").prefetch_related("restrictions")
    recording = known.filter(work_links__work=work, work_links__part=part).first()
    address = player.poster(recording, viewer) if recording else ""
    if not address:
        raise Http404
    return HttpResponseRedirect(address)
