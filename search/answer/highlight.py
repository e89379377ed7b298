"""Marks what was found in the text as it was written, by reading it with the same rules that found it."""

from collections.abc import Sequence
from dataclasses import dataclass

from search.analysis import Term, analyse, field_of
from search.analysis.matching import occurrences, over_the_edge
from search.engines.base import Clause


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the original text; all segments put together are the text.

    `language` is named where it is another than that of the text around it.
    """

    text: str
    matched: bool
    language: str = ""


def mark(text: str, language: str, clauses: Sequence[Clause], *, across: bool = False) -> list[Segment]:
    """Divide `text` (in BCP 47 `language`) into what was asked for and the rest.

    `across`: a phrase may begin before the text or end after it, as in a cue of `Hit.across`.
    """
    terms = analyse(text, language)
    field = field_of(language)
    spans: list[tuple[int, int]] = []
    for clause in clauses:
        spans += _spans(terms, [passage.terms for passage in clause.within(field).alternatives], across)
    return _segments(text, _joined(spans))


def is_marked(segments: Sequence[Segment]) -> bool:
    return any(segment.matched for segment in segments)


def _spans(terms: Sequence[Term], phrases: Sequence[tuple[str, ...]], across: bool) -> list[tuple[int, int]]:
    words = [term.text for term in terms]
    found = [
        (terms[index].start, terms[index + len(phrase) - 1].end)
        for phrase in phrases
        for index in occurrences(words, phrase)
    ]
    if not found and across:
        edges = [edge for phrase in phrases if len(phrase) > 1 and (edge := over_the_edge(words, phrase))]
        found = [(terms[edge[0]].start, terms[edge[-1]].end) for edge in edges]
    return found


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _segments(text: str, spans: Sequence[tuple[int, int]]) -> list[Segment]:
    segments: list[Segment] = []
    at = 0
    for start, end in spans:
        segments += [Segment(text[at:start], False), Segment(text[start:end], True)]
        at = end
    return [segment for segment in (*segments, Segment(text[at:], False)) if segment.text]
