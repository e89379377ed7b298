"""What a search answers with, ready to be shown or written as JSON."""

from dataclasses import dataclass, field
from uuid import UUID

from archive.languages import Direction
from catalogue.models import Tagged
from search.answer.facets import Facet
from search.answer.highlight import Segment, is_marked


@dataclass(frozen=True, slots=True)
class Line:
    """A cue as it is shown: times in milliseconds, `segments` put together are its text."""

    id: UUID
    language: str
    dir: Direction
    start_ms: int
    end_ms: int
    segments: tuple[Segment, ...]
    url: str

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)

    @property
    def matched(self) -> bool:
        return is_marked(self.segments)


@dataclass(frozen=True, slots=True)
class Side:
    """What stands in one language at one moment. `spoken`: that language is the one spoken in the recording."""

    language: str
    dir: Direction
    spoken: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A cue that was found, what stands beside it at that moment, and the other languages."""

    found: Side
    beside: Side | None
    others: tuple[Side, ...]

    @property
    def line(self) -> Line:
        return self.found.lines[0]

    @property
    def aligned(self) -> list[Line]:
        """Every cue of the other languages at this moment."""
        sides = (self.beside, *self.others) if self.beside else self.others
        return [line for side in sides for line in side.lines]


@dataclass(frozen=True, slots=True)
class Found:
    """A recording within a work, or a work without sound. `more`: how many moments were found but are not shown."""

    work: str
    recording: UUID | None
    kind: str
    year: int | None
    stand_in: bool
    title: Tagged
    title_segments: tuple[Segment, ...]
    part: Tagged | None
    summary: Tagged | None
    summary_segments: tuple[Segment, ...]
    url: str
    moments: tuple[Moment, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """`total` counts recordings and silent works; `asked` is False where there was nothing to search for."""

    text: str
    asked: bool
    total: int = 0
    page: int = 1
    pages: int = 1
    groups: tuple[Found, ...] = ()
    facets: tuple[Facet, ...] = field(default_factory=tuple)
