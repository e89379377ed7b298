"""What lies in an index, and as what. Terms come analysed; the server only divides them at white space.

A *slot* is a document of what is ranked: a work has as many as it ever had items, numbered from 0, and those it has no
longer stay as empty ones, which keep their version. A *cue* is located by the `block` that its slot names; a block is
written once and never changed. A *claim* counts the slots of a work that has more than one.
"""

import json
import zlib
from collections.abc import Iterator
from typing import Any

from elasticsearch.dsl import Keyword, Long, Mapping, Text

from search.engines.base import MOST_CUES, Entry, Item
from search.engines.terms import GAP, WEIGHTS, apart, spoken, tokens

# A document, a question or an answer: JSON as the server takes and gives it.
Document = dict[str, Any]

SETTINGS: Document = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # Whoever writes says when it is to be seen: never half of it.
    "refresh_interval": "-1",
    # By default a segment of which less than a tenth is deleted keeps the bytes of that for ever.
    "merge.policy.expunge_deletes_allowed": 0,
    "max_result_window": MOST_CUES,
    "max_terms_count": MOST_CUES,
    # How often it occurs, times the weight; what that is worth is reckoned in `ranking`.
    "similarity": {"frequency": {"type": "scripted", "script": {"source": "return query.boost * doc.freq;"}}},
}


def _mapping() -> Document:
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    for name in WEIGHTS:
        mapping.field(name, Text(analyzer="whitespace", norms=False, similarity="frequency"))
    mapping.field("terms", Text(analyzer="whitespace", norms=False))
    for name in ("kind", "languages", "block"):
        mapping.field(name, Keyword())
    for name in ("work", "item", "year", "slot", "n"):
        mapping.field(name, Long())
    for name in ("version", "length"):
        mapping.field(name, Long(index=False))
    for name in ("recording", "slots", "track", "start_ms", "end_ms"):
        mapping.field(name, Long(index=False, doc_values=False))
    for name in ("uuid", "language"):
        mapping.field(name, Keyword(index=False, doc_values=False))
    # The terms of a slot are those of its cues: once is enough.
    return {**mapping.to_dict(), "_source": {"excludes": list(WEIGHTS)}}


MAPPING = _mapping()
# Of all that decides what an index of ours looks like, so that no change is forgotten here.
VERSION = f"{zlib.crc32(json.dumps([SETTINGS, MAPPING, GAP], sort_keys=True).encode()):08x}"


def slot(entry: Entry, number: int, block: str) -> Document:
    """The document of the `number`th item of a work, an empty one where there is none."""
    document: Document = {"work": entry.work_id, "slot": number, "version": entry.version}
    if number >= len(entry.items):
        return document
    item = entry.items[number]
    words = {"title": apart(item.titles), "text": apart(item.texts), "cues": spoken(item)}
    return document | {
        "item": item.id,
        "recording": item.recording_id,
        "kind": item.kind,
        "year": item.year,
        "languages": list(dict.fromkeys(item.languages)),
        "block": block,
        "length": sum(len(text.split()) for text in words.values()),
        **words,
    }


def cues(item: Item, block: str) -> Iterator[Document]:
    """The documents of an item's cues; one without a word has no `terms`."""
    for cue in item.cues:
        if cue.n >= MOST_CUES:
            raise ValueError(f"Item {item.id} has more than {MOST_CUES} cues.")
        terms = {"terms": tokens(cue.passage)} if cue.passage.terms else {}
        yield terms | {
            "block": block,
            "n": cue.n,
            "track": cue.track_id,
            "language": cue.language,
            "uuid": cue.cue_uuid.hex,
            "start_ms": cue.start_ms,
            "end_ms": cue.end_ms,
        }
