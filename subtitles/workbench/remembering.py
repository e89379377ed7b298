"""What was done to a cue, and by whom; and what brings back how a cue, a stretch of time or all stood at a moment."""

from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import TypedDict

from django.contrib.auth.models import User
from django.db import transaction

from subtitles import changes
from subtitles.changes import Folded
from subtitles.models import Track
from subtitles.workbench.holding import hold
from subtitles.workbench.rows import cues_of, told
from subtitles.workbench.standing import base_of, connected, folded_at, last_number, touching
from subtitles.workbench.submitting import write

Span = tuple[int, int]  # from and to, in milliseconds


class Step(TypedDict):
    """A change, and the cue before and after it; None where it was not there."""

    change: changes.Change
    before: changes.Cue | None
    after: changes.Cue | None


def history_of(track: Track, uuid: str) -> list[Step]:
    """Everything that was done to a cue, the oldest first: also to those that it came from or was merged with."""
    done = track.changes.select_related("by")
    rows, names = connected(lambda cues: done.filter(reduce(or_, touching(cues))), [uuid])
    first = base_of(track.revisions.all(), 0)
    begun = cues_of(first.cues.filter(uuid__in=names)) if first else []
    folded = Folded(0, {cue["uuid"]: cue for cue in begun})
    steps: list[Step] = []
    for row in rows:
        before = folded.cues.get(uuid)
        change = told(row)
        changes.fold(folded, [change])
        after = folded.cues.get(uuid)
        # A shift says nothing of a cue that stood before it.
        if row.kind != "shift" or before != after:
            steps.append({"change": change, "before": before, "after": after})
    return steps


def latest(track: Track, before: int | None = None, many: int = 100) -> list[changes.Change]:
    """What was done in the track, the newest first: so many before the change of a number, or the last without one."""
    rows = track.changes.all() if before is None else track.changes.filter(number__lt=before)
    return [told(row) for row in rows.order_by("-number").select_related("by")[:many]]


def restore(
    track: Track,
    number: int,
    by: User | None = None,
    *,
    cues: Collection[str] | None = None,
    span: Span | None = None,
) -> list[changes.Change]:
    """Bring back how these cues, those of a stretch of time, or all stood after the change of this number.

    It is done by new changes, which are returned: nothing of what was done since goes away. Raises AheadOfTheTrack.
    """
    with transaction.atomic():
        locked = hold(track)
        now, then = folded_at(locked), folded_at(locked, number)
        chosen = _chosen(now, then, cues, span)
        before, after = ([cue for uuid, cue in each.cues.items() if uuid in chosen] for each in (now, then))
        newest = last_number(locked)
        return write(locked, now, changes.between(before, after, newest), newest, by)


def _chosen(now: Folded, then: Folded, cues: Collection[str] | None, span: Span | None) -> set[str]:
    if cues is not None:
        return set(cues)
    every = [*now.cues.values(), *then.cues.values()]
    if span is None:
        return {cue["uuid"] for cue in every}
    return {cue["uuid"] for cue in every if cue["start"] < span[1] and cue["end"] > span[0]}
