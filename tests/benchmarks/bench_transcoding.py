"""CPU time of our one command against one process per rendition, then packaging, sprites and poster apart."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import ffmpeg
from django.conf import settings
from django.test import override_settings

from archive import sandbox
from archive.derivatives import loudness, names, poster, sprites
from archive.examine.media_info import MediaInfo
from archive.examine.probe import probe
from archive.transcoding import joining, ladder, recipe
from archive.transcoding.parts import Part
from tests.archive import clips

LIMITS = sandbox.Limits(wall_seconds=600, cpu_seconds=600 * (os.cpu_count() or 1))
SECONDS = 6
PRESET = "faster"  # as a live archive has it; tests use a cheaper one
BARE = {"map_metadata": -1, "map_chapters": -1}


def rows() -> list[tuple[str, str, str]]:
    """What was measured, the ratio in this run, and a note."""
    with tempfile.TemporaryDirectory() as folder, override_settings(VIDEO_PRESET=PRESET):
        return [_film(Path(folder)), _radio(Path(folder))]


def _film(folder: Path) -> tuple[str, str, str]:
    source = folder / "film.mp4"
    clips.ffmpeg(*clips.picture("1280x720", "25", SECONDS), *clips.tone(SECONDS), *clips.H264, "-c:a", "aac", source)
    info = probe(source)
    assert info.video
    pictures, sounds = ladder.pictures(info.video), ladder.film_sound(info.audio)
    sheet = sprites.plan(info.duration_ms, pictures[-1].width, pictures[-1].height)
    names = [*(rung.name for rung in pictures), *(sound.name for sound in sounds), poster.FOLDER, sprites.FOLDER]
    ours = _cpu(_fresh(folder / "ours", names), [recipe.film([Part(source, info)], pictures, sounds, sheet)])
    theirs = _cpu(_fresh(folder / "theirs", names), list(_one_by_one(source, info, sheet)))
    note = f"{SECONDS} s of 720p, {len(pictures)} rungs: {ours:.1f} s against {theirs:.1f} s of CPU"
    return "film: one process per rendition / one command", f"{theirs / ours:.2f}", note


def _one_by_one(source: Path, info: MediaInfo, sheet: sprites.Sheet) -> Iterator[list[str]]:
    """Each rendition on its own, packaged afterwards; then thumbnails and poster, each from the source again."""
    assert info.video
    for picture in ladder.pictures(info.video):
        stream = _read(source)["v"].filter("scale", picture.width, picture.height).filter("setsar", "1")
        encoder = {"vcodec": "libx264", "preset": settings.VIDEO_PRESET, "crf": settings.VIDEO_CRF}
        limits = {"maxrate": picture.bitrate, "bufsize": picture.bitrate * 2, "pix_fmt": "yuv420p"}
        keys = {"force_key_frames": f"expr:gte(t,n_forced*{recipe.KEYFRAME_SECONDS})", "sc_threshold": 0}
        yield _command(ffmpeg.output(stream, f"{picture.name}.mp4", **encoder, **limits, **keys, **BARE))
        yield _package(picture.name)
    for sound in ladder.film_sound(info.audio):
        name = f"{sound.name}.mp4"
        yield _command(ffmpeg.output(_read(source)["a"], name, acodec="aac", **{"b:a": sound.bitrate}, **BARE))
        yield _package(sound.name)
    thumbnails = _read(source)["v"].filter("fps", 1000 / sheet.interval_ms).filter("scale", sheet.width, sheet.height)
    yield _command(ffmpeg.output(thumbnails, f"{sprites.FOLDER}/%05d.jpg", **BARE))
    yield _command(ffmpeg.output(_read(source)["v"], names.POSTER, **{"frames:v": 1, "update": 1}, **BARE))


def _radio(folder: Path) -> tuple[str, str, str]:
    source = folder / "radio.wav"
    clips.ffmpeg(*clips.tone(SECONDS * 20), source)
    info = probe(source)
    assert info.audio
    sounds = ladder.radio_sound(info.audio)
    names = [sound.name for sound in sounds]
    parts, gain = [Part(source, info)], loudness.gain(-23.0)
    commands = [recipe.measure(parts, sounds), recipe.radio(parts, sounds, gain)]
    ours = _cpu(_fresh(folder / "our-radio", names), commands)
    theirs = _cpu(_fresh(folder / "their-radio", names), list(_sounds_one_by_one(source, sounds)))
    note = f"{SECONDS * 20} s of stereo, two rates: {ours:.1f} s against {theirs:.1f} s of CPU"
    return "radio: a loudnorm pass each / two commands", f"{theirs / ours:.2f}", note


def _sounds_one_by_one(source: Path, sounds: list[ladder.Sound]) -> Iterator[list[str]]:
    """Loudness measured by loudnorm, samples for the waveform, then each rate on its own, packaged afterwards."""
    yield _command(ffmpeg.output(_read(source)["a"].filter("loudnorm", print_format="json"), "-", format="null"))
    yield _command(ffmpeg.output(_read(source)["a"], "peaks.s16", format="s16le", ac=1, ar=8000))
    for sound in sounds:
        level = _read(source)["a"].filter("loudnorm", I=loudness.TARGET_LUFS).filter("aresample", joining.SAMPLE_RATE)
        yield _command(ffmpeg.output(level, f"{sound.name}.mp4", acodec="aac", **{"b:a": sound.bitrate}))
        yield _package(sound.name)


def _package(name: str) -> list[str]:
    return _command(ffmpeg.output(ffmpeg.input(f"{name}.mp4"), f"{name}/index.m3u8", codec="copy", **recipe.HLS))


def _read(source: Path) -> ffmpeg.nodes.FilterableStream:
    return ffmpeg.input(f"file:{source}")


def _command(output: ffmpeg.nodes.OutputStream) -> list[str]:
    program, *arguments = output.compile(cmd=sandbox.ffmpeg_path())
    return [program, "-nostdin", "-v", "error", "-y", *arguments]


def _fresh(directory: Path, names: list[str]) -> Path:
    for name in names:
        (directory / name).mkdir(parents=True)
    return directory


def _cpu(directory: Path, commands: list[list[str]]) -> float:
    """CPU seconds of all these programs together."""
    return sum(sandbox.run(command, limits=LIMITS, cwd=directory).cpu_seconds for command in commands)
