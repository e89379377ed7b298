"""Names that stand before what is said ("ANNA: Hej"), as WebVTT's own mark of who speaks."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from subtitles.formats.offers.proposals import Facts, Proposal
from subtitles.formats.speech import may_be_name, speaker_of
from subtitles.reasons import Reason
from subtitles.webvtt.document import Cue, Mended

_FEWEST = 2
_DASH = re.compile(r"(?:[-–—]\s?)?")


def marked(cues: list[Cue], facts: Facts) -> Proposal | None:
    """Lines that begin with a name in capitals, or with one that comes again, as voices."""
    found = Counter(name for cue in cues for _, name, _ in _labels(cue))
    names = {name for name, times in found.items() if name.isupper() or times >= _FEWEST}
    if sum(found[name] for name in names) < _FEWEST:
        return None
    proposal = Proposal([])
    for cue in cues:
        payload = _voiced(cue, names)
        if payload != cue.payload:
            proposal.mended.append(Mended(cue.line + 1, Reason.LABEL, cue.payload, payload))
        proposal.cues.append(cue if payload == cue.payload else replace(cue, payload=payload))
    return proposal if proposal.mended else None


def _labels(cue: Cue) -> Iterator[tuple[str, str, str]]:
    """Dash, name and text of the lines that may have a label."""
    if ":" in cue.payload:
        for line in cue.payload.split("\n"):
            dash, name, text = _label(line)
            if name and text and may_be_name(name):
                yield dash, name, text


def _label(line: str) -> tuple[str, str, str]:
    found = _DASH.match(line)
    dash = found[0] if found else ""
    return dash, *speaker_of(line[len(dash) :])


def _voiced(cue: Cue, names: set[str]) -> str:
    lines = cue.payload.split("\n")
    if "<v" in cue.payload or not any(name in names for _, name, _ in _labels(cue)):
        return cue.payload
    spoken: list[tuple[str, list[str]]] = []
    for line in lines:
        dash, name, text = _label(line)
        if name in names and text:
            spoken.append((name, [dash + text]))
        elif spoken:
            spoken[-1][1].append(line)
        else:
            spoken.append(("", [line]))
    return "\n".join(_voice(name, "\n".join(texts)) for name, texts in spoken)


def _voice(name: str, text: str) -> str:
    return f"<v {name}>{text}</v>" if name else text
