"""Apply repairs to cues. Only the payload's letters that a finding is about change, and the cue's own end."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from subtitles.cuelike import Placed
from subtitles.rules.finding import Finding
from subtitles.webvtt import cuetext

# A tag ends at the next > or with the cue.
_TAG_OR_TEXT = re.compile(r"<[^>]*>?|[^<]+")
_ENTITY = re.compile(r"&(?:#[xX]?[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A cue's text and time as they are after repairs; all else of the cue stays."""

    start_ms: int
    end_ms: int
    settings: str
    payload: str


def repair(cues: Sequence[Placed], findings: Iterable[Finding]) -> dict[int, Repaired]:
    """The cues that change, by index. Findings must be of these very cues; those without a repair are passed over.

    Of two findings that lie one in the other the first is mended; another check finds what is left.
    """
    of_cue: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.repair:
            of_cue[finding.cue].append(finding)
    return {index: _repaired(cues[index], found) for index, found in of_cue.items()}


def _repaired(cue: Placed, findings: list[Finding]) -> Repaired:
    payload, end_ms = cue.payload, cue.end_ms
    edits: list[tuple[int, int, str]] = []
    for finding in sorted(findings, key=lambda each: (each.start, each.end)):
        repair = finding.repair
        if repair and repair.end_ms is not None:
            end_ms = min(end_ms, repair.end_ms) if end_ms != cue.end_ms else repair.end_ms
        if repair and repair.text is not None and (not edits or finding.start >= edits[-1][1]):
            edits.append((finding.start, finding.end, repair.text))
    if edits:
        payload = _edited(payload, edits)
    for tag in {finding.repair.untag for finding in findings if finding.repair and finding.repair.untag}:
        payload = "".join(part for part in _TAG_OR_TEXT.findall(payload) if not re.match(rf"</?{tag}(?![^\s.>])", part))
    return Repaired(cue.start_ms, max(end_ms, cue.start_ms), cue.settings, payload)


def _edited(payload: str, edits: list[tuple[int, int, str]]) -> str:
    """The payload with ranges of its plain text replaced; tags stay where they stood, also inside a range."""
    places = _places(payload)
    pieces = list(payload)
    for start, end, text in edits:
        for at in range(start, end):
            first, last = places[at]
            pieces[first:last] = [""] * (last - first)
        # Where the first letter stood; an empty range is before the letter that follows it.
        at = places[start][0] if start < len(places) else len(payload)
        if at < len(pieces):
            escaped = html.escape(text, quote=False)
            pieces[at] = escaped if end > start else escaped + pieces[at]
        else:
            pieces.append(html.escape(text, quote=False))
    return "".join(pieces)


def _places(payload: str) -> list[tuple[int, int]]:
    """Where in the payload each code point of its plain text is written: (first, behind the last)."""
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(payload):
        if payload[at] == "<":
            end = payload.find(">", at)
            at = len(payload) if end < 0 else end + 1
            continue
        end = _end(payload, at)
        places += [(at, end)] * len(cuetext.plain_text(payload[at:end]))
        at = end
    return places


def _end(payload: str, at: int) -> int:
    """Behind the letter or character reference that begins here. Some have no semicolon: &notit; is ¬it;"""
    entity = _ENTITY.match(payload, at) if payload[at] == "&" else None
    if entity is None:
        return at + 1
    read, end = html.unescape(entity[0]), entity.end()
    if read == entity[0]:
        return at + 1
    while len(read) > 1 and read[-1] == payload[end - 1]:
        read, end = read[:-1], end - 1
    return end
