"""Punctuation that somebody moved to the other end of a line, so that a player which reads it wrong shows it right."""

import re
from dataclasses import replace

from subtitles.formats.offers.proposals import Facts, Proposal
from subtitles.reasons import Reason
from subtitles.webvtt.document import Cue, Mended

_RIGHT_TO_LEFT = frozenset({"fa", "prs", "ps", "ar", "ckb"})
_LETTER = "[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f]"
_STOP = r"[.!?؟،,:؛…]"
_TAGS = r"(?:<[^<>]*>)*+"
# A stop before the first letter, and none after the last.
_BEFORE = re.compile(rf"({_TAGS}(?:[-–—]\s?)?)(\.\.\.|{_STOP}{{1,2}})\s*(?={_LETTER}|[«\"(])([^\n]*?)(\s*{_TAGS})")
_ENDS_WITH_STOP = re.compile(rf"{_STOP}\s*\Z")
# A dash of a dialogue behind the last letter, and none before the first.
_DASH_AFTER = re.compile(rf"({_TAGS})((?:{_STOP})?{_LETTER}[^\n]*?)\s+([-–—])(\s*{_TAGS})")


def moved_back(cues: list[Cue], facts: Facts) -> Proposal | None:
    """Every stop behind its sentence, and every dash before."""
    if facts.language.partition("-")[0] not in _RIGHT_TO_LEFT:
        return None
    proposal = Proposal([])
    for cue in cues:
        lines = cue.payload.split("\n")
        moved = [_moved(line) for line in lines]
        for number, (was, became) in enumerate(zip(lines, moved, strict=True), start=cue.line + 1):
            if was != became:
                proposal.mended.append(Mended(number, Reason.STOPS, was, became))
        proposal.cues.append(cue if moved == lines else replace(cue, payload="\n".join(moved)))
    return proposal if proposal.mended else None


def _moved(line: str) -> str:
    dashed = _DASH_AFTER.fullmatch(line)
    if dashed:
        line = f"{dashed[1]}{dashed[3]} {dashed[2]}{dashed[4]}"
    found = _BEFORE.fullmatch(line)
    if found and found[2] != "..." and not _ENDS_WITH_STOP.search(found[3]):
        return f"{found[1]}{found[3]}{found[2]}{found[4]}"
    return line
