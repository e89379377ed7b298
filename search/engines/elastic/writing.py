"""How entries are put into a generation, so that an older one never wins and nobody sees half of one.

1. The cues of every item, in blocks of their own, which nobody knows of yet.
2. Slot 0 of each work, by its version: the server refuses it where it holds a newer one. Versions last as long as the
   index does, because a work that is gone keeps its slots, empty.
3. The other slots, as many as anybody ever claimed for the work. Whoever has more than one item claims before 2, and
   everybody counts after it: of two who meet, the older is refused at slot 0 or finds his further slots taken.
4. One refresh, at which all of it is seen.
5. The blocks that no slot names any more are deleted. What a crash leaves of them is found by nobody; `sweep` finds it.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from secrets import token_hex

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Bool, Exists, Query, Range, Terms
from elasticsearch.helpers import BulkIndexError, streaming_bulk

from search.engines.base import Entry
from search.engines.elastic.schema import Document, cues, slot

PAGE = 10_000
_CONFLICT = 409
_GRACE_NS = 3600 * 10**9  # a block that nobody names may be about to be
_CLAIM = "if (ctx._source.slots < params.slots) { ctx._source.slots = params.slots }"

Blocks = dict[tuple[int, int], str]


def put(client: Elasticsearch, index: str, entries: Sequence[Entry], *, seen: bool) -> None:
    """`seen`: found by everybody once this returns.

    Raises what the client raises, NotFoundError among it where the index is gone, and BulkIndexError.
    """
    blocks = {(entry.work_id, n): _new_block() for entry in entries for n in range(len(entry.items))}
    _write(client, index, _claims(entries))
    _write(client, index, _all_cues(entries, blocks))
    firsts = [(entry, 0) for entry in entries]
    before = _held(client, index, [_id(*each) for each in firsts])
    refused = _write(client, index, (_slot(*each, blocks) for each in firsts))
    claimed = _held(client, index, [str(entry.work_id) for entry in entries])
    further = [
        (entry, number)
        for entry in entries
        for number in range(1, claimed.get(str(entry.work_id), {}).get("slots", 1))
        if _id(entry, 0) not in refused
    ]
    before |= _held(client, index, [_id(*each) for each in further])
    refused |= _write(client, index, (_slot(*each, blocks) for each in further))
    old = [held["block"] for name, held in before.items() if name not in refused and "block" in held]
    gone = old + [
        blocks[entry.work_id, number]
        for entry in entries
        for number in range(len(entry.items))
        if refused & {_id(entry, 0), _id(entry, number)}
    ]
    if seen or gone:
        client.indices.refresh(index=index)
    _delete_blocks(client, index, gone)


def sweep(client: Elasticsearch, index: str) -> None:
    """Delete the blocks that no slot has named for an hour."""
    client.indices.refresh(index=index)
    slots = every(client, index, Exists(field="item"), ["work", "slot"], ["block"])
    named = {document["block"] for document in slots}
    oldest = f"{time.time_ns() - _GRACE_NS:016x}"
    _delete_blocks(client, index, [block for block in _blocks(client, index, oldest) if block not in named])


def every(
    client: Elasticsearch, index: str, query: Query, order: Sequence[str], fields: Sequence[str]
) -> Iterator[Document]:
    """These fields of all documents that `query` finds; `order` has to tell any two of them apart."""
    search = Search(using=client, index=index).query(query).sort(*order).source(list(fields)).extra(size=PAGE)
    while True:
        page = search.execute(ignore_cache=True).to_dict()["hits"]["hits"]
        for hit in page:
            yield hit["_source"]
        if len(page) < PAGE:
            return
        search = search.extra(search_after=page[-1]["sort"])


def _new_block() -> str:
    """Names sort by the time at which they were made."""
    return f"{time.time_ns():016x}{token_hex(8)}"


def _id(entry: Entry, number: int) -> str:
    return f"{entry.work_id}/{number}"


def _claims(entries: Iterable[Entry]) -> Iterator[Document]:
    for entry in entries:
        if (slots := len(entry.items)) > 1:
            yield {
                "_op_type": "update",
                "_id": str(entry.work_id),
                "script": {"source": _CLAIM, "params": {"slots": slots}},
                "upsert": {"slots": slots},
                "retry_on_conflict": 10,
            }


def _all_cues(entries: Iterable[Entry], blocks: Blocks) -> Iterator[Document]:
    for entry in entries:
        for number, item in enumerate(entry.items):
            for document in cues(item, blocks[entry.work_id, number]):
                yield {"_op_type": "index", "_source": document}


def _slot(entry: Entry, number: int, blocks: Blocks) -> Document:
    return {
        "_op_type": "index",
        "_id": _id(entry, number),
        "version": entry.version,
        "version_type": "external_gte",
        "_source": slot(entry, number, blocks.get((entry.work_id, number), "")),
    }


def _write(client: Elasticsearch, index: str, actions: Iterable[Document]) -> set[str]:
    """The ids of those that were refused because a newer version is held."""
    refused = set()
    for ok, answer in streaming_bulk(
        client, actions, index=f"{index}-in", require_alias=True, raise_on_error=False, max_retries=3
    ):
        [result] = answer.values()
        if not ok and result.get("status") != _CONFLICT:
            raise BulkIndexError("What was to be written was refused.", [result])
        if not ok:
            refused.add(str(result["_id"]))
    return refused


def _held(client: Elasticsearch, index: str, ids: Sequence[str]) -> dict[str, Document]:
    """Those of the documents that are there."""
    if not ids:
        return {}
    found = client.mget(index=index, ids=ids, source_includes=["block", "slots"])["docs"]
    return {document["_id"]: document["_source"] for document in found if document.get("found")}


def _blocks(client: Elasticsearch, index: str, before: str) -> Iterator[str]:
    """The blocks that were begun before that, each once."""
    stray = Bool(filter=[Exists(field="n"), Range(block={"lt": before})])
    each = {"size": PAGE, "sources": [{"block": {"terms": {"field": "block"}}}]}
    after: Document = {}
    while True:
        search = Search(using=client, index=index).query(stray).extra(size=0)
        search.aggs.bucket("blocks", "composite", **each, **after)
        found = search.execute().to_dict()["aggregations"]["blocks"]
        yield from (bucket["key"]["block"] for bucket in found["buckets"])
        if "after_key" not in found:
            return
        after = {"after": found["after_key"]}


def _delete_blocks(client: Elasticsearch, index: str, blocks: Sequence[str]) -> None:
    for first in range(0, len(blocks), PAGE):
        query = Bool(filter=[Exists(field="n"), Terms(block=list(blocks[first : first + PAGE]))])
        client.delete_by_query(index=index, query=query.to_dict(), conflicts="proceed", refresh=True)
