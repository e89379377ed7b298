"""The pages of people, organisations, places and subjects: a name, what is said of it, and its works."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive import access
from archive.access import STRANGER, Viewer
from catalogue.models import Authority, Work
from catalogue.public.cards import cards
from catalogue.public.facts import named
from catalogue.public.works import WORKS_PER_PAGE, as_of_now


@require_safe
@as_of_now
def name(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One name, of one of `Authority.kinds`."""
    viewer = access.viewer(request)
    model = Authority.kinds[kind]
    thing = model.objects.visible_to(viewer).with_words().filter(slug=slug).first()
    if thing is None:
        raise Http404
    works = Work.objects.listed_to(viewer).filter(pk__in=thing.work_ids()).with_words()
    found = Paginator(works, WORKS_PER_PAGE).get_page(request.GET.get("page"))
    reader = get_language() or "sv"
    shown = thing.name_in(reader)
    context = {
        "thing": thing,
        "kind_label": model._meta.verbose_name,
        "name": shown,
        "other_names": [row.tagged() for row in thing.names.all() if row.tagged() != shown],
        "text": thing.note_in(reader),
        **_around(thing, viewer),
        "works": found,
        "cards": cards(found.object_list, viewer),
        "keep_out_of_indexes": not model.objects.listed_to(STRANGER).filter(pk=thing.pk).exists(),
    }
    return render(request, "catalogue/name.html", context)


def _around(thing: Authority, viewer: Viewer) -> dict[str, Any]:
    """What it is part of and what is part of it, as far as the viewer may find those names in lists.

    A name that only an unlisted work mentions is met through that work's address alone.
    """
    if "part_of" not in thing.of_kind.own:
        return {}
    beside = Q(pk=thing.part_of_id) | Q(part_of=thing.pk)
    near = type(thing).objects.listed_to(viewer).filter(beside).order_by("slug")
    names = named(near.values_list("pk", flat=True), viewer)
    return {
        "part_of": [name for name in names if name["key"] == thing.part_of_id],
        "contains": [name for name in names if name["key"] != thing.part_of_id],
    }
