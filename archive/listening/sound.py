"""The sound of a recording as samples, on the time line of what is streamed, and where its picture is cut."""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import ffmpeg
from django.conf import settings

from archive import sandbox
from archive.derivatives import shots, speech
from archive.exceptions import JobFailed, ProcessFailed
from archive.models import Assembly, Recording
from archive.transcoding.build import STALL_SECONDS, explain
from archive.transcoding.joining import join
from archive.transcoding.ladder import MONO, Picture, Sound
from archive.transcoding.parts import Part, whole
from archive.transcoding.progress import Progress
from archive.transcoding.recipe import BARE, FRONT
from archive.transcoding.run import open_part
from archive.wording import Said

logger = logging.getLogger(__name__)

RAW = "sound.s16"
ROOM = 64 * 1024**2  # bytes beyond what the promised length needs: a file may be longer than it says
_MONO = Sound(MONO, 0)
_SMALL = Picture(shots.WIDTH, shots.HEIGHT, 0)
# This machine's trouble of the moment, rather than the file's own.
_MAY_PASS = ("no_space", "stalled", "killed", "memory")

Report = Callable[[int], None]


@contextmanager
def opened(recording: Recording) -> Iterator[list[Part]]:
    """What is streamed of a recording, as files to read. Raises JobFailed where nothing is chosen to be streamed."""
    assembly: Assembly | None = recording.assembly
    if assembly is None:
        raise JobFailed(Said("listening.nothing"))
    with ExitStack() as stack:
        yield [open_part(source, stack) for source in assembly.sources.select_related("original")]


def decode(parts: Sequence[Part], directory: Path, report: Report, *, picture: bool = False) -> list[int]:
    """Write the sound to RAW in the directory, and return where the picture is cut, in ms, if that is asked for.

    A file without sound leaves no RAW. `report` is told 0-1000, and what it raises ends the work. Raises JobFailed.
    """
    outputs, cuts = _outputs(parts, picture=picture), list[int]()
    if not outputs:
        return []
    program, *arguments = ffmpeg.merge_outputs(*outputs).compile(cmd=sandbox.ffmpeg_path())
    progress = Progress(whole(parts).duration_ms)

    def on_line(line: str) -> None:
        progress(line)
        if (cut := shots.moment(line)) is not None:
            cuts.append(cut)

    def should_stop() -> bool:
        report(progress.per_mille)  # raises when nobody wants the work any more
        return False

    try:
        sandbox.run(
            [program, *FRONT, *arguments],
            limits=_limits(whole(parts).duration_ms),
            on_line=on_line,
            should_stop=should_stop,
            progress=lambda: progress.done_ms,
            cwd=directory,
        )
    except ProcessFailed as error:
        logger.warning("ffmpeg could not listen (%s): %s", error.reason, error.detail[-4000:])
        code = explain(error)
        raise JobFailed(Said(f"transcode.{code}"), may_pass=code in _MAY_PASS) from error
    return cuts


def _outputs(parts: Sequence[Part], *, picture: bool) -> list[object]:
    info = whole(parts)
    outputs: list[object] = []
    joined = join(parts, _SMALL if picture and info.video else None, [_MONO] if info.audio else [])
    if joined.sound is not None:
        thin = joined.sound.filter(
            "aformat", sample_fmts="s16", sample_rates=speech.SAMPLE_RATE, channel_layouts="mono"
        )
        outputs.append(ffmpeg.output(thin, RAW, format="s16le", acodec="pcm_s16le", **BARE))
    if joined.picture is not None:
        outputs.append(ffmpeg.output(shots.detect(joined.picture), "-", format="null", fps_mode="passthrough"))
    return outputs


def _limits(duration_ms: int) -> sandbox.Limits:
    seconds = settings.TRANSCODE_TIMEOUT_SECONDS
    size = duration_ms * speech.SAMPLE_RATE * speech.SAMPLE_BYTES // 1000
    return sandbox.Limits(
        wall_seconds=seconds,
        cpu_seconds=seconds * (os.cpu_count() or 1),
        stall_seconds=STALL_SECONDS,
        memory_bytes=settings.TRANSCODE_MEMORY_MB * 1024**2,
        file_bytes=size + ROOM,
    )
