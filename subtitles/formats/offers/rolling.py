"""Captions that scroll, as YouTube makes them: a line comes as the new one, alone for a moment, and as the old one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from subtitles import timing
from subtitles.formats.offers.proposals import Facts, Proposal
from subtitles.reasons import Reason
from subtitles.webvtt import cuetext
from subtitles.webvtt.document import Cue, Mended, Word

# Of the cues that follow another, so many begin with its last line; by chance few do.
_SHARE = 0.5
_FEWEST = 3
# What scrolls does so from the beginning.
_LOOKED_AT = 300


@dataclass(frozen=True, slots=True)
class _Line:
    raw: str
    text: str


def folded(cues: list[Cue], facts: Facts) -> Proposal | None:
    """A cue for each line, from when it first comes to when the next one does, with the times of its words."""
    if len(cues) < _FEWEST:
        return None
    if not _scroll([list(_lines(cue)) for cue in cues[:_LOOKED_AT]]):
        return None
    lines = [list(_lines(cue)) for cue in cues]
    proposal = Proposal([])
    before: list[_Line] = []
    last: Cue | None = None
    for cue, here in zip(cues, lines, strict=True):
        fresh = _fresh(before, here)
        if fresh or last is None:
            last = _cue(cue, fresh)
            proposal.cues.append(last)
        else:
            last.end_ms = max(last.end_ms, cue.end_ms)
            proposal.cues.append(None)
        if len(fresh) < len(here) or "<" in cue.payload:
            became = "\n".join(line.text for line in fresh)
            proposal.mended.append(Mended(cue.line, Reason.ROLLING, "\n".join(line.text for line in here), became))
        before = here or before
    return proposal


def _lines(cue: Cue) -> Iterator[_Line]:
    for raw in cue.payload.split("\n"):
        text = cuetext.plain_text(raw).strip()
        if text:
            yield _Line(raw, text)


def _scroll(lines: list[list[_Line]]) -> bool:
    pairs = [(before[-1].text, here[0].text) for before, here in pairwise(lines) if before and here]
    again = sum(1 for before, here in pairs if before == here)
    # A recogniser's loop repeats whole cues; here something new comes again and again.
    new = sum(1 for here in lines if len(here) > 1)
    return len(pairs) >= _FEWEST - 1 and again >= _SHARE * len(pairs) and new > 0


def _fresh(before: list[_Line], here: list[_Line]) -> list[_Line]:
    """What does not stand in the cue before: here's lines after the longest beginning that is before's end."""
    for size in range(min(len(before), len(here)), 0, -1):
        if [line.text for line in before[-size:]] == [line.text for line in here[:size]]:
            return here[size:]
    return here


def _cue(cue: Cue, lines: list[_Line]) -> Cue:
    words = tuple(word for line in lines for word in _words(line.raw, cue))
    payload = "\n".join(_without_times(line.raw).strip() for line in lines)
    return replace(cue, payload=payload, words=words or cue.words)


def _without_times(raw: str) -> str:
    """The line without the times and classes of its words; italics and speakers stay."""
    if "<" not in raw:
        return raw
    pieces, at = [], 0
    while (begin := raw.find("<", at)) >= 0:
        end = raw.find(">", begin)
        if end < 0:
            break
        tag = raw[begin + 1 : end].lstrip("/")
        of_a_word = tag[:1].isdigit() or tag.partition(".")[0] == "c"
        pieces += [raw[at:begin], "" if of_a_word else raw[begin : end + 1]]
        at = end + 1
    return "".join([*pieces, raw[at:]])


def _words(raw: str, cue: Cue) -> Iterator[Word]:
    if "<" not in raw:
        return
    spoken: list[tuple[str, int]] = []
    start_ms = cue.start_ms
    for token in cuetext.tokens(raw):
        if token.kind == "timestamp":
            try:
                start_ms = timing.parse(token.value)
            except ValueError:
                return
        elif token.kind == "text" and token.value.strip():
            spoken.append((token.value.strip(), start_ms))
    if not any(kind.kind == "timestamp" for kind in cuetext.tokens(raw)):
        return
    ends = [start for _, start in spoken[1:]] + [max(cue.end_ms, start_ms)]
    for (text, begins_ms), ends_ms in zip(spoken, ends, strict=True):
        yield Word(text, begins_ms, ends_ms)
