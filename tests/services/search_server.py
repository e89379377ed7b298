"""What a test does with a search server that it shares with others: a prefix of its own, and nothing left behind."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from elastic_transport import TransportError
from elasticsearch import ApiError

from search.engines.base import Place
from search.engines.elastic.indices import Indices
from search.engines.elastic.node import client

# Where a run of tests finds a server that somebody started for it; see tests/services/on_opensearch.py.
GIVEN = "ROSTARKIVET_TEST_SEARCH_URL"


def given() -> str:
    return os.environ.get(GIVEN, "")


def as_settings(url: str, folder: Path) -> dict[str, object]:
    """The settings of an index that only the test with this folder knows."""
    at = prefixed(url, folder)
    return {"SEARCH_ENGINE": "elastic", "SEARCH_URL": url, "SEARCH_PREFIX": at.prefix, "SEARCH_SECONDS": at.seconds}


def prefixed(url: str, folder: Path) -> Place:
    """A place that only this folder has; patient, because other tests keep the server busy."""
    return Place(folder, url, f"test-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}", seconds=30.0)


def forget(place: Place) -> None:
    """Delete all that lies under the prefix."""
    indices = Indices(client(place), place.prefix, "")
    with suppress(TransportError, ApiError):
        indices.discard(indices.aliases())
