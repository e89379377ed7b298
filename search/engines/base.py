"""What every search engine does, in terms that are already analysed. An engine knows no text, no work, no visitor.

An `Item` is what is ranked: a recording within a work, or a work without sound. Its cues are located within it and
never ranked. Terms of one `field` (see `search.analysis`) never match those of another.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from uuid import UUID

from search.engines.condition import Condition

# Cues of one item are numbered from 0 in the order (track, time); an engine may use the number in a key.
MOST_CUES = 1 << 20
HITS_PER_ITEM = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """Terms that stand in this order. A term is letters and digits only."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CueEntry:
    """A cue of the published revision of a track, or what of it is in one language; those of one cue follow each other.

    Times are in milliseconds, `language` is a BCP 47 tag.
    """

    n: int
    track_id: int
    language: str
    cue_uuid: UUID
    start_ms: int
    end_ms: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Item:
    """`id` is below 2**43 and stays the same for the same thing; `languages` are the tags it can be found in."""

    id: int
    work_id: int
    recording_id: int | None
    kind: str
    year: int | None
    languages: tuple[str, ...]
    titles: tuple[Passage, ...]
    texts: tuple[Passage, ...]
    cues: tuple[CueEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be found of a work as of a version of its face; nothing of one that is closed or gone."""

    work_id: int
    version: int
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One word or phrase that was asked for, as every field would write it: any of the passages will do."""

    alternatives: tuple[Passage, ...]

    def within(self, field: str | None) -> "Clause":
        return self if field is None else Clause(tuple(p for p in self.alternatives if p.field == field))


@dataclass(frozen=True, slots=True)
class Query:
    """All clauses must occur in an item. `language` asks for them in that language; pages count from 1.

    `without` are works that are neither found nor counted.
    """

    clauses: tuple[Clause, ...]
    kind: str = ""
    language: str = ""
    year: int | None = None
    page: int = 1
    size: int = 20
    without: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue with as many of the clauses as any cue of its item; `across`: a phrase runs over its edge."""

    cue_uuid: UUID
    track_id: int
    language: str
    start_ms: int
    end_ms: int
    across: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """An item that was found and its hits in the order of time, `HITS_PER_ITEM` at most."""

    item_id: int
    work_id: int
    recording_id: int | None
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many items a choice would give. Each count is narrowed by the other choices, never by its own."""

    kinds: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    total: int = 0
    groups: tuple[Group, ...] = ()
    facets: Facets = field(default_factory=Facets)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an index is kept, as the settings say: in a folder of this machine, or on a server.

    `directory` is made when it is first written to. All that is on the server begins with `prefix`; `seconds`: how
    long all that one search asks there may take, or one question of anybody else.
    """

    directory: Path
    url: str = ""
    prefix: str = "rostarkivet"
    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    ca_file: str = ""
    seconds: float = 0.9


# Gives an entry for each of these works as it is at the moment of reading, or of all works for None.
Source = Callable[[Collection[int] | None], Iterable[Entry]]


class Engine(ABC):
    """Where the index lies. Every method raises EngineUnavailableError when it cannot be reached.

    Writes may arrive in any order, twice, and from several processes: what an engine holds of a work is never older
    than anything it was told of that work before.
    """

    @classmethod
    @abstractmethod
    def at(cls, place: Place) -> Self:
        """The engine that keeps its index there. Reaches for nothing yet."""

    @classmethod
    def unfit(cls, place: Place) -> str:
        """What is wrong with the settings of this place, in a sentence; empty where nothing is. Reaches for nothing."""
        return ""

    def mismatch(self) -> str:
        """What is wrong with the server that answers there, in a sentence; empty where nothing is. Asks it."""
        return ""

    @abstractmethod
    def search(self, query: Query) -> Page:
        """One page of items, best first, and what a choice would give.

        What cannot be known (no whole index) is unavailable, never "nothing".
        """

    @abstractmethod
    def condition(self) -> Condition:
        """What state the index is in; asks it afresh, in milliseconds, and raises nothing.

        A server that did not answer a moment ago is out of reach for that moment.
        """

    @abstractmethod
    def replace(self, entries: Iterable[Entry]) -> None:
        """Put each entry's items in the place of all that is held of its work, all or nothing.

        A work of which a newer version is held stays as it is. Found, or found no more, by everybody once this returns.
        """

    @abstractmethod
    def rebuild(self, source: Source, *, if_needed: bool = False) -> int | None:
        """Build a new index beside the one in use and switch to it at once; returns the number of items.

        What is replaced meanwhile is in the new one as well. Needs nothing of an old one; where it fails, the old one
        stays. `if_needed`: only where the index is lost, damaged, or made by another analysis or schema; None, and
        nothing done, where it is not, or where somebody else builds at the moment.
        """

    @abstractmethod
    def versions(self) -> dict[int, int]:
        """Every work the engine was ever told of since it was built, and the version that it holds."""

    @abstractmethod
    def verify(self) -> None:
        """Read all of the index; where it is damaged, `condition` says so from then on."""

    @abstractmethod
    def purge(self) -> None:
        """Wipe what was removed from where it is stored, too."""
