"""Cues that nobody would see, because they end when they begin."""

from dataclasses import replace
from itertools import zip_longest

from subtitles.formats.cleaning import times
from subtitles.formats.offers.proposals import Facts, Proposal
from subtitles.reasons import Reason
from subtitles.webvtt import cuetext
from subtitles.webvtt.document import Cue, Mended

_MS_A_CHARACTER = 70
_LEAST_MS, _MOST_MS = 1000, 6000


def given(cues: list[Cue], facts: Facts) -> Proposal | None:
    """As long as it takes to read them, but not beyond the beginning of the next."""
    proposal = Proposal([])
    for cue, following in zip_longest(cues, cues[1:]):
        if cue.end_ms > cue.start_ms:
            proposal.cues.append(cue)
            continue
        longer = replace(cue, end_ms=_end_ms(cue, following))
        proposal.cues.append(longer)
        proposal.mended.append(Mended(cue.line, Reason.NO_LENGTH, times(cue), times(longer)))
    return proposal if proposal.mended else None


def _end_ms(cue: Cue, following: Cue | None) -> int:
    wanted = min(max(_MS_A_CHARACTER * len(cuetext.plain_text(cue.payload)), _LEAST_MS), _MOST_MS)
    if following is None or following.start_ms <= cue.start_ms:
        return cue.start_ms + wanted
    return min(cue.start_ms + wanted, following.start_ms)
