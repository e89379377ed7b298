"""What a search answers with, ready to be shown or written as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from archive import languages
from archive.languages import Direction
from catalogue.models import Tagged
from search.answer.facets import Facet
from search.answer.highlight import Segment, is_marked, mark
from search.engines.base import Clause
from subtitles.webvtt.languages import Span, direction


@dataclass(frozen=True, slots=True)
class Line:
    """A cue as it is shown, times in milliseconds. What was `asked` for is looked up in its text when it is shown."""

    id: UUID
    language: str
    dir: Direction
    start_ms: int
    end_ms: int
    text: str
    url: str
    asked: Sequence[Clause]
    across: bool
    parts: tuple[Span, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Put together they are the text; each part is read by the rules of its own language."""
        found: list[Segment] = []
        for part in self.parts:
            tag = part.language if part.language != self.language else ""
            marks = mark(part.text, part.language, self.asked, across=self.across)
            found += (replace(segment, language=tag) for segment in marks)
        return tuple(found)

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

    @property
    def label(self) -> str:
        """What the side is, in the language of the page."""
        words = gettext("Spoken in %(language)s") if self.spoken else gettext("Subtitle in %(language)s")
        return words % {"language": languages.name(self.language)}


@dataclass(frozen=True, slots=True)
class Moment:
    """A cue that was found, what stands beside it at that moment, and the other languages."""

    found: Side
    beside: Side | None
    others: tuple[Side, ...]

    @property
    def sides(self) -> tuple[Side, ...]:
        """What a page shows: what was found, and what stands beside it."""
        return (self.found, self.beside) if self.beside else (self.found,)

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


def marked(segments: Sequence[Segment]) -> SafeString:
    """HTML: escaped text with what was found in <mark>."""
    return SafeString("".join(map(_segment, segments)))


def _segment(part: Segment) -> str:
    text = f"<mark>{escape(part.text)}</mark>" if part.matched else escape(part.text)
    if not part.language:
        return text
    return f'<span lang="{escape(part.language)}" dir="{direction(part.language)}">{text}</span>'
