"""What was done between two states, as changes: when a file or a repair brings a revision of its own."""

from collections.abc import Iterable, Iterator
from uuid import uuid4

from subtitles.changes.cues import Change, Cue
from subtitles.changes.folding import Folded, fold


def between(before: Iterable[Cue], after: Iterable[Cue], base: int) -> Iterator[Change]:
    """The changes that make `after` of `before`, based on this number: folded over `before`, they come to `after`."""
    old = {cue["uuid"]: cue for cue in before}
    new = {cue["uuid"]: cue for cue in after}
    for uuid, cue in new.items():
        was = old.get(uuid)
        if was != cue:
            yield from (_named(change, base) for change in _of(was, cue))
    for uuid, was in old.items():
        if uuid not in new:
            yield _named({"kind": "delete", "cue": uuid, "was": was}, base)


def _of(was: Cue | None, cue: Cue) -> list[Change]:
    """Text, times and confirmation by themselves, so that each meets what another did to it; the cue whole where more
    of it is otherwise."""
    whole: list[Change] = [{"kind": "restore", "cue": cue["uuid"], "was": was, "cue_was": cue}]
    if was is None:
        return whole
    parts: list[Change] = []
    if was["text"] != cue["text"]:
        parts.append({"kind": "text", "cue": cue["uuid"], "was": was["text"], "text": cue["text"]})
    times = [was["start"], was["end"]], [cue["start"], cue["end"]]
    if times[0] != times[1]:
        parts.append({"kind": "times", "cue": cue["uuid"], "was": times[0], "times": times[1]})
    if was["confirmed"] != cue["confirmed"]:
        parts.append({"kind": "confirm", "cue": cue["uuid"], "confirmed": cue["confirmed"]})
    came = fold(Folded(cues={cue["uuid"]: was}), parts).cues[cue["uuid"]]
    return parts if came == cue else whole


def _named(change: Change, base: int) -> Change:
    return {**change, "id": str(uuid4()), "base": base, "made": ""}
