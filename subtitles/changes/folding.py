"""A state and a change make the next state. What was decided about a change stands in its `result`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Self, cast

from subtitles.changes.cues import Change, Cue, State, Times, at, blank, key


@dataclass(slots=True)
class Folded:
    """A state that changes are folded into. It may hold a part of a track's cues: what a change does to a cue depends
    on that cue alone, and on those that the change names."""

    number: int = 0
    cues: dict[str, Cue] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, state: State) -> Self:
        return cls(state["number"], {cue["uuid"]: cue for cue in state["cues"]}, dict(state["aliases"]))

    def state(self) -> State:
        return {"number": self.number, "cues": sorted(self.cues.values(), key=key), "aliases": dict(self.aliases)}

    def find(self, uuid: str | None) -> Cue | None:
        """The cue of this name, or the one that it was merged into."""
        seen = set()
        while uuid is not None and uuid not in self.cues and uuid not in seen:
            seen.add(uuid)
            uuid = self.aliases.get(uuid)
        return self.cues.get(uuid) if uuid else None

    def put(self, cue: Cue) -> None:
        self.cues[cue["uuid"]] = cue


def fold(folded: Folded, changes: Iterable[Change]) -> Folded:
    """Fold the changes in, in their order; gives back what it was given."""
    for change in changes:
        result = change.get("result", {})
        if not ("conflict" in result or "gone" in result):
            _FOLDS[change["kind"]](folded, change)
        folded.number = change.get("number", folded.number)
    return folded


def _merged(change: Change, name: str) -> object:
    """What came to be: what it says under this name, unless that was merged with what another had done."""
    return change.get("result", {}).get("merged", change.get(name))


def _text(folded: Folded, change: Change) -> None:
    if cue := folded.find(change["cue"]):
        folded.put({**cue, "text": cast("str", _merged(change, "text")), "machine": False})


def _times(folded: Folded, change: Change) -> None:
    if cue := folded.find(change["cue"]):
        folded.put(at(cue, cast("Times", _merged(change, "times"))))


def _insert(folded: Folded, change: Change) -> None:
    if (uuid := change["cue"]) and uuid not in folded.cues:
        folded.put({**at(blank(uuid), cast("Times", change["times"])), "text": change["text"]})


def _delete(folded: Folded, change: Change) -> None:
    if cue := folded.find(change["cue"]):
        del folded.cues[cue["uuid"]]


def _split(folded: Folded, change: Change) -> None:
    cue, into = folded.find(change["cue"]), change["into"]
    if cue is None or into in folded.cues:
        return
    texts, times = cast("list[str]", _merged(change, "texts")), cast("list[Times]", change["times"])
    kept, parted = (1, 0) if change["keeps"] == "second" else (0, 1)
    folded.put({**at(cue, times[kept]), "text": texts[kept]})
    folded.put({**at(cue, times[parted]), "uuid": into, "identifier": "", "text": texts[parted]})


def _merge(folded: Folded, change: Change) -> None:
    cue, other = folded.find(change["cue"]), folded.find(change["with"])
    if cue is None or other is None or cue is other:
        return
    del folded.cues[other["uuid"]]
    folded.aliases[other["uuid"]] = cue["uuid"]
    both: Cue = {
        **at(cue, cast("Times", change["times"])),
        "text": cast("str", _merged(change, "text")),
        "confirmed": cue["confirmed"] and other["confirmed"],
        "machine": cue["machine"] and other["machine"],
    }
    folded.put(both)


def _confirm(folded: Folded, change: Change) -> None:
    if cue := folded.find(change["cue"]):
        is_machine = cue["machine"] and not change["confirmed"]
        folded.put({**cue, "confirmed": change["confirmed"], "machine": is_machine})


def _beside(folded: Folded, change: Change) -> None:
    """It stands beside the cue: what was said of it, and whether that is seen to; which words of the source it was held
    against; what is settled."""


def _restore(folded: Folded, change: Change) -> None:
    cue = cast("Cue", _merged(change, "cue_was"))
    folded.aliases.pop(cue["uuid"], None)
    folded.put(cue)


def _shift(folded: Folded, change: Change) -> None:
    first, ms = change["from"], change["ms"]
    for cue in list(folded.cues.values()):
        if cue["start"] >= first:
            folded.put(at(cue, [cue["start"] + ms, cue["end"] + ms]))


_FOLDS: dict[str, Callable[[Folded, Change], None]] = {
    "text": _text,
    "times": _times,
    "insert": _insert,
    "delete": _delete,
    "split": _split,
    "merge": _merge,
    "confirm": _confirm,
    "comment": _beside,
    "restore": _restore,
    "seen": _beside,
    "settle": _beside,
    "resolve": _beside,
    "shift": _shift,
}
