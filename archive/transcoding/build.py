"""Build everything that is streamed from some sources, in a directory of its own."""

import logging
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_noop

from archive import sandbox
from archive.derivatives import loudness, names, poster, sprites, waveform
from archive.examine.media_info import MediaInfo
from archive.exceptions import ProcessFailed, TranscodingFailed
from archive.jobs.kinds import Report
from archive.transcoding import ladder, playlist, recipe, rungs
from archive.transcoding.parts import Part, whole
from archive.transcoding.progress import Progress, Read, streams_read
from archive.transcoding.rungs import Rung

logger = logging.getLogger(__name__)

STALL_SECONDS = 180
FULL = ("No space left on device", "Disk quota exceeded")
# This machine's trouble of the moment, rather than the file's own.
MAY_PASS = ("no_space", "stalled", "killed", "memory")
MEASURED_PER_MILLE = 300  # the share of a radio programme's time that its first pass takes


@dataclass(frozen=True)
class Built:
    """What lies in the directory now, and what ffmpeg says it read."""

    rungs: list[Rung]
    read: Read
    extras: list[str]
    loudness_lufs: float | None = None
    gain_db: float | None = None


def build(parts: Sequence[Part], directory: Path, report: Report, language: str = "") -> Built:
    """Fill an empty directory. Raises TranscodingFailed, and whatever `report` raises."""
    info = whole(parts)
    built = _film(parts, info, directory, report) if info.video else _radio(parts, info, directory, report)
    (directory / names.MASTER).write_text(playlist.master(built.rungs, language))
    return built


def _film(parts: Sequence[Part], info: MediaInfo, directory: Path, report: Report) -> Built:
    assert info.video  # noqa: S101
    pictures, sounds = ladder.pictures(info.video), ladder.film_sound(info.audio)
    sheet = sprites.plan(info.duration_ms, pictures[-1].width, pictures[-1].height)
    _make_folders(directory, *[rung.name for rung in pictures], *[sound.name for sound in sounds])
    _make_folders(directory, poster.FOLDER, sprites.FOLDER)
    command = recipe.film(parts, pictures, sounds, sheet)
    read = _run(command, directory, info, lambda per_mille: report(per_mille, gettext_noop("Transcoding")))
    rate = ladder.frame_rate(info.video)
    sizes = [
        _measured(directory, rung.name, width=rung.width, height=rung.height, frame_rate=rate) for rung in pictures
    ]
    made = sizes + [_measured(directory, sound.name, channels=sound.channels) for sound in sounds]
    poster.choose(directory)
    sprites.assemble(directory, sheet)
    (directory / names.THUMBNAILS).write_text(sprites.index(sheet, sizes[0].duration_ms))
    return Built(made, read, [names.POSTER, names.SHEET, names.THUMBNAILS])


def _radio(parts: Sequence[Part], info: MediaInfo, directory: Path, report: Report) -> Built:
    assert info.audio  # noqa: S101
    sounds = ladder.radio_sound(info.audio)
    _make_folders(directory, *[sound.name for sound in sounds])

    def listening(per_mille: int) -> None:
        report(per_mille * MEASURED_PER_MILLE // 1000, gettext_noop("Measuring loudness"))

    def transcoding(per_mille: int) -> None:
        report(MEASURED_PER_MILLE + per_mille * (1000 - MEASURED_PER_MILLE) // 1000, gettext_noop("Transcoding"))

    heard = _execute(recipe.measure(parts, sounds), directory, info, listening)
    lufs = loudness.parse(heard)
    gain_db = loudness.gain(lufs)
    raw = directory / recipe.RAW_PEAKS
    (directory / names.PEAKS).write_text(waveform.document(raw, info.duration_ms, gain_db))
    raw.unlink()
    read = _run(recipe.radio(parts, sounds, gain_db), directory, info, transcoding)
    made = [_measured(directory, sound.name, channels=sound.channels) for sound in sounds]
    return Built(made, read, [names.PEAKS], lufs, gain_db)


def _make_folders(directory: Path, *names: str) -> None:
    for name in names:
        (directory / name).mkdir()


def _measured(directory: Path, name: str, **known: object) -> Rung:
    try:
        return rungs.measure(directory, name, **known)  # type: ignore[arg-type]
    except rungs.IncompleteError as error:
        logger.warning("A rendition is incomplete: %s", error)
        raise TranscodingFailed("incomplete") from error


def _run(command: list[str], directory: Path, info: MediaInfo, report: Callable[[int], None]) -> Read:
    return streams_read(_execute(command, directory, info, report))


def _execute(command: list[str], directory: Path, info: MediaInfo, report: Callable[[int], None]) -> str:
    """Run ffmpeg to its end and return its last words."""
    seconds = settings.TRANSCODE_TIMEOUT_SECONDS
    limits = sandbox.Limits(
        wall_seconds=seconds,
        cpu_seconds=seconds * (os.cpu_count() or 1),
        stall_seconds=STALL_SECONDS,
        memory_bytes=settings.TRANSCODE_MEMORY_MB * 1024**2,
    )
    report(0)
    progress = Progress(info.duration_ms, ladder.frame_rate(info.video) if info.video else None)

    def should_stop() -> bool:
        report(progress.per_mille)  # raises when nobody wants the work any more
        return False

    def mark() -> tuple[int, int]:
        # Files count too: ffmpeg says nothing as long as one of the outputs waits for its first frame.
        return progress.done_ms, sum(1 for _ in directory.rglob("*"))

    run = partial(sandbox.run, on_line=progress, should_stop=should_stop, progress=mark, cwd=directory)
    try:
        return run(command, limits=limits).stderr
    except ProcessFailed as error:
        logger.warning("ffmpeg failed (%s): %s", error.reason, error.detail[-4000:])
        code = explain(error)
        raise TranscodingFailed(code, may_pass=code in MAY_PASS) from error


def _was_killed(error: ProcessFailed) -> bool:
    """By somebody else than us: a machine that has no memory left kills the largest program."""
    return error.reason == "exit" and error.returncode in (-signal.SIGKILL, -signal.SIGTERM)


def explain(error: ProcessFailed) -> str:
    """Why ffmpeg did not come to its end, as a code of `archive.sentences.TRANSCODE`."""
    if any(sign in error.detail for sign in FULL):
        return "no_space"
    if _was_killed(error):
        return "killed"
    return error.reason if error.reason in ("timeout", "stalled", "memory", "missing") else "damaged"
