"""WebVTT that the standard passes over in part, read as it was meant: what SubRip allows, in a WebVTT file."""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace

from subtitles.formats import heads
from subtitles.reasons import Reason
from subtitles.timing import as_vtt
from subtitles.webvtt import Block, Cue, Dropped, Mended, Parsed, parse
from subtitles.webvtt.parser import ARROW, TIMES

_SIGNATURE = re.compile(r"[\ufeff\s]*(WEBVTT)(?![^\s])", re.IGNORECASE)
# What the standard does not see as times at all, so that it drops nothing either.
_OTHER_ARROW = re.compile(r"[-\u2010-\u2015\u2212=→⟶➔➜⇒](?:(?<=[→⟶➔➜⇒])|\s>|(?<!--)>)")
_MENDABLE = frozenset({Reason.NO_SIGNATURE, Reason.BAD_TIME, Reason.NO_TIME})


def read(text: str, parsed: Parsed) -> Parsed | None:
    """The whole file read with its times and signature mended and its stray text put back; None: nothing to mend."""
    if not any(part.reason in _MENDABLE for part in parsed.dropped) and not _OTHER_ARROW.search(text):
        return None
    lines = text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    mended = [*_signed(lines), *_timed(lines)]
    again = _put_back(parse("\n".join(lines)))
    done = [*mended, *again.mended]
    return Parsed(again.document, again.dropped, done) if done else None


def _signed(lines: list[str]) -> list[Mended]:
    """Let the file begin with its signature; no line changes its number."""
    at = next((index for index, line in enumerate(lines) if line.strip("\ufeff \t")), 0)
    found = _SIGNATURE.match(lines[at])
    if found is None:
        return []
    signature = "WEBVTT" + lines[at][found.end(1) :]
    was = "\n".join(lines[: at + 1])
    lines[at] = ""
    lines[0] = signature
    return [] if was.removeprefix("\ufeff") == signature else [Mended(1, Reason.SIGNATURE, was, signature)]


def _timed(lines: list[str]) -> list[Mended]:
    mended = []
    for at, line in enumerate(lines):
        if not heads.may_be(line) or (ARROW in line and TIMES.match(line)):
            continue
        head = heads.read(line)
        if head:
            lines[at] = f"{as_vtt(head.start_ms)} {ARROW} {as_vtt(head.end_ms)} {head.rest}".rstrip()
            reason = Reason.NEGATIVE if head.negative else Reason.TIME
            mended.append(Mended(at + 1, reason, line, lines[at]))
        elif ARROW in line and not heads.is_half(line):
            lines[at] = line.replace(ARROW, "--&gt;")
            mended.append(Mended(at + 1, Reason.TIME, line, lines[at]))
    return mended


def _put_back(parsed: Parsed) -> Parsed:
    """Text that stands alone goes to the cue above it, a number that stands alone to the cue below."""
    blocks = parsed.document.blocks
    starts = [block.line for block in blocks]
    dropped, mended, taken = [], [], {part.line for part in parsed.dropped}
    added: dict[int, list[str]] = defaultdict(list)  # joined at the end: thousands of lines may go to one cue
    for part in parsed.dropped:
        at = bisect_right(starts, part.line)
        above = blocks[at - 1] if at else None
        below = blocks[at] if at < len(blocks) else None
        if part.reason == Reason.NO_TIME and _is_number_of(part, below, taken):
            below.identifier = heads.plain(part.text)  # type: ignore[union-attr]
        elif part.reason == Reason.NO_TIME and isinstance(above, Cue):
            added[at - 1].append(part.text)
        else:
            dropped.append(part)
            continue
        mended.append(Mended(part.line, Reason.GAP, f"\n{part.text}", part.text))
    for at, texts in added.items():
        cue = blocks[at]
        assert isinstance(cue, Cue)  # noqa: S101 - nothing is added to others
        cue.payload = "\n".join([cue.payload, *texts] if cue.payload else texts)
    return replace(parsed, dropped=dropped, mended=mended)


def _is_number_of(part: Dropped, below: Cue | Block | None, taken: set[int]) -> bool:
    if not isinstance(below, Cue) or below.identifier or heads.number(part.text) is None:
        return False
    return not any(line in taken for line in range(part.line + 1, min(below.line, part.line + 5)))
