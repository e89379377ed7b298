"""What is said of works and names in public, as plain frozen data: pages, JSON-LD, feeds and the API are made of it.

It is built by `catalogue.public.building` for one viewer and one reader, and holds nothing that the gate does not let
her have: no rows, no lazy translations, so that it can be kept and be made JSON. `url` is an address in the reader's
language, `permanent` the one that stays the same in every language. A `label` is in the reader's language.
"""

from dataclasses import dataclass
from datetime import date, datetime

from archive.languages import Direction, Tagged
from archive.streaming.player import Player


@dataclass(frozen=True, slots=True)
class NameShown:
    """A name that a work mentions: `name` as the reader reads it best, and all that it is called."""

    kind: str
    url: str
    permanent: str
    name: Tagged
    names: tuple[Tagged, ...]
    other_names: tuple[Tagged, ...]


@dataclass(frozen=True, slots=True)
class CreditShown:
    """Who did one thing for a work; `role` is a MARC relator code."""

    role: str
    label: str
    names: tuple[NameShown, ...]


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """What can be read with a work. `listed`: machines may be told of it."""

    url: str
    label: Tagged | None
    language: str
    size_bytes: int
    pages: int
    listed: bool


@dataclass(frozen=True, slots=True)
class BroadcastShown:
    date: date | None
    channel: str


@dataclass(frozen=True, slots=True)
class AwardShown:
    name: Tagged
    year: int | None


@dataclass(frozen=True, slots=True)
class EditionShown:
    language: str
    year: int | None
    isbn: str
    publisher: str
    pages: int | None


@dataclass(frozen=True, slots=True)
class SealShown:
    """What of a recording is closed to a viewer who may know of it.

    `layers`: those of the codes words, sound and picture that it has. `whole`: that is all of them. `until` and `opens`
    as `archive.access.Seal` has them. `said`: all of that in one sentence.
    """

    layers: tuple[str, ...]
    whole: bool
    until: datetime | None
    opens: bool
    said: str


@dataclass(frozen=True, slots=True)
class TrackShown:
    """A published track; `url` is its WebVTT. `listed`: machines may be told of it."""

    uuid: str
    url: str
    lang: str
    dir: Direction
    label: str
    kind: str
    listed: bool


@dataclass(frozen=True, slots=True)
class PartShown:
    """A recording of a work. `kind` as this viewer meets it, audio or video; `listed`: lists and machines may name it.

    `added` is the day it came into the archive; `player` is None where what it plays is sealed, and while it `waits`
    for something to stream. `poster` is the lasting address of its still picture, the same in every language, "" where
    there is none for her.
    """

    number: int
    label: Tagged | None
    uuid: str
    kind: str
    language: str
    duration_ms: int | None
    added: date
    listed: bool
    seal: SealShown | None
    player: Player | None
    poster: str
    waits: bool
    tracks: tuple[TrackShown, ...]


@dataclass(frozen=True, slots=True)
class NeighbourShown:
    """Another work that one leads to: its series, or the programme before or after it."""

    url: str
    permanent: str
    title: Tagged
    titles: tuple[Tagged, ...]
    number: int | None


@dataclass(frozen=True, slots=True)
class WorkShown:
    """One work. `title`, `summary` and `description` as the reader reads them best; the plurals in every language.

    `open_to_all`: every stranger may see it at its address; `listed_to_all`: and find it in lists.
    """

    slug: str
    url: str
    permanent: str
    kind: str
    kind_label: str
    title: Tagged
    titles: tuple[Tagged, ...]
    other_titles: tuple[Tagged, ...]
    summary: Tagged | None
    description: Tagged | None
    texts: tuple[Tagged, ...]
    year: int | None
    year_end: int | None
    number: int | None
    stand_in: bool
    open_to_all: bool
    listed_to_all: bool
    credits: tuple[CreditShown, ...]
    places: tuple[NameShown, ...]
    subjects: tuple[NameShown, ...]
    broadcasts: tuple[BroadcastShown, ...]
    awards: tuple[AwardShown, ...]
    editions: tuple[EditionShown, ...]
    documents: tuple[DocumentShown, ...]
    parts: tuple[PartShown, ...]
    series: NeighbourShown | None
    previous: NeighbourShown | None
    next: NeighbourShown | None

    @property
    def titles_beside(self) -> tuple[Tagged, ...]:
        """Every title but the one that stands above the page."""
        return tuple(title for title in (*self.titles, *self.other_titles) if title != self.title)


@dataclass(frozen=True, slots=True)
class CardShown:
    """A work in a list. `languages` are those of its subtitles."""

    url: str
    title: Tagged
    kind: str
    kind_label: str
    year: int | None
    poster: str
    summary: Tagged | None
    duration_ms: int | None
    languages: tuple[str, ...]
    stand_in: bool


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A kind of works on the front page: how many there are, and a few of them."""

    kind: str
    heading: str
    count: int
    cards: tuple[CardShown, ...]


@dataclass(frozen=True, slots=True)
class NamePageShown:
    """What the page of a name says of it besides its works."""

    kind: str
    kind_label: str
    name: Tagged
    other_names: tuple[Tagged, ...]
    note: Tagged | None
    founded: int | None
    part_of: tuple[NameShown, ...]
    contains: tuple[NameShown, ...]
    listed_to_all: bool
