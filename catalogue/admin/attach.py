"""The admin's page on which a recording or document is tied to a work, or untied."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from archive import access
from archive.access import Level
from archive.admin.addresses import page_url
from archive.admin.gate import key, member
from archive.exceptions import NotReady
from archive.models import Document, Recording
from catalogue import linking
from catalogue.admin.choosers import matching
from catalogue.models import Work, WorkDocument, WorkRecording

KINDS = ("recording", "document")
SHOWN = 30


def attach(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Look for a work by its titles and tie the thing to it, at once."""
    thing = _thing(request, kind, pk)
    works = Work.objects.visible_to(access.viewer(request)).with_words()
    if request.method == "POST":
        work = get_object_or_404(works, pk=key(request.POST.get("work", "")))
        try:
            linking.attach(thing, work, member(request))
        except NotReady as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(page_url(thing))
        messages.success(request, _("“%(thing)s” now belongs to “%(work)s”.") % {"thing": thing, "work": work})
        return HttpResponseRedirect(page_url(thing))
    query = request.GET.get("q", "").strip()
    found = (matching(works, query) if query else works.order_by("-pk"))[:SHOWN]
    context = {"thing": thing, "kind": kind, "query": query, "works": found, "page_url": page_url(thing)}
    return render(request, "catalogue/admin/attach.html", context)


@require_POST
def detach(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Untie; `pk` is the link's."""
    _admit(request, kind)
    link: WorkRecording | WorkDocument
    link = get_object_or_404(WorkRecording, pk=pk) if kind == "recording" else get_object_or_404(WorkDocument, pk=pk)
    thing, work = getattr(link, kind), link.work
    linking.detach(link, member(request))
    messages.success(request, _("“%(thing)s” no longer belongs to “%(work)s”.") % {"thing": thing, "work": work})
    return HttpResponseRedirect(page_url(thing))


def _thing(request: HttpRequest, kind: str, pk: int) -> Recording | Document:
    _admit(request, kind)
    if kind == "recording":
        return get_object_or_404(Recording.objects.visible_to(access.viewer(request)), pk=pk)
    return get_object_or_404(Document.objects.visible_to(access.viewer(request)), pk=pk)


def _admit(request: HttpRequest, kind: str) -> None:
    if kind not in KINDS or access.viewer(request).level < Level.ARCHIVIST:
        raise Http404
