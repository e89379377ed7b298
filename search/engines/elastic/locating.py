"""Which cues of the items of one page are shown: those that hold as many of the clauses as any cue of the item.

A question for each item, all sent together: each reads one block. One question over the cues of all items, collapsed
by item with inner hits, was measured beside it, for 20 items among 200,000 cues: 21 to 54 ms where this took 30 to 79.
But it gives a hundred hits of an item at most, and does not say which of the words no cue of an item holds, so where a
phrase has to be looked for over the edge of cues; that would be one more question.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from elasticsearch import Elasticsearch
from elasticsearch.dsl import MultiSearch, Search
from elasticsearch.dsl.query import Bool, ConstantScore, Exists, Query, Term, Terms

from search.engines.base import HITS_PER_ITEM, Clause, Hit, Passage
from search.engines.elastic.ranking import numbered, numbers, standing_in
from search.engines.elastic.schema import Document
from search.engines.elastic.writing import every
from search.engines.terms import GAP, spanned, tokens

_FIELDS = ("n", "uuid", "track", "language", "start_ms", "end_ms")

# The cues that a phrase of a clause runs over, by the clause's number.
Across = Mapping[int, set[int]]


@dataclass(frozen=True)
class Blocks:
    """The cues of the items of one page: all that is asked is asked of one generation, `index`."""

    client: Elasticsearch
    index: str
    clauses: tuple[Clause, ...]

    def hits(self, blocks: Sequence[str]) -> list[tuple[Hit, ...]]:
        """Of each block, in the order of time."""
        answers = self._located({block: {} for block in blocks})
        across = self._across({block: self._not_within(answers[block]) for block in blocks})
        answers |= self._located(across)
        return [_hits(answers[block], across.get(block, {})) for block in blocks]

    def _located(self, blocks: Mapping[str, Across]) -> dict[str, Document]:
        if not blocks:
            return {}
        asked = MultiSearch(using=self.client, index=self.index)
        for block, across in blocks.items():
            asked = asked.add(self._locating(block, across))
        return dict(zip(blocks, (answer.to_dict() for answer in asked.execute()), strict=True))

    def _locating(self, block: str, across: Across) -> Search:
        """Scored by the number of clauses."""
        holding = [_holding(clause, across.get(number, set())) for number, clause in enumerate(self.clauses)]
        query = Bool(
            filter=[Term(block=block)],
            should=[ConstantScore(filter=clause, boost=1.0) for clause in holding],
            minimum_should_match=1,
        )
        search: Search = Search().query(query).sort("_score", "n").source([*_FIELDS])
        search.aggs.bucket("held", "filters", filters=numbered(holding))
        return search.extra(size=HITS_PER_ITEM, track_total_hits=False)

    def _not_within(self, answer: Document) -> list[int]:
        """The clauses that no cue of a block holds, though their words may run over the edge of one."""
        counts = numbers(answer["aggregations"]["held"])
        return [n for n, count in enumerate(counts) if not count and _phrases([self.clauses[n]])]

    def _across(self, wanted: Mapping[str, Sequence[int]]) -> dict[str, Across]:
        """For each block in which a phrase of one of these clauses is spoken over the edge of cues, the cues."""
        wanted = {block: numbers for block, numbers in wanted.items() if numbers}
        if not wanted:
            return {}
        phrases = _phrases(self.clauses[n] for numbers in wanted.values() for n in numbers)
        spoken: list[Query] = [standing_in("cues", phrase, _name=str(n)) for n, phrase in enumerate(phrases)]
        items = Bool(filter=[Terms(block=list(wanted)), Exists(field="item")], should=spoken, minimum_should_match=1)
        search = Search(using=self.client, index=self.index).query(items).source(["block"]).extra(size=len(wanted))
        found: dict[str, Across] = {}
        for item in search.execute().to_dict()["hits"]["hits"]:
            block, here = item["_source"]["block"], {phrases[int(name)] for name in item["matched_queries"]}
            for number in wanted[block]:
                cues = {
                    n
                    for phrase in here.intersection(self.clauses[number].alternatives)
                    for n in self._under(block, phrase)
                }
                if cues:
                    found[block] = {**found.get(block, {}), number: cues}
        return found

    def _under(self, block: str, phrase: Passage) -> set[int]:
        """The cues under each place at which a phrase stands: read are those that hold a word of it, or none at all."""
        words = tokens(phrase).split()
        empty = Bool(must_not=[Exists(field="terms")])
        some = Bool(should=[Terms(terms=list(dict.fromkeys(words))), empty], minimum_should_match=1)
        query = Bool(filter=[Term(block=block), Exists(field="n"), some])
        rows: list[tuple[int, int, str]] = []
        for cue in every(self.client, self.index, query, ["n"], ["n", "track", "terms"]):
            if rows and cue["n"] != rows[-1][0] + 1:
                rows.append((-1, -1, GAP))  # here stands a cue that holds none of the words
            rows.append((cue["n"], cue["track"], cue.get("terms", "")))
        return spanned(rows, words)


def _phrases(clauses: Iterable[Clause]) -> list[Passage]:
    passages = (passage for clause in clauses for passage in clause.alternatives if len(passage.terms) > 1)
    return list(dict.fromkeys(passages))


def _holding(clause: Clause, across: set[int]) -> Query:
    either = [standing_in("terms", passage) for passage in clause.alternatives]
    if across:
        either.append(Terms(n=sorted(across)))
    return Bool(should=either, minimum_should_match=1)


def _hits(answer: Document, across: Across) -> tuple[Hit, ...]:
    found = answer["hits"]["hits"]
    over = {n for cues in across.values() for n in cues}
    hits = [
        Hit(UUID(cue["uuid"]), cue["track"], cue["language"], cue["start_ms"], cue["end_ms"], cue["n"] in over)
        for cue in (hit["_source"] for hit in found if hit["_score"] == found[0]["_score"])
    ]
    return tuple(sorted(hits, key=lambda hit: (hit.start_ms, hit.language)))
