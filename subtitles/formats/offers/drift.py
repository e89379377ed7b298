"""Cues that do not fit the length of the recording: made for a tape with another beginning or another speed.

Where the end alone does not tell which of the two it is, both are offered.
"""

from collections.abc import Callable
from dataclasses import replace

from subtitles.formats.cleaning import times
from subtitles.formats.offers.proposals import Facts, Proposal
from subtitles.reasons import Reason
from subtitles.webvtt.document import Cue, Dropped, Mended

# The last cue may go on this long after the end before anybody would call it wrong.
_GRACE_MS = 2000
# One in so many may be one too many, such as the name of a translator after the end.
_FEW = 50
_HOUR_MS = 3_600_000
# From one frame rate to another: 25 for 24 and 23.976, 24 for 23.976, 30 for 29.97, and the double steps.
_SPEEDS = (25 / 24, 25 * 1001 / 24000, 1001 / 1000, 30 / 25, 30000 / 1001 / 25)
# How much of the recording may be without text at its end, when its speed is to be believed.
_SILENCE = 0.03


def shifted(cues: list[Cue], facts: Facts) -> Proposal | None:
    """Earlier by whole hours, as timecodes of tapes begin at one or ten; or by what they go on too long."""
    over = _over(cues, facts)
    if over is None or _fits_without_the_last(cues, facts):
        return None
    first = min(cue.start_ms for cue in cues)
    hours = -(-over // _HOUR_MS) * _HOUR_MS if first >= _HOUR_MS else 0
    by_ms = hours if 0 < hours <= first else over
    if by_ms > first:
        return None
    proposal = _timed(cues, Reason.SHIFT, lambda ms: ms - by_ms)
    proposal.values = {"seconds": f"{by_ms / 1000:g}"}
    return proposal


def stretched(cues: list[Cue], facts: Facts) -> Proposal | None:
    """Faster by the step between two frame rates with which the last cue ends just before the recording."""
    speed = _speed(cues, facts)
    if speed is None:
        return None
    proposal = _timed(cues, Reason.STRETCH, lambda ms: round(ms / speed))
    proposal.values = {"factor": f"{speed:.4f}"}
    return proposal


def cut_off(cues: list[Cue], facts: Facts) -> Proposal | None:
    """Without those that begin after the end."""
    duration_ms = facts.duration_ms
    if not duration_ms:
        return None
    proposal = Proposal([cue if cue.start_ms < duration_ms else None for cue in cues])
    proposal.dropped = [
        Dropped(cue.line, Reason.PAST_END, f"{times(cue)}\n{cue.payload}")
        for cue in cues
        if cue.start_ms >= duration_ms
    ]
    return proposal if proposal.dropped else None


def _over(cues: list[Cue], facts: Facts) -> int | None:
    """By how many milliseconds the cues go on after the end of the recording, if it is worth a word."""
    if not facts.duration_ms or not cues:
        return None
    over = max(cue.end_ms for cue in cues) - facts.duration_ms
    return over if over > _GRACE_MS else None


def _fits_without_the_last(cues: list[Cue], facts: Facts) -> bool:
    """Whether nearly all cues end in time: then some are too many, and the others are right."""
    late = sum(1 for cue in cues if cue.end_ms > (facts.duration_ms or 0) + _GRACE_MS)
    return late * _FEW <= len(cues)


def _speed(cues: list[Cue], facts: Facts) -> float | None:
    duration_ms = facts.duration_ms or 0
    if _over(cues, facts) is None or min(cue.start_ms for cue in cues) >= _HOUR_MS:
        return None
    last = max(cue.end_ms for cue in cues)
    fitting = [speed for speed in _SPEEDS if duration_ms * (1 - _SILENCE) <= last / speed <= duration_ms]
    return max(fitting, key=lambda speed: last / speed) if fitting else None


def _timed(cues: list[Cue], reason: Reason, timed: Callable[[int], int]) -> Proposal:
    proposal = Proposal([])
    for cue in cues:
        words = tuple(replace(word, start_ms=timed(word.start_ms), end_ms=timed(word.end_ms)) for word in cue.words)
        moved = replace(cue, start_ms=timed(cue.start_ms), end_ms=timed(cue.end_ms), words=words)
        proposal.cues.append(moved)
        proposal.mended.append(Mended(cue.line, reason, times(cue), times(moved)))
    return proposal
