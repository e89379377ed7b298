"""A work in the words of schema.org, as JSON-LD. It says only what every stranger may know, whoever is looking."""

from collections.abc import Callable
from typing import Any

from archive.access import STRANGER
from archive.models import Recording
from catalogue.models import Authority, Book, Kind, RadioEpisode, Role, Work

TYPES = {
    Kind.DOCUMENTARY: "Movie",
    Kind.RADIO_SERIES: "RadioSeries",
    Kind.RADIO_EPISODE: "RadioEpisode",
    Kind.BOOK: "Book",
}
# Roles with a property of their own; every other one is a contributor.
PROPERTIES = {
    Role.DIRECTOR: "director",
    Role.PRODUCER: "producer",
    Role.PRODUCTION_COMPANY: "productionCompany",
    Role.AUTHOR: "author",
    Role.BOOK_EDITOR: "editor",
    Role.EDITOR: "editor",
    Role.TRANSLATOR: "translator",
    Role.PUBLISHER: "publisher",
    Role.FUNDER: "funder",
}

Absolute = Callable[[str], str]


def describe(work: Work, absolute: Absolute) -> dict[str, Any]:
    """JSON-LD for a work that is listed to strangers. `absolute` makes a full address of a path."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES[Kind(work.kind)],
        "@id": absolute(work.get_absolute_url()),
        "url": absolute(work.get_absolute_url()),
        "name": [_text(title) for title in work.titles.all() if title.kind == "main"],
        "alternateName": [_text(title) for title in work.titles.all() if title.kind != "main"],
        "description": [_text(text) for text in work.texts.all()],
        "datePublished": str(work.year) if work.year else None,
        "inLanguage": _spoken(work),
        "award": [award.name for award in work.awards.all()],
        **_mentions(work),
        **_broadcasts(work),
        **_episode(work, absolute),
        **_book(work),
    }
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def _text(row: Any) -> dict[str, str]:
    return {"@language": row.language, "@value": row.words()}


def _mentions(work: Work) -> dict[str, list[dict[str, Any]]]:
    rows = list(work.mentions.all())
    open_to_all = Authority.objects.listed_to(STRANGER).filter(pk__in=[row.authority_id for row in rows])
    names = open_to_all.prefetch_related("names").in_bulk() if rows else {}
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if thing := names.get(row.authority_id):
            entry = {"@type": thing.of_kind.schema_type, "name": [_text(name) for name in thing.names.all()]}
            found.setdefault(_property(thing, row.role), []).append(entry)
    return found


def _property(thing: Authority, role: str) -> str:
    return PROPERTIES.get(Role(role), "contributor") if role else thing.of_kind.schema_property or "mentions"


def _spoken(work: Work) -> list[str]:
    if isinstance(work, Book):
        return sorted({edition.language for edition in work.editions.all()})
    keys = [row.recording_id for row in work.recordings_links.all()]
    tags = Recording.objects.listed_to(STRANGER).filter(pk__in=keys).exclude(language="")
    return sorted(set(tags.order_by().values_list("language", flat=True)))


def _broadcasts(work: Work) -> dict[str, Any]:
    events = [
        {"@type": "BroadcastEvent", "startDate": row.date.isoformat(), "name": row.channel}
        for row in work.broadcasts.all()
        if row.date
    ]
    return {"publication": events}


def _episode(work: Work, absolute: Absolute) -> dict[str, Any]:
    if not isinstance(work, RadioEpisode):
        return {}
    series = Work.objects.listed_to(STRANGER).with_words().filter(pk=work.series_id).first()
    part_of = series and {
        "@type": "RadioSeries",
        "@id": absolute(series.get_absolute_url()),
        "name": [_text(title) for title in series.titles.all() if title.kind == "main"],
    }
    return {"episodeNumber": work.number, "partOfSeries": part_of}


def _book(work: Work) -> dict[str, Any]:
    if not isinstance(work, Book):
        return {}
    editions = [
        {
            "@type": "Book",
            "inLanguage": edition.language,
            **({"isbn": edition.isbn} if edition.isbn else {}),
            **({"datePublished": str(edition.year)} if edition.year else {}),
            **({"numberOfPages": edition.pages} if edition.pages else {}),
        }
        for edition in work.editions.all()
    ]
    return {"workExample": editions}
