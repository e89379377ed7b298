"""Cues that begin and end with what is seen and heard: at the cut to another shot, with the voice.

The lists of moments are in ms and rise. A cue moves only as far as its neighbours leave room, and never below the
shortest time that it may stand; where it cannot move it stays.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from math import inf

from subtitles.shaping.gaps import DEFAULT, Pace, order_of
from subtitles.webvtt.document import Cue

SHOT_REACH_MS = 500  # half a second: a cue that crosses a cut by less seems to be read twice
SPEECH_REACH_MS = 400

Spans = Sequence[tuple[int, int]]


def snap_to_shots(
    cues: Sequence[Cue], shots: Sequence[int], pace: Pace = DEFAULT, reach_ms: int = SHOT_REACH_MS
) -> list[Cue]:
    """Begin at the cut that is near, and end one gap before the one that is near. `shots`: where each shot begins."""
    ends = [shot - pace.gap_ms for shot in shots]
    return _snapped(cues, list(shots), ends, pace, reach_ms)


def snap_to_speech(
    cues: Sequence[Cue], speech: Spans, pace: Pace = DEFAULT, reach_ms: int = SPEECH_REACH_MS
) -> list[Cue]:
    """Begin where the voice begins, and end where it ends, if that is near. `speech`: from when to when it is heard."""
    return _snapped(cues, [start for start, _ in speech], [end for _, end in speech], pace, reach_ms)


def nearest(moments: Sequence[int], ms: int, reach_ms: int) -> int | None:
    """The moment nearest to `ms`, the earlier of two that are as near; None beyond the reach."""
    at = bisect_left(moments, ms)
    near = [moment for moment in moments[max(0, at - 1) : at + 1] if abs(moment - ms) <= reach_ms]
    return min(near, key=lambda moment: abs(moment - ms), default=None)


def _snapped(cues: Sequence[Cue], starts: Sequence[int], ends: Sequence[int], pace: Pace, reach_ms: int) -> list[Cue]:
    made = list(cues)
    order = order_of(cues)
    for place, index in enumerate(order):
        cue = made[index]
        # One that stands too near its neighbour already may go no nearer.
        earliest = min(made[order[place - 1]].end_ms + pace.gap_ms, cue.start_ms) if place else 0
        start = nearest(starts, cue.start_ms, reach_ms)
        if start is not None and start >= earliest and _stands(start, cue.end_ms, cue, pace):
            cue = replace(cue, start_ms=start)
        end = nearest(ends, cue.end_ms, reach_ms)
        if end is not None and end <= _latest(made, order, place, pace) and _stands(cue.start_ms, end, cue, pace):
            cue = replace(cue, end_ms=end)
        made[index] = cue
    return made


def _latest(made: Sequence[Cue], order: Sequence[int], place: int, pace: Pace) -> float:
    """How late this cue may end."""
    if place + 1 == len(order):
        return inf
    return max(made[order[place + 1]].start_ms - pace.gap_ms, made[order[place]].end_ms)


def _stands(start_ms: int, end_ms: int, cue: Cue, pace: Pace) -> bool:
    """Whether it would stand long enough, or as long as it did."""
    return start_ms >= 0 and end_ms - start_ms >= min(pace.least_ms, cue.end_ms - cue.start_ms)
