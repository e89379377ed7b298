"""The pages of people, organisations, places and subjects: a name, what is said of it, and its works."""

from datetime import datetime

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive import access
from archive.access import STRANGER, Viewer
from archive.languages import reader
from catalogue.models import Authority, Mention, Work
from catalogue.public.building import cards
from catalogue.public.data import NamePageShown, NameShown
from catalogue.public.facts import named
from catalogue.public.kept import Listed, Shelf
from catalogue.public.works import WORKS_PER_PAGE, as_of_now


@require_safe
@as_of_now
def name(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One name, of one of `Authority.kinds`."""
    viewer, at = access.viewer(request), timezone.now()
    thing = Authority.kinds[kind].objects.visible_to(viewer, at).with_words().filter(slug=slug).first()
    if thing is None:
        raise Http404
    mentions = Mention.objects.filter(authority=thing.pk).order_by().values("work")
    works = Work.objects.listed_to(viewer, at).filter(pk__in=mentions)
    listed = Listed(works, Shelf(viewer, at), ("name", thing.pk))
    found = listed.page(request.GET.get("page"), WORKS_PER_PAGE)
    context = {
        "name": _shown(thing, viewer, at),
        "works": found,
        "cards": cards(found.object_list, viewer, at),
    }
    return render(request, "catalogue/name.html", context)


def _shown(thing: Authority, viewer: Viewer, at: datetime) -> NamePageShown:
    shown = thing.name_in(reader())
    around = _around(thing, viewer, at)
    return NamePageShown(
        kind=thing.kind,
        kind_label=str(thing._meta.verbose_name),
        name=shown,
        other_names=tuple(row.tagged() for row in thing.names.all() if row.tagged() != shown),
        note=thing.note_in(reader()),
        founded=thing.founded,
        part_of=tuple(name for key, name in around.items() if key == thing.part_of_id),
        contains=tuple(name for key, name in around.items() if key != thing.part_of_id),
        listed_to_all=type(thing).objects.listed_to(STRANGER, at).filter(pk=thing.pk).exists(),
    )


def _around(thing: Authority, viewer: Viewer, at: datetime) -> dict[int, NameShown]:
    """What it is part of and what is part of it, as far as the viewer may find those names in lists.

    A name that only an unlisted work mentions is met through that work's address alone.
    """
    if "part_of" not in thing.of_kind.own:
        return {}
    beside = Q(pk=thing.part_of_id) | Q(part_of=thing.pk)
    near = type(thing).objects.listed_to(viewer, at).filter(beside).order_by("slug")
    return named(near.values_list("pk", flat=True), viewer, reader(), at)
