"""Is what came out all of what went in? An encoder's exit status says little, so frames and durations are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from archive.transcoding.parts import Part, whole
from archive.transcoding.progress import Read, StreamRead
from archive.transcoding.rungs import Rung
from archive.wording import NOTHING, Said

# A recording may end within this of what its file promises: the last frame's length is often guessed.
SLACK_MS = 500
SLACK_SHARE = 0.002
# With less than this much of it readable, a file is not worth publishing.
LEAST_SHARE = 0.1
# A damaged packet or two at the edges of an MP3 is not heard.
HARMLESS_SOUND_ERRORS = 2
RUNGS_APART_MS = 100


class Outcome(Enum):
    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True)
class Verdict:
    """What came of it; `said` is what is wrong, if anything."""

    outcome: Outcome
    said: Said = NOTHING


def check(parts: Sequence[Part], rungs: list[Rung], read: Read) -> Verdict:
    """Compare the sources with the rungs and with what ffmpeg says it read."""
    if fault := _inconsistency(rungs):
        return Verdict(Outcome.FAILED, Said(fault))
    got_ms = max(rung.duration_ms for rung in rungs)
    promised_ms = whole(parts).duration_ms
    if got_ms < promised_ms * LEAST_SHARE:
        return Verdict(Outcome.FAILED, Said("transcode.almost_nothing"))
    warning = Said.all_of([_too_short(promised_ms, got_ms), _lost_picture(parts, read), _lost_sound(parts, read)])
    return Verdict(Outcome.WARNING, warning) if warning else Verdict(Outcome.OK)


def duration_ms(rungs: list[Rung]) -> int:
    """How long the set plays: as long as its picture, or as its sound when there is none."""
    pictures = [rung for rung in rungs if rung.is_video]
    return max((rung.duration_ms for rung in pictures or rungs), default=0)


def _inconsistency(rungs: list[Rung]) -> str:
    """A code, or "". Rungs a player may switch between must be the same frames at the same moments."""
    pictures = [rung for rung in rungs if rung.is_video]
    sounds = [rung for rung in rungs if not rung.is_video]
    for group in (pictures, sounds):
        lengths = [rung.duration_ms for rung in group]
        apart = max(lengths, default=0) - min(lengths, default=0) > RUNGS_APART_MS
        if apart or len({rung.samples for rung in group}) > 1 or any(rung.samples == 0 for rung in group):
            return "transcode.unequal"
    if any(rung.first_shown for rung in pictures):
        return "transcode.late_start"
    return "" if rungs else "transcode.nothing"


def _too_short(promised_ms: int, got_ms: int) -> Said:
    if got_ms >= promised_ms - max(SLACK_MS, promised_ms * SLACK_SHARE):
        return NOTHING
    return Said("transcode.too_short", {"read_ms": got_ms, "promised_ms": promised_ms})


def _lost_picture(parts: Sequence[Part], read: Read) -> Said:
    streams = [(number, part.info.video.index) for number, part in enumerate(parts) if part.info.video]
    found = _together([read[key] for key in streams if key in read])
    if not found.errors:
        return NOTHING
    return Said("transcode.picture_damaged", {"lost": found.errors, "all": found.frames + found.errors})


def _lost_sound(parts: Sequence[Part], read: Read) -> Said:
    streams = [(number, part.info.audio.index) for number, part in enumerate(parts) if part.info.audio]
    heard = [read[key] for key in streams if key in read]
    if all(stream.errors <= HARMLESS_SOUND_ERRORS for stream in heard):
        return NOTHING
    found = _together(heard)
    share = max(1, round(100 * found.errors / (found.frames + found.errors)))
    return Said("transcode.sound_damaged", {"share": share})


def _together(streams: Sequence[StreamRead]) -> StreamRead:
    return StreamRead(
        sum(stream.packets for stream in streams),
        sum(stream.frames for stream in streams),
        sum(stream.errors for stream in streams),
    )
