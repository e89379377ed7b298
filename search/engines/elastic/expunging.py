"""The bytes of what was removed, wiped from the server's files.

Lucene only marks a document as deleted, in a segment that nothing changes. It goes when the segment is merged, provided
that the server does not keep it as history for a copy of the shard that has fallen behind (for half a minute, where all
copies are there); the old segment's file goes when no search reads it any more; the log, at the next flush.
"""

import time

from elasticsearch import Elasticsearch

HISTORY_SECONDS = 60.0


def expunge(client: Elasticsearch, index: str) -> None:
    """Wipe what was deleted before this was called; what a lost copy may still need is left to the next time."""
    client.indices.refresh(index=index)
    [stats] = client.indices.stats(index=index, metric="docs")["indices"].values()
    if not stats["total"]["docs"]["deleted"]:
        return
    _wait_for_history(client, index)
    patient = client.options(request_timeout=None)
    patient.indices.flush(index=index, force=True)
    patient.indices.forcemerge(index=index, only_expunge_deletes=True)
    patient.indices.refresh(index=index)
    patient.indices.flush(index=index, force=True)


def _wait_for_history(client: Elasticsearch, index: str) -> None:
    until = time.monotonic() + HISTORY_SECONDS
    while time.monotonic() < until and _keeps_history(client, index):
        time.sleep(1)


def _keeps_history(client: Elasticsearch, index: str) -> bool:
    [stats] = client.indices.stats(index=index, level="shards")["indices"].values()
    return any(
        lease["retaining_seq_no"] <= copy["seq_no"]["max_seq_no"]
        for copies in stats["shards"].values()
        for copy in copies
        for lease in copy["retention_leases"]["leases"]
    )
