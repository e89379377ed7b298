"""SubRip as programs write it, which is most of most files: one pattern takes a whole cue at a time.

What it does not take is read carefully. So it may only take what `srt_careful` would read as the same cue.
"""

import re

from subtitles.webvtt import Cue

# Nothing in a line means anything, is invisible or may be part of an arrow; <b>, <i> and <u> are the same in WebVTT.
_ODD = "&<>{→⟶➔➜⇒\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_LINE = rf"(?:[^\s{_ODD}]|</?[biu]>)[^\n{_ODD}]*+(?:</?[biu]>[^\n{_ODD}]*+)*+"
_LINES = rf"{_LINE}(?:\n{_LINE})*+"
_TIME = r"([0-9]{2}:[0-5][0-9]):([0-5][0-9])[,.]([0-9]{3})"
_NUMBER = r"[0-9]{1,9}"
_NEXT = rf"(?={_NUMBER}\n[0-9]{{2}}:[0-5][0-9]:[0-5][0-9][,.][0-9]{{3}} --> )"
# From the beginning of the file or an empty line to the number and time of the next cue, or to the end.
CUE = re.compile(rf"(?:\A|(?<=\n\n))({_NUMBER})\n{_TIME} --> {_TIME}\n({_LINES})(?:\n\n++{_NEXT}|\n*+\Z)")
_TEXT = re.compile(_LINES)


class Minutes(dict[str, int]):
    """Milliseconds of hours and minutes such as 01:02, each reckoned once: a file has few different ones."""

    def __missing__(self, written: str) -> int:
        self[written] = ms = (int(written[:-3]) * 60 + int(written[-2:])) * 60_000
        return ms


def cue(found: re.Match[str], line: int, minutes: Minutes) -> Cue:
    """The cue whose number stands on this line."""
    number, begins, begins_s, begins_ms, ends, ends_s, ends_ms, payload = found.groups()
    start_ms = minutes[begins] + int(begins_s) * 1000 + int(begins_ms)
    end_ms = minutes[ends] + int(ends_s) * 1000 + int(ends_ms)
    return Cue(number, start_ms, end_ms, "", payload, line + 1)


def is_text(payload: str) -> bool:
    """Whether cue text is written in SubRip as it stands."""
    return _TEXT.fullmatch(payload) is not None
