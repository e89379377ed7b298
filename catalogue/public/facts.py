"""What is known about a work, as far as this viewer may know it.

Child rows are read by their keys, never by a join: a draft that is being previewed has rows in memory only, and every
name has to pass the gate on its own.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, override

from archive import questions
from archive.access import Viewer, decide
from archive.languages import Tagged
from archive.models import Document
from archive.questions import Question
from catalogue.models import Authority, Name, RadioEpisode, RadioSeries, Role, Work
from catalogue.models.tagged import TaggedRow
from catalogue.models.work import Title
from catalogue.public.data import CreditShown, DocumentShown, NameShown, NeighbourShown


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
    rows = mentioned(viewer, at=at, keys=wanted)
    questions.attach(rows, "names")
    met = {row.pk: row for row in rows}
    return {key: _name(met[key], reader) for key in wanted if key in met}


@Question
def mentioned(viewer: Viewer, at: datetime, keys: Sequence[int]) -> QuerySet[Authority]:
    return Authority.objects.mentioned_to(viewer, at).filter(pk__in=keys)


def _name(thing: Authority, reader: str) -> NameShown:
    rows = list(thing.names.all())
    url = thing.get_absolute_url()
    return NameShown(
        kind=thing.kind,
        url=url,
        permanent=url if get_language() == settings.LANGUAGE_CODE else permanent(thing),
        name=thing.name_in(reader),
        names=tagged(row for row in rows if row.kind == Name.Kind.PREFERRED),
        other_names=tagged(row for row in rows if row.kind != Name.Kind.PREFERRED),
    )


def tagged(rows: Iterable[TaggedRow]) -> tuple[Tagged, ...]:
    return tuple(row.tagged() for row in rows)


def documents(work: Work, viewer: Viewer, at: datetime) -> tuple[DocumentShown, ...]:
    """What can be read with the work."""
    rows = list(work.documents_links.all())
    met = ready(viewer, at=at, keys=[row.document_id for row in rows])
    questions.attach(met, "restrictions")
    found = {document.pk: document for document in met}
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


@Question
def ready(viewer: Viewer, at: datetime, keys: Sequence[int]) -> QuerySet[Document]:
    found = Document.objects.mentioned_to(viewer, at).filter(pk__in=keys, clean_copy__isnull=False)
    return found.select_related("clean_copy")


def series_of(work: Work, viewer: Viewer, reader: str, at: datetime) -> dict[str, NeighbourShown | None]:
    """The series of an episode and the episodes before and after it, as far as they may be listed."""
    series = series_named(viewer, at=at, key=work.series_id) if isinstance(work, RadioEpisode) else []
    if not series or not isinstance(work, RadioEpisode):
        return {"series": None, "previous": None, "next": None}
    questions.attach(series, "titles")
    return {"series": _neighbour(series[0], reader), **_beside(work, viewer, reader, at)}


@Question
def series_named(viewer: Viewer, at: datetime, key: int) -> QuerySet[RadioSeries]:
    return RadioSeries.objects.mentioned_to(viewer, at).filter(pk=key)


def _beside(episode: RadioEpisode, viewer: Viewer, reader: str, at: datetime) -> dict[str, NeighbourShown | None]:
    """The episodes before and after this one, in one question."""
    if episode.number is None:
        return {"previous": None, "next": None}
    beside = near(viewer, at=at, series=episode.series_id, number=episode.number)
    questions.attach(beside, "titles")
    found = {
        "previous" if each.number is not None and each.number < episode.number else "next": _neighbour(each, reader)
        for each in beside
    }
    return {"previous": found.get("previous"), "next": found.get("next")}


@Question
def near(viewer: Viewer, at: datetime, series: int, number: int) -> QuerySet[RadioEpisode]:
    others = RadioEpisode.objects.listed_to(viewer, at).filter(series=series)
    before = others.filter(number__lt=number).order_by("-number", "-pk").values("pk")[:1]
    after = others.filter(number__gt=number).order_by("number", "pk").values("pk")[:1]
    return RadioEpisode.objects.filter(Q(pk__in=before) | Q(pk__in=after)).order_by("number")


def _neighbour(work: RadioEpisode | RadioSeries, reader: str) -> NeighbourShown:
    return NeighbourShown(
        url=work.get_absolute_url(),
        permanent=permanent(work),
        title=work.title_in(reader),
        titles=tagged(title for title in work.titles.all() if title.kind == Title.Kind.MAIN),
        number=work.number if isinstance(work, RadioEpisode) else None,
    )
