"""What the cues of a track lack that those of another say, and the track with it filled in. No Django here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from subtitles.changes import Cue
from subtitles.changes.cues import at, blank, key
from subtitles.pairing import pair


@dataclass(frozen=True, slots=True)
class _Stretch:
    start_ms: int
    end_ms: int


def lacking(targets: Iterable[Cue], sources: Sequence[Cue]) -> list[Cue]:
    """The sources whose text nothing in the target track says yet, in the order of time."""
    said = {uuid for cue, beside in _beside(targets, sources) if _has_text(cue) for uuid in beside}
    return [cue for cue in sorted(sources, key=key) if cue["uuid"] not in said and _has_text(cue)]


def filled(targets: Iterable[Cue], sources: Sequence[Cue], texts: Mapping[str, str]) -> list[Cue]:
    """The target track's cues with `texts`, by the names of the sources that they say in another language.

    A cue that is empty gets the text of the sources beside it; a source beside which nothing stands, a cue at its time.
    A cue that says anything stays as it is. What is new is marked as a machine's.
    """
    left = {cue["uuid"]: texts[cue["uuid"]] for cue in lacking(targets, sources) if texts.get(cue["uuid"], "").strip()}
    beside = _beside(targets, sources)
    stands = {uuid for _, names in beside for uuid in names}
    made: list[Cue] = []
    for cue, names in beside:
        said = "" if _has_text(cue) else "\n".join(filter(None, (left.pop(name, "") for name in names)))
        made.append({**cue, "text": said, "machine": True, "confirmed": False} if said else cue)
    for source in sources:
        if source["uuid"] in left and source["uuid"] not in stands:
            made.append(_new(source, left[source["uuid"]]))
    return sorted(made, key=key)


def _new(source: Cue, text: str) -> Cue:
    # Where it stands on the picture may have its reason there; how its lines are set is the other language's.
    line = " ".join(part for part in source["settings"].split() if part.startswith("line:"))
    cue = at(blank(str(uuid4())), [source["start"], source["end"]])
    return {**cue, "text": text, "settings": line, "machine": True}


def _beside(targets: Iterable[Cue], sources: Sequence[Cue]) -> list[tuple[Cue, list[str]]]:
    """Each target with the names of the sources that stand on the screen together with it."""
    ours = list(targets)
    stretches = [[_Stretch(cue["start"], cue["end"]) for cue in side] for side in (ours, sources)]
    found = pair(*stretches)
    return [(cue, [sources[place]["uuid"] for place in places]) for cue, places in zip(ours, found, strict=True)]


def _has_text(cue: Cue) -> bool:
    return bool(cue["text"].strip())
