"""On the archive's page about a recording or document: the works it belongs to, and the way to tie it to one."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive import access
from archive.access import Level
from archive.admin.addresses import rule_url
from archive.admin.panels import Links, Panel, Thing
from archive.models import Document, Recording
from catalogue import effects, policy
from catalogue.linking import Link
from catalogue.models import Work, WorkDocument, WorkRecording


def kind_of(thing: Thing) -> str:
    """ "recording" or "document": the name of the key and of the address."""
    return "recording" if isinstance(thing, Recording) else "document"


def links_to(things: Sequence[Thing], request: HttpRequest) -> list[Link]:
    """The rows that tie these things, all of one kind, to works that the person may see."""
    if not things:
        return []
    model: Any = WorkDocument if isinstance(things[0], Document) else WorkRecording
    seen = Work.objects.visible_to(access.viewer(request)).filter(pk=OuterRef("work")).order_by()
    rows = model.objects.filter(Exists(seen), **{f"{kind_of(things[0])}__in": [thing.pk for thing in things]})
    return list(rows.select_related("work").prefetch_related("work__titles"))


def works_of(request: HttpRequest, things: Sequence[Thing]) -> Links:
    """For the archive's tables: the works of each thing, as (title, address)."""
    found: Links = {}
    for row in links_to(things, request):
        key = getattr(row, f"{kind_of(things[0])}_id")
        found.setdefault(key, []).append((str(row.work), edit_url(row.work)))
    return found


def sources(request: HttpRequest, names: Sequence[str]) -> dict[str, tuple[str, str]]:
    """For the archive's page about a thing: the works that its rules follow from."""
    keys = [int(key) for kind, _colon, key in (name.partition(":") for name in names) if kind == "work"]
    seen = Work.objects.visible_to(access.viewer(request)).filter(pk__in=keys).prefetch_related("titles")
    return {policy.source(work.pk): (str(work), rule_url(work)) for work in seen}


def edit_url(work: Work) -> str:
    return reverse(f"wagtailsnippets_catalogue_{work.kind.replace('_', '')}:edit", args=[work.pk])


def context(request: HttpRequest, thing: Thing) -> dict[str, object]:
    return {
        "thing": thing,
        "kind": kind_of(thing),
        "rows": [(row, edit_url(row.work)) for row in links_to([thing], request)],
        "may_attach": access.viewer(request).level >= Level.ARCHIVIST,
        "reach": effects.REACH[effects.reach(thing)],
    }


PANEL = Panel("works", _("Works"), "catalogue/admin/works_panel.html", context, icon="folder-open-inverse", order=10)
