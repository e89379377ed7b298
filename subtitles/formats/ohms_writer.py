"""Writing OHMS: the transcript with a sync point for each minute, the same text as WebVTT, and the index."""

import re

from subtitles import webvtt
from subtitles.formats import speech, xml
from subtitles.timing import parse
from subtitles.webvtt import Block, Cue, Document

NAMESPACE = "https://www.weareavp.com/nunncenter/ohms"
# A point of the index stands in a document as a note that begins so, with its time and title; what it says below.
NOTE = "NOTE OHMS index "
_NOTED = re.compile(rf"{NOTE}(\S+)(?: ([^\n]*))?(?:\n(.*))?", re.DOTALL)
_MINUTE_MS = 60_000


def write(document: Document, language: str) -> str:
    lines, starts = _lines(document.cues)
    points = "".join(filter(None, (_point(block) for block in document.blocks if isinstance(block, Block))))
    cues = webvtt.write(Document(blocks=[*document.cues]))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ROOT xmlns="{NAMESPACE}">\n<record id="1">\n'
        f"<version>5.4</version>\n<language>{xml.escaped(language)}</language>\n<sync>{_sync(starts)}</sync>\n"
        f"<transcript>{xml.escaped(chr(10).join(lines))}</transcript>\n<index>\n{points}</index>\n"
        f"<vtt_transcript>{xml.escaped(cues)}</vtt_transcript>\n</record>\n</ROOT>\n"
    )


def _lines(cues: list[Cue]) -> tuple[list[str], list[tuple[int, int]]]:
    """The lines of the transcript, and (milliseconds, line counted from 1) of every cue."""
    lines: list[str] = []
    starts = []
    for cue in cues:
        starts.append((cue.start_ms, len(lines) + 1))
        lines += speech.named_text(cue.payload).split("\n")
    return lines, starts


def _sync(starts: list[tuple[int, int]]) -> str:
    """For each minute the line of the first cue that begins in it or later; up to the last cue."""
    points, at = [""], 0
    for minute in range(1, starts[-1][0] // _MINUTE_MS + 1 if starts else 0):
        while starts[at][0] < minute * _MINUTE_MS:
            at += 1
        points.append(f"{starts[at][1]}(1)")
    return f"1:{'|'.join(points)}"


def _point(block: Block) -> str:
    found = _NOTED.fullmatch(block.text)
    try:
        seconds = parse(found[1]) // 1000 if found else None
    except ValueError:
        seconds = None
    if found is None or seconds is None:
        return ""
    title, said = xml.escaped(found[2] or ""), xml.escaped(" ".join((found[3] or "").split("\n")))
    return f"<point><time>{seconds}</time><title>{title}</title><synopsis>{said}</synopsis></point>\n"
