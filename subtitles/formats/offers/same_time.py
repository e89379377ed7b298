"""Two cues at the very same time, as programs write two lines that stand in different places."""

from collections.abc import Iterator
from dataclasses import replace

from subtitles.formats.offers.proposals import Facts, Proposal
from subtitles.reasons import Reason
from subtitles.webvtt.document import Cue, Mended

# More than these at one time are no lines of one picture: their times say nothing.
_MOST = 10


def joined(cues: list[Cue], facts: Facts) -> Proposal | None:
    """The text of each cue that has the times and the place of the one before it, below that one's text."""
    proposal = Proposal([])
    for group in _groups(cues):
        if len(group) > _MOST:
            proposal.cues += group
            continue
        head = group[0]
        for cue in group[1:]:
            payload = "\n".join(text for text in (head.payload, cue.payload) if text)
            head = replace(head, payload=payload, words=(*head.words, *cue.words))
            proposal.mended.append(Mended(cue.line, Reason.SAME_TIME, cue.payload, payload))
        proposal.cues += [head, *[None] * (len(group) - 1)]
    return proposal if proposal.mended else None


def _groups(cues: list[Cue]) -> Iterator[list[Cue]]:
    """Cues in a row that stand at one time in one place; a cue without a length stands alone."""
    group: list[Cue] = []
    for cue in cues:
        if group and not _stands_with(group[0], cue):
            yield group
            group = []
        group.append(cue)
    if group:
        yield group


def _stands_with(head: Cue, cue: Cue) -> bool:
    place = (head.start_ms, head.end_ms, head.settings)
    return place == (cue.start_ms, cue.end_ms, cue.settings) and cue.end_ms > cue.start_ms
