"""Cues, changes and states for tests, in a few letters."""

from typing import cast
from uuid import UUID, uuid4

from subtitles.changes import Change, Cue, Folded, Result, decide, fold, read

Json = dict[str, object]


def name(number: int) -> str:
    return str(UUID(int=number))


def cue(number: int, text: str = "", **fields: object) -> Cue:
    """The cue of this number, a second long with its text."""
    made = {
        "uuid": name(number),
        "start": number * 1000,
        "end": number * 1000 + 900,
        "text": text,
        "settings": "",
        "identifier": "",
        "confirmed": False,
        "machine": False,
        "stale": None,
        **fields,
    }
    return cast("Cue", made)


def change(kind: str, number: int | None, **parts: object) -> Change:
    """One that a browser could send, read as the server reads it."""
    cue_name = None if number is None else name(number)
    return read({"id": str(uuid4()), "base": 0, "kind": kind, "cue": cue_name, **parts})


def decided(cues: list[Cue], one: Change) -> tuple[Result, list[Cue]]:
    """The result of a change upon these cues, and the cues that it leaves."""
    folded = Folded(0, {each["uuid"]: each for each in cues})
    result = decide(folded, one)
    return result, fold(folded, [{**one, "result": result}]).state()["cues"]
