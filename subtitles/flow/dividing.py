"""Divide a long programme into stretches for several people, where nobody speaks."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from django.contrib.auth.models import User
from django.db import transaction

from archive.access import Viewer
from subtitles import reviewing, workbench
from subtitles.cuelike import Timed
from subtitles.flow.assigning import Span, assign
from subtitles.flow.progress import Stretch
from subtitles.flow.refusing import NotYet, Why
from subtitles.models import Assignment, Cue, Track

MOST_PARTS = 50
# A cut is looked for as far from where it would be in equal parts as this share of a part.
_REACH = 0.25


def divide(
    track: Track,
    people: Sequence[User],
    parts: int,
    *,
    by: User | None,
    due: date | None = None,
    task: str = "translate",
) -> list[Assignment]:
    """Assign each of so many stretches to one of the people, in their order, again and again. Raises NotYet, and then
    nobody has anything."""
    spans = stretches(track, parts)
    with transaction.atomic():
        return [
            assign(track, people[place % len(people)], task, by=by, span=span, due=due)
            for place, span in enumerate(spans)
        ]


def stretches(track: Track, parts: int, viewer: Viewer = reviewing.ALL) -> list[Span]:
    """The whole recording, divided. Raises NotYet: STRETCH where it is too short, or nobody knows how long it is."""
    source = reviewing.source_of(track, viewer)
    revision = (source.published_revision or source.revisions.first()) if source else None
    cues: Sequence[Timed] = list(Cue.objects.filter(revision=revision).order_by("start_ms")) if revision else []
    cues = cues or [Stretch(cue["start"], cue["end"]) for cue in workbench.state_at(track)["cues"]]
    lasts = max([track.recording.duration_ms or 0, *(cue.end_ms for cue in cues)])
    if not 1 <= parts <= MOST_PARTS or lasts < parts:
        raise NotYet(Why.STRETCH)
    return [*pairwise([0, *cuts(cues, reviewing.shots(track.recording), lasts, parts), lasts])]


def cuts(cues: Sequence[Timed], shots: Sequence[int], lasts_ms: int, parts: int) -> list[int]:
    """Between equal parts the best moments near: in the longest pause, at a change of shot in it where there is one."""
    pauses = _pauses(cues, lasts_ms)
    found: list[int] = []
    for number in range(1, parts):
        ideal, reach = lasts_ms * number // parts, int(lasts_ms / parts * _REACH)
        near = [(start, end) for start, end in pauses if start <= ideal + reach and end >= ideal - reach]
        longest = max(near, key=lambda pause: (pause[1] - pause[0], -abs(sum(pause) // 2 - ideal)), default=None)
        found.append(_moment(longest, shots, ideal, reach) if longest else ideal)
    return found


def _moment(pause: Span, shots: Sequence[int], ideal: int, reach: int) -> int:
    start, end = max(pause[0], ideal - reach), min(pause[1], ideal + reach)
    inside = [shot for shot in shots if start <= shot <= end]
    return min(inside, key=lambda shot: abs(shot - ideal), default=min(max((start + end) // 2, start), end))


def _pauses(cues: Sequence[Timed], lasts_ms: int) -> list[Span]:
    pauses, reached = [], 0
    for cue in sorted(cues, key=lambda cue: cue.start_ms):
        if cue.start_ms > reached:
            pauses.append((reached, cue.start_ms))
        reached = max(reached, cue.end_ms)
    return [*pauses, (reached, lasts_ms)] if reached < lasts_ms else pauses
