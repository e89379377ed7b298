"""What is known about a work, as far as this viewer may know it.

Child rows are read by their keys, never by a join: a draft that is being previewed has rows in memory only, and every
name has to pass the gate on its own.
"""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from archive.access import Viewer
from archive.models import Document
from catalogue.models import Authority, RadioEpisode, RadioSeries, Role, Work


def facts(work: Work, viewer: Viewer) -> dict[str, Any]:
    """Credits, places, subjects, documents, other titles, broadcasts and awards of a work."""
    return {
        **mentions(work, viewer),
        "documents": documents(work, viewer),
        "other_titles": other_titles(work),
        "broadcasts": list(work.broadcasts.all()),
        "awards": list(work.awards.all()),
        "editions": list(work.editions.all()) if hasattr(work, "editions") else [],
    }


def mentions(work: Work, viewer: Viewer) -> dict[str, list[dict[str, Any]]]:
    """Who did what, as `credits` with one entry per role, and by their kinds' paths the names that have none.

    All in the order the archivist gave; what the gate hides is not counted.
    """
    rows = list(work.mentions.all())
    found = {name["key"]: name for name in named([row.authority_id for row in rows], viewer)}
    by_role: dict[str, list[dict[str, Any]]] = {}
    others: dict[str, list[dict[str, Any]]] = {
        kind.of_kind.path: [] for kind in Authority.kinds.values() if not kind.of_kind.has_role
    }
    for row in rows:
        if name := found.get(row.authority_id):
            place = by_role.setdefault(row.role, []) if row.role else others.setdefault(name["path"], [])
            if name not in place:
                place.append(name)
    credits = [{"role": code, "label": Role(code).label, "names": names} for code, names in by_role.items()]
    return {"credits": credits, **others}


def named(keys: Iterable[int | None], viewer: Viewer) -> list[dict[str, Any]]:
    """Names with their addresses, in the order of `keys`; those the gate hides are left out."""
    wanted = [key for key in keys if key is not None]
    if not wanted:
        return []
    reader = get_language() or "sv"
    found = Authority.objects.mentioned_to(viewer).filter(pk__in=wanted).prefetch_related("names").in_bulk()
    return [_name(found[key], reader) for key in dict.fromkeys(wanted) if key in found]


def _name(thing: Authority, reader: str) -> dict[str, Any]:
    about = {"key": thing.pk, "path": thing.of_kind.path}
    return {**about, "name": thing.name_in(reader), "url": thing.get_absolute_url()}


def documents(work: Work, viewer: Viewer) -> list[dict[str, Any]]:
    """What can be read with the work: label, language, address, size in bytes."""
    rows = list(work.documents_links.all())
    if not rows:
        return []
    open_ones = Document.objects.mentioned_to(viewer).filter(pk__in=[row.document_id for row in rows])
    found = open_ones.filter(clean_copy__isnull=False).select_related("clean_copy").in_bulk()
    return [_document(row, found[row.document_id]) for row in rows if row.document_id in found]


def _document(row: Any, document: Document) -> dict[str, Any]:
    return {
        "url": reverse("archive:document", kwargs={"uuid": document.uuid}),
        "label": row.tagged(),
        "language": row.language,
        "size_bytes": document.clean_copy.size_bytes,
    }


def other_titles(work: Work) -> list[Any]:
    """Every title but the one that stands above the page."""
    shown = work.title_in(get_language() or "sv")
    return [title.tagged() for title in work.titles.all() if title.tagged() != shown]


def neighbours(episode: RadioEpisode, viewer: Viewer) -> dict[str, Any]:
    """The series of an episode and the episodes before and after it, as far as they may be listed."""
    series = RadioSeries.objects.mentioned_to(viewer).with_words().filter(pk=episode.series_id).first()
    if series is None:
        return {"series": None, "previous": None, "next": None}
    near: dict[str, Any] = {"previous": None, "next": None}
    if episode.number is not None:
        others = RadioEpisode.objects.listed_to(viewer).with_words().filter(series=series)
        near["previous"] = others.filter(number__lt=episode.number).order_by("-number").first()
        near["next"] = others.filter(number__gt=episode.number).order_by("number").first()
    return {"series": _link(series), **{name: _link(other) for name, other in near.items()}}


def _link(work: Work | None) -> dict[str, Any] | None:
    if work is None:
        return None
    return {
        "title": work.title_in(get_language() or "sv"),
        "url": work.get_absolute_url(),
        "number": getattr(work, "number", None),
    }
