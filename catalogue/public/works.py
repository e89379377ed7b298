"""Lists of works and the page of one work."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from archive import access
from catalogue.models import Kind
from catalogue.models.work import HEADINGS
from catalogue.public import building, stored, work_page
from catalogue.public.building import cards
from catalogue.public.filters import WorksForm

WORKS_PER_PAGE = 24

# A page may be kept by the reader's own browser only, and is asked for again: who may see what changes at once.
as_of_now = cache_control(private=True, no_cache=True)


@require_safe
@as_of_now
def works(request: HttpRequest) -> HttpResponse:
    """Works by kind, year, language, subject and series, a page at a time."""
    viewer = access.viewer(request)
    form = WorksForm(request.GET, viewer)
    found = form.chosen().page(request.GET.get("page"), WORKS_PER_PAGE)
    kind = request.GET.get("kind", "")
    context = {
        "form": form,
        "kind": kind if kind in Kind.values else "",
        "heading": HEADINGS[Kind(kind)] if kind in Kind.values else _("All works"),
        "kinds": HEADINGS.items(),
        "works": found,
        "cards": cards(found.object_list, viewer),
        "narrowed": any(request.GET.get(name) for name in form.fields if name != "kind"),
    }
    return render(request, "catalogue/works.html", context)


@require_safe
@as_of_now
@stored.for_strangers
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """One work. What this viewer may not see answers like what does not exist."""
    viewer = access.viewer(request)
    found = building.fetch(slug, viewer)
    if found is None:
        raise Http404
    return render(request, "catalogue/work.html", work_page.context(request, found, viewer))
