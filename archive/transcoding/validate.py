"""Is what came out all of what went in? An encoder's exit status says little, so frames and durations are compared."""

from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

from archive.media_info import MediaInfo
from archive.transcoding.progress import StreamRead
from archive.transcoding.rungs import Rung

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
    """What came of it; `message` says in plain words what is wrong, "" when nothing is."""

    outcome: Outcome
    message: str = ""


def check(info: MediaInfo, rungs: list[Rung], read: dict[int, StreamRead]) -> Verdict:
    """Compare a source with its rungs and with what ffmpeg says it read, by stream index."""
    if fault := _inconsistency(rungs):
        return Verdict(Outcome.FAILED, fault)
    got_ms = max(rung.duration_ms for rung in rungs)
    if got_ms < info.duration_ms * LEAST_SHARE:
        return Verdict(Outcome.FAILED, _("Almost nothing of this file could be read; it is damaged or incomplete."))
    warnings = [text for text in (_too_short(info, got_ms), _lost_picture(info, read), _lost_sound(info, read)) if text]
    return Verdict(Outcome.WARNING, " ".join(warnings)) if warnings else Verdict(Outcome.OK)


def duration_ms(rungs: list[Rung]) -> int:
    """How long the set plays: as long as its picture, or as its sound when there is none."""
    pictures = [rung for rung in rungs if rung.is_video]
    return max((rung.duration_ms for rung in pictures or rungs), default=0)


def _inconsistency(rungs: list[Rung]) -> str:
    """Rungs a player may switch between must be the same frames at the same moments."""
    pictures = [rung for rung in rungs if rung.is_video]
    sounds = [rung for rung in rungs if not rung.is_video]
    for group in (pictures, sounds):
        lengths = [rung.duration_ms for rung in group]
        apart = max(lengths, default=0) - min(lengths, default=0) > RUNGS_APART_MS
        if apart or len({rung.samples for rung in group}) > 1 or any(rung.samples == 0 for rung in group):
            return _("The renditions do not agree with each other; nothing was published.")
    if any(rung.first_shown for rung in pictures):
        return _("The renditions do not begin at the beginning; nothing was published.")
    return "" if rungs else _("Nothing could be read from this file.")


def _too_short(info: MediaInfo, got_ms: int) -> str:
    if got_ms >= info.duration_ms - max(SLACK_MS, info.duration_ms * SLACK_SHARE):
        return ""
    lengths = {"read": clock(got_ms), "promised": clock(info.duration_ms)}
    return _("The file ends too early: %(read)s of %(promised)s could be read.") % lengths


def _lost_picture(info: MediaInfo, read: dict[int, StreamRead]) -> str:
    stream = read.get(info.video.index) if info.video else None
    if stream is None or not stream.errors:
        return ""
    counts = {"lost": stream.errors, "all": stream.frames + stream.errors}
    return _("The picture is damaged: frames that could not be read: %(lost)d of %(all)d.") % counts


def _lost_sound(info: MediaInfo, read: dict[int, StreamRead]) -> str:
    stream = read.get(info.audio.index) if info.audio else None
    if stream is None or stream.errors <= HARMLESS_SOUND_ERRORS:
        return ""
    share = max(1, round(100 * stream.errors / (stream.frames + stream.errors)))
    return _("The sound is damaged: about %(share)d percent of it could not be read.") % {"share": share}


def clock(milliseconds: int) -> str:
    """Hours, minutes and seconds with a tenth, such as 0:01:02.5."""
    tenths = milliseconds // 100
    return f"{tenths // 36000}:{tenths // 600 % 60:02}:{tenths // 10 % 60:02}.{tenths % 10}"
