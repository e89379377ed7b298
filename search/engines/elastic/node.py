"""The way to the server: Elasticsearch's own client, which this node lets talk to OpenSearch as well.

The client asks for media types that only Elasticsearch knows, and believes nobody who does not call himself
Elasticsearch in a header. Elasticsearch takes the plain media types, too.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import cast

from elastic_transport import ConnectionError, ConnectionTimeout, HttpHeaders, NodeConfig, Urllib3HttpNode
from elastic_transport._node import NodeApiResponse
from elastic_transport.client_utils import DEFAULT, DefaultType
from elasticsearch import Elasticsearch
from urllib3 import Timeout

from search.engines.base import Place
from search.engines.elastic.rest import Rest

# The oldest versions that have all that is asked of them.
OLDEST = {"OpenSearch": 2, "Elasticsearch": 8}
CONNECT_SECONDS = 0.5
WRITE_SECONDS = 60.0
_PRODUCT = "x-elastic-product"
_until: ContextVar[float | None] = ContextVar("until", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """All that is asked in this block shares so many seconds. Raises ConnectionTimeout."""
    mine = time.monotonic() + seconds
    before = _until.set(min(mine, _until.get() or mine))
    try:
        yield
    finally:
        _until.reset(before)


class PlainNode(Urllib3HttpNode):
    """Plain JSON both ways; a server that cannot be connected to is given up early, however long an answer may take.

    One that did not answer rests for a moment, so that not everybody, and nobody twice, waits for it; then one question
    tries it. Who has patience is not kept from asking: she waits for a job, and no visitor for her.
    """

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        self._rest = Rest()

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> NodeApiResponse:
        plain = HttpHeaders(headers or {})
        for name in ("accept", "content-type"):
            if asked := plain.get(name):
                plain[name] = "application/x-ndjson" if "ndjson" in asked else "application/json"
        answer = self.config.request_timeout if isinstance(request_timeout, DefaultType) else request_timeout
        patient = answer is None or answer >= WRITE_SECONDS
        if not patient and not self._rest.may_ask():
            raise ConnectionError("It did not answer a moment ago.")
        timeout = _timeout(answer)
        try:
            response = super().perform_request(method, target, body, plain, timeout)
        except (ConnectionError, ConnectionTimeout):
            if not patient:
                self._rest.begin()
            raise
        self._rest.end()
        known = HttpHeaders(response.meta.headers)
        known[_PRODUCT] = "Elasticsearch"
        object.__setattr__(response.meta, "headers", known)
        return response


def _timeout(answer: float | None) -> float:
    """Raises ConnectionTimeout where the time of the block is over already."""
    left = None if (until := _until.get()) is None else until - time.monotonic()
    if left is not None and left <= 0:
        raise ConnectionTimeout("The time for all questions together is over.")
    read = answer if left is None else min(left, answer or left)
    # urllib3 takes a Timeout wherever it takes a number.
    return cast("float", Timeout(connect=CONNECT_SECONDS, read=read))


def client(place: Place) -> Elasticsearch:
    """A client for the server at `place.url`, whose requests may take `place.seconds`. Reaches for nothing yet."""
    return Elasticsearch(
        place.url,
        node_class=PlainNode,
        basic_auth=(place.user, place.password) if place.user else None,
        api_key=place.api_key or None,
        ca_certs=place.ca_file or DEFAULT,
        request_timeout=place.seconds,
        max_retries=0,
        retry_on_timeout=False,
    )


def mismatch(info: object) -> str:
    """What is wrong with a server that introduces itself like this; empty where nothing is."""
    version = info.get("version") if isinstance(info, dict) else None
    if not isinstance(version, dict) or not str(version.get("number", "")).split(".")[0].isdecimal():
        return "What answers is no search server: it does not say its version."
    name = "OpenSearch" if version.get("distribution") == "opensearch" else "Elasticsearch"
    if int(version["number"].split(".")[0]) < OLDEST[name]:
        return f"The search server is {name} {version['number']}; it must be {OLDEST[name]} or newer."
    return ""
