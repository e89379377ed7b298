"""A search server as an engine: OpenSearch or Elasticsearch, with two levels in one index as in FTS5.

Items are ranked (see `ranking`), cues located within the items of one page (see `locating`).
"""

import os
import time
from collections.abc import Iterable
from typing import Self

from elastic_transport import TransportError
from elasticsearch import ApiError
from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Exists, Term

from search.analysis import field_of, fingerprint
from search.engines.base import Engine, Entry, Group, Page, Place, Query, Source
from search.engines.condition import LASTING, Condition, UnusableError
from search.engines.elastic import expunging, node, ranking, writing
from search.engines.elastic.failures import again, answering
from search.engines.elastic.indices import ALIVE_SECONDS, Indices
from search.engines.elastic.locating import Blocks
from search.engines.elastic.node import client
from search.engines.elastic.schema import Document
from search.exceptions import EngineUnavailableError

_BATCH = 2000  # cues and works


class ElasticEngine(Engine):
    """An index on the server at `place.url`."""

    def __init__(self, place: Place, analysis: str = "") -> None:
        self.place = place
        self.analysis = analysis or fingerprint()
        self._made: tuple[int, Indices] | None = None

    @classmethod
    def at(cls, place: Place) -> Self:
        return cls(place)

    @classmethod
    def unfit(cls, place: Place) -> str:
        if not place.url.startswith(("http://", "https://")):
            return f"The address of the search server, {place.url!r}, does not begin with http:// or https://."
        if place.ca_file and not os.access(place.ca_file, os.R_OK):
            return f"The certificates in {place.ca_file} (ROSTARKIVET_SEARCH_CA_FILE) cannot be read."
        try:
            client(place)
        except ValueError as error:
            return f"The search server {place.url} cannot be asked: {error}."
        return ""

    def mismatch(self) -> str:
        try:
            with answering():
                return node.mismatch(self.indices.client.info().body)
        except EngineUnavailableError as error:
            return f"The search server {self.place.url} does not answer as one: {error.reason}."

    @property
    def indices(self) -> Indices:
        """Each process has connections of its own, one that was forked too."""
        if self._made is None or self._made[0] != os.getpid():
            self._made = os.getpid(), Indices(client(self.place), self.place.prefix, self.analysis)
        return self._made[1]

    def search(self, query: Query) -> Page:
        if not query.clauses:
            return Page()
        with answering(), node.within(self.place.seconds):
            found = again(lambda: self._page(query))
            if not found.total and (condition := self.indices.condition()) is not Condition.READY:
                raise UnusableError(condition)
            return found

    def condition(self) -> Condition:
        try:
            return self.indices.condition()
        except (TransportError, ApiError):
            return Condition.UNREACHABLE

    def replace(self, entries: Iterable[Entry]) -> None:
        """Where no index is, nothing is noted: whoever builds one reads afterwards, and reads everything."""
        newest = _newest(entries)
        with answering():
            again(lambda: self._put(newest))

    def rebuild(self, source: Source, *, if_needed: bool = False) -> int | None:
        with answering():
            if if_needed and (self.condition() not in LASTING or self.indices.earlier_builder()):
                return None
            self.indices.sweep()
            name = self.indices.create()
            try:
                if if_needed and self.indices.earlier_builder(name):
                    self.indices.discard([name])  # somebody began at the same moment
                    return None
                self._fill(name, source)
                count = self._count(name)
                self.indices.switch(name)
            except BaseException:
                with answering():
                    self.indices.discard([name])
                raise
            self.indices.sweep()
            return count

    def versions(self) -> dict[int, int]:
        with answering():
            held = writing.every(
                self.indices.patient, self.indices.current, Term(slot=0), ["work"], ["work", "version"]
            )
            return {document["work"]: document["version"] for document in held}

    def verify(self) -> None:
        """The server compares a segment with its checksum whenever it opens, merges or copies it, and takes a shard
        that contradicts itself out of service, which `condition` sees. Here every shard has to answer."""
        with answering():
            search = Search(using=self.indices.patient, index=self.indices.current)
            search.params(allow_partial_search_results=False).extra(size=0).execute()

    def purge(self) -> None:
        """Takes up to a minute where something was removed."""
        with answering():
            writing.sweep(self.indices.patient, self.indices.current)
            expunging.expunge(self.indices.patient, self.indices.current)

    def _page(self, query: Query) -> Page:
        field = field_of(query.language) if query.language else None
        clauses = tuple(clause.within(field) for clause in query.clauses)
        if not all(clause.alternatives for clause in clauses):
            return Page()
        counts = ranking.counted(self._asked(ranking.counting(query, clauses)), query, clauses)
        if not counts.total or not query.size:
            return Page(counts.total, (), counts.facets)
        found = self._asked(ranking.ranked(query, clauses, counts))["hits"]["hits"]
        if not found:
            return Page(counts.total, (), counts.facets)
        items = [hit["_source"] for hit in found]
        blocks = Blocks(self.indices.client, found[0]["_index"], clauses)
        hits = blocks.hits([item["block"] for item in items])
        groups = (
            Group(item["item"], item["work"], item["recording"], cues) for item, cues in zip(items, hits, strict=True)
        )
        return Page(counts.total, tuple(groups), counts.facets)

    def _asked(self, search: Search) -> Document:
        search = search.using(self.indices.client).index(self.indices.current)
        answer: Document = search.params(allow_partial_search_results=False).execute().to_dict()
        return answer

    def _put(self, entries: list[Entry]) -> None:
        """Into the index in use and those that are being built."""
        for index in self.indices.targets():
            writing.put(self.indices.patient, index, entries, seen=True)

    def _fill(self, index: str, source: Source) -> None:
        batch: list[Entry] = []
        weight, alive = 0, time.monotonic()
        for entry in source(None):
            batch.append(entry)
            weight += 1 + sum(len(item.cues) for item in entry.items)
            if weight >= _BATCH:
                writing.put(self.indices.patient, index, _newest(batch), seen=False)
                batch, weight = [], 0
            if time.monotonic() - alive > ALIVE_SECONDS:
                self.indices.live_on(index)
                alive = time.monotonic()
        writing.put(self.indices.patient, index, _newest(batch), seen=True)

    def _count(self, index: str) -> int:
        count: int = Search(using=self.indices.patient, index=index).query(Exists(field="item")).count()
        return count


def _newest(entries: Iterable[Entry]) -> list[Entry]:
    """Each work once."""
    newest: dict[int, Entry] = {}
    for entry in entries:
        if entry.work_id not in newest or newest[entry.work_id].version <= entry.version:
            newest[entry.work_id] = entry
    return list(newest.values())
