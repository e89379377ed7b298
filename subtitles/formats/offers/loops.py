"""The same text again and again: what recognisers write where nobody speaks, or when they have lost their way."""

from collections.abc import Iterator
from dataclasses import replace

from subtitles.formats.cleaning import times
from subtitles.formats.offers.proposals import Facts, Proposal
from subtitles.reasons import Reason
from subtitles.webvtt.document import Cue, Dropped, Mended

# A refrain or an answer comes twice; a loop more often.
_FEWEST = 3
# Cues that follow each other this closely are one text that somebody cut in pieces.
_CLOSE_MS = 120


def once(cues: list[Cue], facts: Facts) -> Proposal | None:
    """Of each run of cues that say the same, the first; it lasts as long as the run where that has no holes."""
    proposal = Proposal(list(cues))
    for first, end in _runs(cues):
        head = cues[first]
        if all(_is_close(cues[at - 1], cues[at]) for at in range(first + 1, end)):
            longer = replace(head, end_ms=max(cue.end_ms for cue in cues[first:end]))
            proposal.cues[first] = longer
            proposal.mended.append(Mended(head.line, Reason.LOOP, times(head), times(longer)))
        for at in range(first + 1, end):
            proposal.cues[at] = None
            said = f"{times(cues[at])}\n{cues[at].payload}"
            proposal.dropped.append(Dropped(cues[at].line, Reason.LOOP, said))
    return proposal if proposal.dropped else None


def _runs(cues: list[Cue]) -> Iterator[tuple[int, int]]:
    first = 0
    said = [_said(cue) for cue in cues]
    for at in range(1, len(cues) + 1):
        if at < len(cues) and said[at] == said[first]:
            continue
        if at - first >= _FEWEST and said[first]:
            yield first, at
        first = at


def _said(cue: Cue) -> str:
    return cue.payload.strip().casefold()


def _is_close(before: Cue, after: Cue) -> bool:
    return abs(after.start_ms - before.end_ms) <= _CLOSE_MS
