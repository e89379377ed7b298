"""A work in the words of schema.org, as JSON-LD, made of nothing but what was built for a stranger.

What is kept to its own address (`listed` is not true of it) is left out. An `@id` is the same in every language.
"""

from collections.abc import Iterable

from archive import timecode
from catalogue.interchange import schema_media
from catalogue.interchange.json_ld import Absolute, Node, Value, compact, texts
from catalogue.models import Authority, Kind, Role
from catalogue.public.data import CreditShown, NameShown, PartShown, WorkShown
from catalogue.public.transcript import Reading

TYPES = {
    Kind.DOCUMENTARY: "Movie",
    Kind.RADIO_SERIES: "RadioSeries",
    Kind.RADIO_EPISODE: "RadioEpisode",
    Kind.BOOK: "Book",
}
PERSON, BODY = "person", "organisation"
# Roles with a property of their own, and the kinds of names that this may hold; everybody else is a contributor.
PROPERTIES: dict[str, tuple[str, tuple[str, ...]]] = {
    Role.DIRECTOR: ("director", (PERSON,)),
    Role.PRODUCER: ("producer", (PERSON, BODY)),
    Role.PRODUCTION_COMPANY: ("productionCompany", (BODY,)),
    Role.AUTHOR: ("author", (PERSON, BODY)),
    Role.BOOK_EDITOR: ("editor", (PERSON,)),
    Role.EDITOR: ("editor", (PERSON,)),
    Role.TRANSLATOR: ("translator", (PERSON, BODY)),
    Role.PUBLISHER: ("publisher", (PERSON, BODY)),
    Role.FUNDER: ("funder", (PERSON, BODY)),
}
NOT_OF_BOOKS = ("director", "productionCompany")


def describe(work: WorkShown, absolute: Absolute, readings: Iterable[Reading] = ()) -> Node:
    """JSON-LD for a work as a stranger has it. `absolute` makes a full address of a path.

    `readings`: what the page shows of what is said; no text is used but those of the work's own tracks.
    """
    parts = schema_media.listed(work)
    media = schema_media.recordings(work, absolute, readings)
    return compact(
        {
            "@context": "https://schema.org",
            "@type": TYPES[Kind(work.kind)],
            "@id": absolute(work.permanent),
            "url": absolute(work.url),
            "name": texts(work.titles),
            "alternateName": texts(work.other_titles),
            "description": texts(work.texts),
            "datePublished": str(work.year) if work.year else None,
            "inLanguage": _spoken(work, parts),
            "award": texts(award.name for award in work.awards),
            **_mentions(work, absolute),
            "publication": _broadcasts(work),
            **_by_kind(work, parts, absolute),
            "associatedMedia": [*(media if len(media) == 1 else []), *schema_media.documents(work, absolute)],
            "hasPart": media if len(media) > 1 else [],
        }
    )


def _mentions(work: WorkShown, absolute: Absolute) -> Node:
    found: dict[str, list[Value]] = {}
    for credit in work.credits:
        for name in credit.names:
            found.setdefault(_property(work, credit, name), []).append(_name(name, absolute))
    for name in (*work.places, *work.subjects):
        found.setdefault(Authority.kinds[name.kind].of_kind.schema_property, []).append(_name(name, absolute))
    return dict(found)


def _property(work: WorkShown, credit: CreditShown, name: NameShown) -> str:
    word, kinds = PROPERTIES.get(credit.role, ("contributor", ()))
    fits = name.kind in kinds and not (work.kind == Kind.BOOK and word in NOT_OF_BOOKS)
    return word if fits else "contributor"


def _name(name: NameShown, absolute: Absolute) -> Node:
    return compact(
        {
            "@type": Authority.kinds[name.kind].of_kind.schema_type,
            "@id": absolute(name.permanent),
            "name": texts(name.names or name.other_names),
            "alternateName": texts(name.other_names if name.names else ()),
        }
    )


def _spoken(work: WorkShown, parts: list[PartShown]) -> Value:
    tags = {edition.language for edition in work.editions} | {part.language for part in parts}
    return sorted(tags - {""})


def _broadcasts(work: WorkShown) -> list[Value]:
    return [
        compact(
            {
                "@type": "BroadcastEvent",
                "startDate": row.date.isoformat(),
                "publishedOn": {"@type": "BroadcastService", "name": row.channel} if row.channel else None,
            }
        )
        for row in work.broadcasts
        if row.date
    ]


def _by_kind(work: WorkShown, parts: list[PartShown], absolute: Absolute) -> Node:
    """What only works of this kind have."""
    lasts = sum(part.duration_ms or 0 for part in parts)
    duration = timecode.duration(lasts) if lasts else None
    if work.kind == Kind.RADIO_EPISODE:
        return {"episodeNumber": work.number, "partOfSeries": _series(work, absolute), "duration": duration}
    if work.kind == Kind.DOCUMENTARY:
        tags = {track.lang for part in parts for track in schema_media.subtitles(part)}
        return {"duration": duration, "subtitleLanguage": sorted(tags)}
    return {"workExample": _editions(work)}


def _series(work: WorkShown, absolute: Absolute) -> Node | None:
    if work.series is None:
        return None
    return {"@type": "RadioSeries", "@id": absolute(work.series.permanent), "name": texts(work.series.titles)}


def _editions(work: WorkShown) -> list[Value]:
    return [
        compact(
            {
                "@type": "Book",
                "inLanguage": edition.language,
                "isbn": edition.isbn,
                "datePublished": str(edition.year) if edition.year else None,
                "numberOfPages": edition.pages,
            }
        )
        for edition in work.editions
    ]
