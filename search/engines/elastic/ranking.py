"""Which items a question finds, in which order, and what a choice would give.

The order is FTS5's own `bm25`, reckoned from the same numbers: how often each phrase stands in an item (times the
weight of the place), in how many items at all, and how long they are. So every server, however many shards or deleted
documents it has, ranks as the embedded engine does. One document is one item: counts are exact, where counting the
recordings of cues would be an estimate.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Bool, Exists, MatchPhrase, Query, ScriptScore, Term, Terms

from search.analysis import field_of
from search.engines import base
from search.engines.base import Clause, Facets, Passage
from search.engines.elastic.schema import Document
from search.engines.terms import WEIGHTS, tokens

_MOST_CHOICES = 10_000
_LEAST_WORTH = 1e-6  # of a phrase that stands in most items, as FTS5 has it
_SCORE = (
    "double often = _score;"
    "return params.worth * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * doc['length'].value / params.average));"
)
_ITEMS = Exists(field="item")
_LIES_IN = {"kind": "kind", "year": "year", "language": "languages"}


@dataclass(frozen=True)
class Counts:
    """What is known before ranking. `worth` of a passage: the rarer the more; `average` length of an item in terms."""

    total: int
    facets: Facets
    worth: dict[Passage, float]
    average: float


def counting(query: base.Query, clauses: tuple[Clause, ...]) -> Search:
    """One question for all of `Counts`; `clauses` are those of the query, within its language."""
    search: Search = Search().query(_ITEMS).extra(size=0, track_total_hits=True)
    passages = _passages(clauses)
    search.aggs.metric("length", "sum", field="length")
    search.aggs.bucket("standing", "filters", filters=numbered(map(_standing, passages)))
    search.aggs.bucket("total", "filter", _matching(query, clauses))
    narrowed = [(name, name, clauses) for name in ("kind", "year")]
    for field in _fields(query):
        within = tuple(clause.within(field) for clause in query.clauses)
        if all(clause.alternatives for clause in within):
            narrowed.append((f"in {field}", "language", within))
    for name, choice, asked in narrowed:
        bucket = search.aggs.bucket(name, "filter", _matching(query, asked, choice))
        bucket.bucket("choices", "terms", field=_LIES_IN[choice], size=_MOST_CHOICES)
    return search


def counted(answer: Document, query: base.Query, clauses: tuple[Clause, ...]) -> Counts:
    """What an answer to `counting` says."""
    every, found = answer["hits"]["total"]["value"], answer["aggregations"]
    standing = numbers(found["standing"])
    languages = [
        (tag, count)
        for field in _fields(query)
        for tag, count in _choices(found.get(f"in {field}"))
        if field_of(tag) == field
    ]
    facets = Facets(
        dict(sorted(_choices(found["kind"]))),
        dict(sorted(languages, key=lambda pair: (-pair[1], pair[0]))),
        {int(year): count for year, count in sorted(_choices(found["year"]))},
    )
    worth = {
        passage: max(_LEAST_WORTH, math.log((every - n + 0.5) / (n + 0.5)))
        for passage, n in zip(_passages(clauses), standing, strict=True)
    }
    return Counts(found["total"]["doc_count"], facets, worth, (found["length"]["value"] or 1.0) / max(every, 1))


def ranked(query: base.Query, clauses: tuple[Clause, ...], counts: Counts) -> Search:
    """The items of one page, best first; of two that are equally good the older one."""
    search: Search = Search().query(_matching(query, clauses, counts=counts))
    search = search.sort("_score", "item").source(["item", "work", "recording", "block"])
    return search.extra(size=query.size, from_=(query.page - 1) * query.size, track_total_hits=False)


def standing_in(place: str, passage: Passage, **more: object) -> Query:
    """The documents in whose text `place` the passage stands."""
    return MatchPhrase(**{place: {"query": tokens(passage), **more}})


def numbered(queries: Iterable[Query]) -> dict[str, Query]:
    """Each by a name that keeps its place, for a `filters` aggregation."""
    return {f"{number:04}": query for number, query in enumerate(queries)}


def numbers(filters: Document) -> list[int]:
    """How many documents each of the `numbered` queries found."""
    return [bucket["doc_count"] for _, bucket in sorted(filters["buckets"].items())]


def _passages(clauses: Iterable[Clause]) -> list[Passage]:
    return list(dict.fromkeys(passage for clause in clauses for passage in clause.alternatives))


def _fields(query: base.Query) -> list[str]:
    return list(dict.fromkeys(passage.field for passage in _passages(query.clauses)))


def _choices(bucket: Document | None) -> Iterator[tuple[str, int]]:
    for each in bucket["choices"]["buckets"] if bucket else ():
        yield each["key"], each["doc_count"]


def _standing(passage: Passage) -> Query:
    """How often it stands in an item, by weight: a phrase is scored once for each of its terms."""
    places = (
        standing_in(place, passage, boost=weight / max(1, len(tokens(passage).split())))
        for place, weight in WEIGHTS.items()
    )
    return Bool(should=list(places), minimum_should_match=1)


def _scored(passage: Passage, counts: Counts) -> Query:
    params = {"worth": counts.worth[passage], "average": counts.average}
    return ScriptScore(query=_standing(passage), script={"source": _SCORE, "params": params})


def _matching(query: base.Query, clauses: Iterable[Clause], without: str = "", counts: Counts | None = None) -> Query:
    """The items that hold all of `clauses`, narrowed by the choices of `query` except `without`; scored by `counts`."""
    all_of = [
        Bool(
            should=[_scored(passage, counts) if counts else _standing(passage) for passage in clause.alternatives],
            minimum_should_match=1,
        )
        for clause in clauses
    ]
    made = {"kind": query.kind or None, "year": query.year, "language": query.language or None}
    choices: list[Query] = [
        Term(**{_LIES_IN[name]: value}) for name, value in made.items() if value is not None and name != without
    ]
    hidden: list[Query] = [Terms(work=sorted(query.without))] if query.without else []
    if counts:
        return Bool(must=all_of, filter=[_ITEMS, *choices], must_not=hidden)
    return Bool(filter=[_ITEMS, *all_of, *choices], must_not=hidden)
