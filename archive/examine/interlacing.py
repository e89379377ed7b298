"""Is each frame of this video two half pictures, taken at different moments? Decided by looking at frames.

Labels alone will not do: DV carries none, and old collections hold much that was labelled wrongly on its way.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from archive import sandbox
from archive.examine.media_info import BOTTOM_FIRST, PROGRESSIVE, TOP_FIRST, VideoInfo
from archive.exceptions import ProcessFailed

LIMITS = sandbox.Limits(wall_seconds=120, cpu_seconds=120, file_bytes=1024**2)
LOOKED_AT = 100  # frames
# Picture heights of tape and broadcast, where interlacing is found; elsewhere only a label makes us look.
TAPE_HEIGHTS = {480, 486, 576, 608, 1080}
LABELS = {"progressive": PROGRESSIVE, "tt": TOP_FIRST, "tb": TOP_FIRST, "bb": BOTTOM_FIRST, "bt": BOTTOM_FIRST}
# IEC 61834: DV stores the lower field first, in PAL and NTSC alike.
RULES = {"dvvideo": BOTTOM_FIRST}
COUNTS = re.compile(r"Multi frame detection: TFF:\s*(\d+) BFF:\s*(\d+) Progressive:\s*(\d+) Undetermined:\s*(\d+)")


@dataclass(frozen=True)
class Frames:
    """How many frames look like what. A still picture is undetermined."""

    top_first: int = 0
    bottom_first: int = 0
    progressive: int = 0
    undetermined: int = 0


def scan(path: Path, video: VideoInfo, duration_ms: int) -> str:
    """progressive, tff or bff. `video.scan` holds ffprobe's own field_order."""
    label = LABELS.get(video.scan, RULES.get(video.codec, ""))
    if label == PROGRESSIVE and video.height not in TAPE_HEIGHTS:
        return PROGRESSIVE
    return decide(label, _look(path, video, duration_ms))


def decide(label: str, seen: Frames) -> str:
    """Weigh a label (or "") against what was seen: only clear evidence overturns a label."""
    combed = seen.top_first + seen.bottom_first
    order = TOP_FIRST if seen.top_first >= seen.bottom_first else BOTTOM_FIRST
    if label in (TOP_FIRST, BOTTOM_FIRST):
        whole = seen.progressive > 10 * combed and seen.progressive > seen.undetermined
        return PROGRESSIVE if whole else label
    needed = 2 if label == PROGRESSIVE else 1
    return order if combed > needed * seen.progressive and combed > seen.undetermined else PROGRESSIVE


def _look(path: Path, video: VideoInfo, duration_ms: int) -> Frames:
    """Look at frames from a tenth into the file on, past the leader and the titles."""
    argv = [sandbox.ffmpeg_path(), "-nostdin", "-hide_banner", "-nostats", "-v", "info"]
    argv += [
        *sandbox.input_arguments(),
        "-threads",
        "2",
        "-ss",
        str(duration_ms / 10_000),
        "-i",
        f"file:{path.absolute()}",
    ]
    argv += ["-map", f"0:{video.index}", "-frames:v", str(LOOKED_AT), "-vf", "idet", "-f", "null", "-"]
    try:
        report = sandbox.run(argv, limits=LIMITS).stderr
    except ProcessFailed as error:
        if error.reason == "missing":
            raise
        return Frames()  # nothing could be decoded there: the label has to do
    counts = [tuple(map(int, found)) for found in COUNTS.findall(report)]
    return Frames(*max(counts, key=sum)) if counts else Frames()
