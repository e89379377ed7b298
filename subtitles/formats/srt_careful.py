"""SubRip as anybody may have written it: from one number and time to the next, what is between them is the text."""

from collections.abc import Iterator
from dataclasses import dataclass

from subtitles.formats import heads, srt_text
from subtitles.formats.heads import Head
from subtitles.formats.srt_text import Taken
from subtitles.reasons import Reason
from subtitles.webvtt import Cue, Dropped, Mended
from subtitles.webvtt.settings import sort_settings

_OF_ANOTHER = "WEBVTT"


@dataclass(slots=True)
class Counted:
    """How many heads stand above, and the number of the last of them: what the next one's number is expected to be."""

    heads: int = 0
    last: int = 0


@dataclass(slots=True)
class _Found:
    """A head among the lines: where its number stands (its times, when it has none), its times, its text begins.

    Without a `head` the times cannot be read.
    """

    first: int
    times: int
    head: Head | None
    number: int | None


def read(lines: list[str], start: int, stop: int, counted: Counted, taken: Taken) -> Iterator[Cue]:
    """The cues of the lines from `start` to before `stop`, where a cue begins or the file ends."""
    found = list(_heads(lines, start, stop, counted))
    end = found[0].first if found else stop
    taken.dropped += [Dropped(at + 1, Reason.NO_TIME, lines[at]) for at in range(start, end) if _is_text(lines[at])]
    for index, here in enumerate(found):
        end = found[index + 1].first if index + 1 < len(found) else stop
        if here.head is None:
            taken.dropped += _unread(lines, here, end)
        else:
            yield _cue(lines, here, here.head, _text_end(lines, here, end, taken), taken)


def _heads(lines: list[str], start: int, stop: int, counted: Counted) -> Iterator[_Found]:
    after = start
    for at in range(start, stop):
        line = lines[at]
        if not heads.may_be(line):
            continue
        head = heads.read(line)
        if head is None and not heads.is_half(line):
            continue
        counted.heads += 1
        first = _number_above(lines, at, after, {counted.last + 1, counted.heads})
        number = heads.number(lines[first]) if first < at else None
        yield _Found(first, at, head, number)
        counted.last, after = number or counted.heads, at + 1


def _number_above(lines: list[str], times: int, after: int, expected: set[int]) -> int:
    """Where the number of the times stands: right above or after empty lines, and not where it is text."""
    at = times - 1
    while at >= after and not _is_text(lines[at]):
        at -= 1
    number = heads.number(lines[at]) if at >= after else None
    if number is None:
        return times
    alone = at == after or not _is_text(lines[at - 1])
    return at if number in expected or (at == times - 1 and alone) or after == 0 else times


def _is_text(line: str) -> bool:
    return bool(line.strip("\ufeff\u200b\u200e\u200f \t\r\f\v\u00a0"))


def _unread(lines: list[str], here: _Found, end: int) -> list[Dropped]:
    return [
        Dropped(at + 1, Reason.BAD_TIME if at == here.times else Reason.WITH_BAD_TIME, lines[at])
        for at in range(here.first, end)
        if lines[at].strip()
    ]


def _text_end(lines: list[str], here: _Found, end: int, taken: Taken) -> int:
    """The end of the text; the number of a cue that never came is not part of it."""
    at = end - 1
    while at > here.times and not _is_text(lines[at]):
        at -= 1
    if end < len(lines) or at <= here.times + 1 or _is_text(lines[at - 1]) or here.number is None:
        return end
    if heads.number(lines[at]) != here.number + 1:
        return end
    taken.dropped.append(Dropped(at + 1, Reason.NO_TIME, lines[at]))
    return at


def _cue(lines: list[str], here: _Found, head: Head, end: int, taken: Taken) -> Cue:
    number = lines[here.first] if here.first < here.times else ""
    _tell(lines, here, head, taken)
    settings, refused = sort_settings(head.rest, set()) if head.rest else ("", {})
    if refused:  # coordinates, as some programs wrote
        taken.dropped.append(Dropped(here.times + 1, Reason.MARKUP, " ".join(refused.values())))
    texts: list[str] = []
    last = here.times
    for at in range(here.times + 1, end):
        if not lines[at].strip():
            continue
        text, place = srt_text.cue_text(lines[at], at + 1, taken)
        settings = f"{settings} {place}".strip() if place and "line:" not in settings else settings
        if text.strip():
            if at > last + 1:
                taken.mended.append(Mended(at + 1, Reason.GAP, f"\n{lines[at]}", lines[at]))
            texts.append(text)
            last = at
    identifier = number if number.isascii() and number.isdecimal() else heads.plain(number)
    return Cue(identifier, head.start_ms, head.end_ms, settings, "\n".join(texts), here.times + 1)


def _tell(lines: list[str], here: _Found, head: Head, taken: Taken) -> None:
    """What had to be understood of the number and the times."""
    if not head.usual:
        reason = Reason.NEGATIVE if head.negative else Reason.TIME
        taken.mended.append(Mended(here.times + 1, reason, lines[here.times], head.as_written))
    if here.first < here.times and not lines[here.first].isascii():
        number = lines[here.first]
        taken.mended.append(Mended(here.first + 1, Reason.TIME, number, heads.plain(number).strip()))
