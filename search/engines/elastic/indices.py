"""The generations of an index on the server, the names that say which one is in use, and what state it is in.

PREFIX-<schema>-<ns>         a generation
PREFIX-<schema>-<ns>-in      its way in: writing through a name never makes an index that is gone come back empty
PREFIX-<schema>              the one in use, which is always whole
PREFIX-<schema>-building     those that somebody builds; all that is written goes into them as well

Another schema has other names, so nobody asks an index that he cannot read.
"""

import re
import time
from collections.abc import Iterable

from elasticsearch import Elasticsearch

from search.engines.condition import Condition
from search.engines.elastic.node import WRITE_SECONDS
from search.engines.elastic.schema import MAPPING, SETTINGS, VERSION

# Whoever builds gives a sign of life much more often; who does not is dead, and what he left is swept away.
DEAD_SECONDS = 300
ALIVE_SECONDS = 10


class Indices:
    """What lies on one server under one prefix."""

    def __init__(self, client: Elasticsearch, prefix: str, analysis: str) -> None:
        self.client = client
        self.patient = client.options(request_timeout=WRITE_SECONDS)
        self.analysis = analysis
        self.prefix = prefix
        self.current = f"{prefix}-{VERSION}"
        self.building = f"{self.current}-building"
        self._generation = re.compile(rf"{re.escape(prefix)}-[0-9a-f]{{8}}-[0-9]+")

    def aliases(self) -> dict[str, set[str]]:
        """The names of every generation, of any schema."""
        found = self.client.indices.get_alias(index=f"{self.prefix}-*").body
        return {index: set(names["aliases"]) for index, names in found.items() if self._generation.fullmatch(index)}

    def targets(self) -> list[str]:
        """Where everything has to be written to."""
        ours = {self.current, self.building}
        return sorted(index for index, names in self.aliases().items() if names & ours)

    def condition(self) -> Condition:
        """Raises what the client raises."""
        aliases = self.aliases()
        if not any(self.current in names for names in aliases.values()):
            if any(self.building in names for names in aliases.values()):
                return Condition.BUILDING
            others = (index for index in aliases if not index.startswith(f"{self.current}-"))
            return Condition.OTHER_SCHEMA if any(others) else Condition.MISSING
        if self.client.cluster.health(index=self.current)["status"] == "red":
            return Condition.DAMAGED if self._is_lost() else Condition.UNREACHABLE
        [mapping] = self.client.indices.get_mapping(index=self.current).body.values()
        same = mapping["mappings"].get("_meta", {}).get("analysis") == self.analysis
        return Condition.READY if same else Condition.OTHER_ANALYSIS

    def create(self) -> str:
        """A new empty generation that takes everything that is written from now on, and that nobody asks yet."""
        name = f"{self.current}-{time.time_ns()}"
        self.patient.indices.create(
            index=name,
            settings=SETTINGS,
            mappings={**MAPPING, "_meta": self._meta()},
            aliases={self.building: {}, f"{name}-in": {}},
        )
        return name

    def live_on(self, name: str) -> None:
        """Give a sign of life of whoever builds this generation."""
        self.patient.indices.put_mapping(index=name, meta=self._meta())

    def earlier_builder(self, name: str = "") -> bool:
        """Whether somebody builds who began before `name` was made; anybody at all for none."""
        return any(not name or other < name for other in self._being_built())

    def switch(self, name: str) -> None:
        """Put a whole generation in the place of the one in use, in one step."""
        self.live_on(name)
        actions: list[dict[str, dict[str, object]]] = [
            {"add": {"index": name, "alias": self.current}},
            {"remove": {"index": name, "alias": self.building}},
        ]
        actions += [{"remove_index": {"index": index}} for index in self._in_use() if index != name]
        self.patient.indices.update_aliases(actions=actions)

    def sweep(self) -> None:
        """Delete every generation that is not in use and that nobody builds."""
        keep = {*self._in_use(), *self._being_built()}
        self.discard(index for index in self.aliases() if index not in keep)

    def discard(self, names: Iterable[str]) -> None:
        for name in names:
            self.patient.indices.delete(index=name, ignore_unavailable=True)

    def _meta(self) -> dict[str, object]:
        return {"analysis": self.analysis, "alive": time.time()}

    def _in_use(self) -> list[str]:
        return [index for index, names in self.aliases().items() if self.current in names]

    def _being_built(self) -> list[str]:
        mappings = self.client.indices.get_mapping(index=f"{self.building}*").body
        building = [index for index, names in self.aliases().items() if self.building in names]
        alive = {index: mappings[index]["mappings"]["_meta"]["alive"] for index in building if index in mappings}
        return [index for index, last in alive.items() if abs(time.time() - last) < DEAD_SECONDS]

    def _is_lost(self) -> bool:
        """Whether no copy of a shard can be read any more; a server that starts is still looking for them."""
        found = self.client.indices.shard_stores(index=self.current, status="red").body["indices"]
        for index in found.values():
            for shard in index["shards"].values():
                if all("store_exception" in store for store in shard["stores"]):
                    return True
        return False
