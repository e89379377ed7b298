"""What a browser sends, in a few letters."""

from uuid import UUID, uuid4

from subtitles import workbench
from subtitles.changes import Change, Cue
from subtitles.models import Track
from tests.subtitles.factories import imported

Json = dict[str, object]


def name(number: int) -> str:
    return str(UUID(int=number))


def sent(kind: str, cue: str | None, base: int = 0, **parts: object) -> Json:
    return {"id": str(uuid4()), "base": base, "kind": kind, "cue": cue, "made": "", **parts}


def text(cue: Cue, new: str, base: int = 0) -> Json:
    return sent("text", cue["uuid"], base, was=cue["text"], text=new)


def track_of(*texts: str) -> Track:
    return imported(None, *texts).track


def cues(track: Track, number: int | None = None) -> list[Cue]:
    return workbench.state_at(track, number)["cues"]


def texts(track: Track, number: int | None = None) -> list[str]:
    return [cue["text"] for cue in cues(track, number)]


def results(changes: list[Change]) -> list[object]:
    return [change.get("result") for change in changes]


def alive(names: set[str], done: list[Change]) -> set[str]:
    """The cues that there have to be, counted by themselves."""
    for change in done:
        result = change.get("result", {})
        if "conflict" in result or "gone" in result:
            continue
        if change["kind"] in {"insert", "restore"}:
            names = names | {str(change["cue"])}
        elif change["kind"] == "split":
            names = names | {change["into"]}
        elif change["kind"] == "delete":
            names = names - {str(change["cue"])}
        elif change["kind"] == "merge":
            names = names - {change["with"]}
    return names
