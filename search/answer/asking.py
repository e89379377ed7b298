"""From what somebody typed to clauses. Nobody says in which language she asks, so every field gets its own reading.

Words stand for themselves; words in quotation marks of any kind are a phrase. Nothing else has a meaning.
"""

from itertools import pairwise

import regex

from search.analysis import FIELDS, Term, analyse
from search.engines.base import Clause, Passage

LONGEST_QUERY = 1000  # characters that are read
MOST_CLAUSES = 24
_QUOTES = '"“”„‟«»'
_QUOTED = regex.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")
_PIECE = regex.compile(r"\S+")


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a query, in the order typed, each once; none when it holds no letter or digit."""
    found: list[Clause] = []
    end = 0
    text = text[:LONGEST_QUERY]
    for quoted in _QUOTED.finditer(text):
        found += [*_words(text[end : quoted.start()]), _phrase(quoted.group(1))]
        end = quoted.end()
    found += _words(text[end:])
    return tuple(dict.fromkeys(clause for clause in found if clause.alternatives))[:MOST_CLAUSES]


def _phrase(text: str) -> Clause:
    """Each field's terms in a row: as the index has them, or with a compound written as one word or as several."""
    passages: list[Passage] = []
    for field in FIELDS:
        terms = analyse(text, field)
        wholes, parts = _wholes(terms), _parts(terms)
        for reading in (terms, parts, wholes):
            passages.append(Passage(field, tuple(term.text for term in reading)))
    return Clause(tuple(dict.fromkeys(passage for passage in passages if passage.terms)))


def _words(text: str) -> list[Clause]:
    """A clause for each word. What any language takes for one word (می خواهم) is one for all."""
    readings = {field: analyse(text, field) for field in FIELDS}
    spans: list[tuple[int, int]] = []
    for start, end in sorted(
        [(piece.start(), piece.end()) for piece in _PIECE.finditer(text)]
        + [(term.start, term.end) for terms in readings.values() for term in terms]
    ):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return [_word(readings, start, end) for start, end in spans]


def _word(readings: dict[str, list[Term]], start: int, end: int) -> Clause:
    passages: list[Passage] = []
    for field, terms in readings.items():
        here = [term for term in terms if start <= term.start and term.end <= end]
        for reading in (_wholes(here), _parts(here)):
            passages.append(Passage(field, tuple(term.text for term in reading)))
    return Clause(tuple(dict.fromkeys(passage for passage in passages if passage.terms)))


def _wholes(terms: list[Term]) -> list[Term]:
    """Without the parts of compounds."""
    kept: list[Term] = []
    for term in terms:
        if not kept or term.start >= kept[-1].end:
            kept.append(term)
    return kept


def _parts(terms: list[Term]) -> list[Term]:
    """Without the wholes of compounds: a whole is followed by parts that begin before it ends."""
    followed = [(term.end, after.start) for term, after in pairwise(terms)]
    wholes = {number for number, (end, start) in enumerate(followed) if start < end}
    return [term for number, term in enumerate(terms) if number not in wholes]
