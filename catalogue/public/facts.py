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
from catalogue.models import Authority, Organisation, Person, Place, RadioEpisode, RadioSeries, Role, Subject, Work


def facts(work: Work, viewer: Viewer) -> dict[str, Any]:
    """Credits, places, subjects, documents, other titles, broadcasts and awards of a work."""
    return {
        "credits": credits_of(work, viewer),
        "places": named(Place, [row.place_id for row in work.place_links.all()], viewer),
        "subjects": named(Subject, [row.subject_id for row in work.subject_links.all()], viewer),
        "documents": documents(work, viewer),
        "other_titles": other_titles(work),
        "broadcasts": list(work.broadcasts.all()),
        "awards": list(work.awards.all()),
        "editions": list(work.editions.all()) if hasattr(work, "editions") else [],
    }


def credits_of(work: Work, viewer: Viewer) -> list[dict[str, Any]]:
    """Who did what: one entry per role, in the order the archivist gave; whom the gate hides is not counted."""
    rows = list(work.credits.all())
    people = _by_key(named(Person, [row.person_id for row in rows], viewer))
    bodies = _by_key(named(Organisation, [row.organisation_id for row in rows], viewer))
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        name = people.get(row.person_id) or bodies.get(row.organisation_id)
        if name and name not in grouped.setdefault(row.role, []):
            grouped[row.role].append(name)
    return [{"role": code, "label": Role(code).label, "names": names} for code, names in grouped.items() if names]


def named(model: type[Authority], keys: Iterable[int | None], viewer: Viewer) -> list[dict[str, Any]]:
    """Names with their addresses, in the order of `keys`; those the gate hides are left out."""
    wanted = [key for key in keys if key is not None]
    if not wanted:
        return []
    reader = get_language() or "sv"
    found = model.objects.mentioned_to(viewer).filter(pk__in=wanted).prefetch_related("names").in_bulk()
    return [_name(found[key], reader) for key in dict.fromkeys(wanted) if key in found]


def _name(thing: Authority, reader: str) -> dict[str, Any]:
    return {"key": thing.pk, "name": thing.name_in(reader), "url": thing.get_absolute_url()}


def _by_key(names: list[dict[str, Any]]) -> dict[int | None, dict[str, Any]]:
    return {name["key"]: name for name in names}


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
