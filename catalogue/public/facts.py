"""What is known about a work, as far as this viewer may know it.

Child rows are read by their keys, never by a join: a draft that is being previewed has rows in memory only, and every
name has to pass the gate on its own.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import override

from archive.access import Viewer, decide
from archive.languages import Tagged
from archive.models import Document
from catalogue.models import Authority, Name, RadioEpisode, RadioSeries, Role, Work
from catalogue.models.tagged import TaggedRow
from catalogue.models.work import Title
from catalogue.public.data import CreditShown, DocumentShown, NameShown, NeighbourShown
from catalogue.querysets import WorkQuerySet


def permanent(thing: Work | Authority) -> str:
    """The address of a thing that is the same whatever language somebody reads it in."""
    with override(settings.LANGUAGE_CODE):
        return thing.get_absolute_url()


def credits_of(work: Work, names: dict[int, NameShown]) -> tuple[CreditShown, ...]:
    """Who did what: one entry per role, in the order the archivist gave; whom the gate hides is not counted."""
    by_role: dict[str, dict[int, NameShown]] = {}
    for row in work.mentions.all():
        if row.role and (name := names.get(row.authority_id)):
            by_role.setdefault(row.role, {})[row.authority_id] = name
    return tuple(CreditShown(role, str(Role(role).label), tuple(found.values())) for role, found in by_role.items())


def names_of(work: Work, names: dict[int, NameShown], kind: str) -> tuple[NameShown, ...]:
    """The names of a kind that the work mentions without a role, in the order the archivist gave."""
    mentioned = dict.fromkeys(row.authority_id for row in work.mentions.all() if not row.role)
    return tuple(name for key in mentioned if (name := names.get(key)) and name.kind == kind)


def named(keys: Iterable[int], viewer: Viewer, reader: str, at: datetime) -> dict[int, NameShown]:
    """Names by their keys, in the order of these; those the gate hides are left out."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    met = Authority.objects.mentioned_to(viewer, at).filter(pk__in=wanted).prefetch_related("names").in_bulk()
    return {key: _name(met[key], reader) for key in wanted if key in met}


def _name(thing: Authority, reader: str) -> NameShown:
    rows = list(thing.names.all())
    return NameShown(
        kind=thing.kind,
        url=thing.get_absolute_url(),
        permanent=permanent(thing),
        name=thing.name_in(reader),
        names=tagged(row for row in rows if row.kind == Name.Kind.PREFERRED),
        other_names=tagged(row for row in rows if row.kind != Name.Kind.PREFERRED),
    )


def tagged(rows: Iterable[TaggedRow]) -> tuple[Tagged, ...]:
    return tuple(row.tagged() for row in rows)


def documents(work: Work, viewer: Viewer, at: datetime) -> tuple[DocumentShown, ...]:
    """What can be read with the work."""
    rows = list(work.documents_links.all())
    if not rows:
        return ()
    ready = Document.objects.filter(pk__in=[row.document_id for row in rows], clean_copy__isnull=False)
    with_copies = ready.select_related("clean_copy").prefetch_related("restrictions")
    found = with_copies.mentioned_to(viewer, at).in_bulk()
    return tuple(
        DocumentShown(
            url=reverse("archive:document", kwargs={"uuid": document.uuid}),
            label=row.tagged(),
            language=row.language,
            size_bytes=document.clean_copy.size_bytes,
            pages=document.clean_copy.pages,
            listed=decide(viewer, document, at=at).listed,
        )
        for row in rows
        if (document := found.get(row.document_id))
    )


def series_of(work: Work, viewer: Viewer, reader: str, at: datetime) -> dict[str, NeighbourShown | None]:
    """The series of an episode and the episodes before and after it, as far as they may be listed."""
    series = None
    if isinstance(work, RadioEpisode):
        series = RadioSeries.objects.mentioned_to(viewer, at).with_words().filter(pk=work.series_id).first()
    if series is None or not isinstance(work, RadioEpisode):
        return {"series": None, "previous": None, "next": None}
    beside = RadioEpisode.objects.listed_to(viewer, at).filter(series=series)
    return {"series": _neighbour(series, reader), **_beside(work, beside, reader)}


def _beside(episode: RadioEpisode, others: WorkQuerySet[RadioEpisode], reader: str) -> dict[str, NeighbourShown | None]:
    """The episodes before and after this one, in one question."""
    if episode.number is None:
        return {"previous": None, "next": None}
    before = others.filter(number__lt=episode.number).order_by("-number", "-pk").values("pk")[:1]
    after = others.filter(number__gt=episode.number).order_by("number", "pk").values("pk")[:1]
    near = RadioEpisode.objects.filter(Q(pk__in=before) | Q(pk__in=after)).order_by("number").with_words()
    found = {
        "previous" if each.number is not None and each.number < episode.number else "next": _neighbour(each, reader)
        for each in near
    }
    return {"previous": found.get("previous"), "next": found.get("next")}


def _neighbour(work: RadioEpisode | RadioSeries, reader: str) -> NeighbourShown:
    return NeighbourShown(
        url=work.get_absolute_url(),
        permanent=permanent(work),
        title=work.title_in(reader),
        titles=tagged(title for title in work.titles.all() if title.kind == Title.Kind.MAIN),
        number=work.number if isinstance(work, RadioEpisode) else None,
    )
