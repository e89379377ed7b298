"""Reading and writing large files of WebVTT and SubRip, against webvtt-py and pysubs2 on the same text in one run."""

import gc
import tracemalloc
from collections.abc import Callable
from io import BytesIO, StringIO

import pysubs2
import webvtt

from subtitles.formats import FORMATS, MAX_CUES
from subtitles.timing import as_srt, as_vtt
from subtitles.webvtt import parse, write
from tests.benchmarks.timing import fastest

CUES = 100_000


def vtt(cues: int) -> str:
    """Two-line subtitles with identifiers, settings, speakers and italics, without anything malformed."""
    return "WEBVTT\n\nNOTE made for measuring\n\n" + "\n".join(
        f"{number}\n{as_vtt(number * 3000)} --> {as_vtt(number * 3000 + 2500)} align:start line:85%\n"
        f"<v Sara>Vi talar om frihet, rad {number},\noch om <i>kampen</i> för den.\n"
        for number in range(cues)
    )


def srt(cues: int, *, odd: int = 0) -> str:
    """The same as SubRip; every so many cues (0: none) one that has to be read carefully."""
    return "\n".join(
        f"{number + 1}\n{as_srt(number * 3000)} --> {as_srt(number * 3000 + 2500)}\n"
        f"Vi talar om frihet, rad {number},\noch om <i>kampen</i>{' & mer' if odd and number % odd == 0 else ''}.\n"
        for number in range(cues)
    )


def rows() -> list[tuple[str, str, str]]:
    """(what, theirs divided by ours, or the other way round for memory, note)."""
    return [*_webvtt(vtt(CUES)), *_subrip(srt(CUES), srt(CUES, odd=10)), *_whole(vtt(MAX_CUES), srt(MAX_CUES))]


def _webvtt(text: str) -> list[tuple[str, str, str]]:
    assert len(parse(text).document.cues) == len(theirs(text).captions) == CUES
    ours_s, theirs_s = fastest(lambda: parse(text)), fastest(lambda: theirs(text))
    memory = peak(lambda: parse(text)) / peak(lambda: theirs(text))
    again_s = fastest(lambda: write(parse(text).document))
    theirs_again_s = fastest(lambda: theirs(text).write(StringIO()))
    return [
        times("WebVTT: reading, times as quick as webvtt-py", theirs_s, ours_s),
        ("WebVTT: peak memory against webvtt-py's", f"{memory:.2f}", f"{CUES:,} cues"),
        times("WebVTT: reading and writing, as quick as webvtt-py", theirs_again_s, again_s),
    ]


def _subrip(text: str, with_odd_ones: str) -> list[tuple[str, str, str]]:
    known = FORMATS["srt"]
    assert len(known.parse(text).document.cues) == len(theirs(text, "srt").captions) == len(pysubs(text)) == CUES
    ours_s, odd_s = fastest(lambda: known.parse(text)), fastest(lambda: known.parse(with_odd_ones))
    again_s = fastest(lambda: known.write(known.parse(text).document))
    webvtt_py_s = fastest(lambda: theirs(text, "srt"))
    return [
        times("SubRip: reading, times as quick as webvtt-py", webvtt_py_s, ours_s),
        times("SubRip: the same, with an odd cue in ten", webvtt_py_s, odd_s),
        times("SubRip: reading, as quick as pysubs2", fastest(lambda: pysubs(text)), ours_s),
        times(
            "SubRip: reading and writing, as webvtt-py",
            fastest(lambda: theirs(text, "srt").write(StringIO(), format="srt")),
            again_s,
        ),
        times("SubRip: reading and writing, as pysubs2", fastest(lambda: pysubs(text).to_string("srt")), again_s),
    ]


def _whole(vtt_text: str, srt_text: str) -> list[tuple[str, str, str]]:
    """From bytes to the three outcomes and everything that is offered, against webvtt-py's reading alone."""
    found = []
    for name, text in (("vtt", vtt_text), ("srt", srt_text)):
        data = text.encode()
        assert len(FORMATS[name].read(data, "sv").document.cues) == MAX_CUES
        ours_s = fastest(lambda: FORMATS[name].read(data, "sv"))  # noqa: B023
        theirs_s = fastest(lambda: theirs(text, name))  # noqa: B023
        found.append(times(f"{FORMATS[name].label}: with all that is told and offered", theirs_s, ours_s, MAX_CUES))
    return found


def theirs(text: str, name: str = "vtt") -> webvtt.WebVTT:
    return webvtt.WebVTT.from_buffer(BytesIO(text.encode()), format=name)


def pysubs(text: str) -> pysubs2.SSAFile:
    return pysubs2.SSAFile.from_string(text, format_="srt")


def times(what: str, theirs_s: float, ours_s: float, cues: int = CUES) -> tuple[str, str, str]:
    return what, f"{theirs_s / ours_s:.1f}", f"{cues:,} cues in {ours_s:.2f} s here, {theirs_s:.2f} s there"


def peak(work: Callable[[], object]) -> int:
    """The most memory in bytes that Python held at once, the text itself not counted."""
    gc.collect()
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most
