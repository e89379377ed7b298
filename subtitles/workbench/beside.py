"""What stands beside the cues: what was said about them, and texts that did not come to stand."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from django.contrib.auth.models import User
from django.db.models import Max, Q

from subtitles.changes import Folded, State
from subtitles.changes.cues import Conflict
from subtitles.models import Change, Track
from subtitles.workbench.rows import name_of


class Comment(TypedDict):
    """`cue` is the one that it is shown at: its own, or the nearest that is left. `resolved`: it is seen to."""

    id: str
    cue: str | None
    text: str
    by: str
    at: str
    resolved: bool


class Open(TypedDict):
    """A text of hers that another's stands in place of, until somebody chooses."""

    id: str
    cue: str
    number: int
    mine: str
    theirs: str
    was: str


def comments(track: Track, state: State) -> list[Comment]:
    """All that was said, and texts that came after their cue was gone; the oldest first."""
    late = Q(kind="text", result__gone=True)
    rows = list(track.changes.filter(Q(kind="comment") | late).order_by("number").select_related("by"))
    folded = Folded.of(state)
    lost = {str(row.cue) for row in rows if folded.find(str(row.cue)) is None}
    starts = _starts(track, lost) if lost else {}
    resolved = resolved_in([track.pk]) if rows else set()
    said: list[Comment] = []
    for row in rows:
        cue = folded.find(str(row.cue))
        shown_at = cue["uuid"] if cue else _nearest(state, starts.get(str(row.cue), 0))
        said.append(
            {
                "id": str(row.uuid),
                "cue": shown_at,
                "text": row.data["text"],
                "by": name_of(row.by),
                "at": row.at.isoformat(),
                "resolved": str(row.uuid) in resolved,
            }
        )
    return said


def resolved_in(tracks: Iterable[int]) -> set[str]:
    """The names of the comments on these tracks that are seen to: as somebody said last of each."""
    rows = Change.objects.filter(kind="resolve", track__in=tracks).order_by("number").values_list("track", "data")
    last = {(track, data["of"]): data["resolved"] for track, data in rows}
    return {name for (_track, name), is_resolved in last.items() if is_resolved}


def conflicts(track: Track, user: User) -> list[Open]:
    """What she has not chosen about. To settle it is to choose; so it is to write over it or confirm the cue."""
    rows = list(track.changes.filter(by=user, result__has_key="conflict").order_by("number"))
    settled = set(track.changes.filter(kind="settle", by=user).values_list("data__of", flat=True)) if rows else set()
    chose = track.changes.filter(cue__in={row.cue for row in rows}, kind__in=("text", "confirm"))
    known = dict(chose.exclude(result__has_key="gone").order_by().values_list("cue").annotate(Max("base")))
    found: list[Open] = []
    for row in rows:
        if str(row.uuid) not in settled and known.get(row.cue, -1) < row.number:
            kept: Conflict = row.result["conflict"]
            found.append({"id": str(row.uuid), "cue": str(row.cue), "number": row.number, **kept})
    return found


def _starts(track: Track, names: set[str]) -> Mapping[str, int]:
    """When those began that were deleted."""
    rows = track.changes.filter(kind="delete", cue__in=names).order_by("number").values_list("cue", "data")
    return {str(cue): data["was"]["start"] for cue, data in rows}


def _nearest(state: State, start: int) -> str | None:
    nearest = min(state["cues"], key=lambda cue: abs(cue["start"] - start), default=None)
    return nearest["uuid"] if nearest else None
