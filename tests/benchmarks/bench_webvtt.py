"""Reading a large WebVTT file, against webvtt-py on the same text in the same process."""

import gc
import time
import tracemalloc
from collections.abc import Callable
from io import StringIO
from typing import Any

import webvtt

from subtitles.timing import as_vtt
from subtitles.webvtt import parse, write

CUES = 20_000
ROUNDS = 5


def sample() -> str:
    """A day of two-line subtitles with identifiers and settings, without anything malformed."""
    cues = [
        f"{number}\n{as_vtt(number * 3000)} --> {as_vtt(number * 3000 + 2500)} align:start line:85%\n"
        f"<v Sara>Vi talar om frihet, rad {number},\noch om <i>kampen</i> för den.\n"
        for number in range(CUES)
    ]
    return "WEBVTT\n\nNOTE made for measuring\n\n" + "\n".join(cues)


def rows() -> list[tuple[str, str, str]]:
    """(what, ours divided by theirs, note)."""
    text = sample()
    assert len(parse(text).document.cues) == len(theirs(text).captions) == CUES
    ours_s, theirs_s = fastest(lambda: parse(text)), fastest(lambda: theirs(text))
    ours_bytes, theirs_bytes = peak(lambda: parse(text)), peak(lambda: theirs(text))
    again_s = fastest(lambda: write(parse(text).document))
    theirs_again_s = fastest(lambda: theirs(text).write(StringIO()))
    return [
        row("WebVTT: time to read against webvtt-py", ours_s / theirs_s, f"{CUES / ours_s:,.0f} cues/s here"),
        row("WebVTT: peak memory against webvtt-py", ours_bytes / theirs_bytes, f"{CUES:,} cues"),
        row("WebVTT: read and write against webvtt-py", again_s / theirs_again_s, "ours keeps every block in place"),
    ]


def theirs(text: str) -> Any:
    return webvtt.WebVTT.from_string(text)


def row(what: str, ratio: float, note: str) -> tuple[str, str, str]:
    return what, f"{ratio:.2f}", note


def fastest(work: Callable[[], object]) -> float:
    """Seconds of processor time of the fastest of some rounds: what other programs cost falls away."""
    times = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def peak(work: Callable[[], object]) -> int:
    """The most memory in bytes that Python held at once, the text itself not counted."""
    gc.collect()
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most
