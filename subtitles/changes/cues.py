"""The shapes of a state and of a change, as they stand in JSON. Times are in milliseconds; names are UUIDs."""

from typing import TypedDict

Times = list[int]  # [start, end]


class Cue(TypedDict):
    """`text` is raw cue text. `machine`: a machine made it, and nobody has typed in it or confirmed it since."""

    uuid: str
    start: int
    end: int
    text: str
    settings: str
    identifier: str
    confirmed: bool
    machine: bool
    stale: None


class State(TypedDict):
    """`cues` stand in the order of (start, end, uuid). `aliases` says of a cue that was merged away into which."""

    number: int
    cues: list[Cue]
    aliases: dict[str, str]


class Conflict(TypedDict):
    """Two people touched the same: `theirs` stands, as the cue's text is; `mine` is kept here."""

    mine: str
    theirs: str
    was: str


class Result(TypedDict, total=False):
    """What of a change came to be otherwise than it was sent; one of the three.

    `merged` is what a text or a merge says instead of its text, a split of its texts, times of its times, and a restore
    of its cue. `gone`: there is no such cue any more.
    """

    merged: str | list[str] | Times | Cue
    conflict: Conflict
    gone: bool


Change = TypedDict(
    "Change",
    {
        "id": str,
        "base": int,  # the track's newest number that its author had seen
        "kind": str,
        "cue": str | None,
        "made": str,  # by the author's clock
        "was": str | list[str] | Times | Cue | None,
        "text": str,
        "texts": list[str],
        "times": Times | list[Times],
        "into": str,
        "keeps": str,
        "with": str,
        "of": str,  # the change whose conflict is settled, or the comment that is resolved
        "resolved": bool,  # or opened again
        "confirmed": bool,
        "cue_was": Cue,
        "seen": dict[str, str],  # by the names of the source's cues, the texts that ours was held against
        "from": int,
        "ms": int,
        "number": int,
        "by": str,
        "at": str,
        "result": Result,
    },
    total=False,
)


def key(cue: Cue) -> tuple[int, int, str]:
    """By which cues stand in order."""
    return cue["start"], cue["end"], cue["uuid"]


def at(cue: Cue, times: Times) -> Cue:
    """The cue at another time."""
    return {**cue, "start": times[0], "end": times[1]}


def blank(uuid: str) -> Cue:
    return {
        "uuid": uuid, "start": 0, "end": 0, "text": "", "settings": "", "identifier": "",
        "confirmed": False, "machine": False, "stale": None,
    }  # fmt: skip
