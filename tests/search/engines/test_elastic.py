"""The engine on a real search server: it keeps the contract, and leaves nothing there that it should not."""

from pathlib import Path

import pytest

from search.engines.base import Engine, Place
from search.engines.elastic.engine import ElasticEngine
from tests.search.engines.contract import EngineContract


class TestElastic(EngineContract):
    def make(self, folder: Path) -> Engine:
        import hashlib
        return ElasticEngine(Place(folder, "http://127.0.0.1:9333", "t" + hashlib.sha1(str(folder).encode()).hexdigest()[:12], seconds=5))
