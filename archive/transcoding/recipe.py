"""The ffmpeg commands. Each reads its source once; outputs are relative to the directory it is run in.

Raise VERSION with every change to what comes out: it names what a rendition set was made by.
"""

from pathlib import Path
from typing import Any

import ffmpeg
from django.conf import settings

from archive import sandbox
from archive.derivatives import loudness, poster, sprites, stills, waveform
from archive.examine.media_info import AudioInfo, MediaInfo, VideoInfo
from archive.transcoding import ladder
from archive.transcoding.ladder import Picture, Sound

VERSION = "1"
SEGMENT_SECONDS = 4
KEYFRAME_SECONDS = 2
SAMPLE_RATE = 48_000
RAW_PEAKS = "peaks.s16"
# `verbose` makes ffmpeg say at its end how many frames it could read.
FRONT = ["-nostdin", "-hide_banner", "-nostats", "-v", "verbose", "-progress", "pipe:1"]
# A source carries its maker's name and place: nothing of that goes out.
BARE = {"map_metadata": -1, "map_chapters": -1}
HLS = {
    "format": "hls",
    "hls_time": SEGMENT_SECONDS,
    "hls_playlist_type": "vod",
    "hls_segment_type": "fmp4",
    "hls_fmp4_init_filename": "init.mp4",
    # Together these let the first frame be shown at 0 though later ones are decoded before it; otherwise sound and
    # picture start apart and players skip over a hole at the start.
    "avoid_negative_ts": "disabled",
    "hls_segment_options": "movflags=+negative_cts_offsets",
    **BARE,
}
STILLS = {"format": "image2", "vcodec": "mjpeg", "q:v": 3, "fps_mode": "passthrough", **BARE}


def film(
    source: Path, info: MediaInfo, pictures: list[Picture], sounds: list[Sound], sheet: sprites.Sheet
) -> list[str]:
    """All rungs of a film and the stills for its poster and sprites in one command.

    The source is decoded once, and each rung is scaled from the one above it.
    """
    assert info.video  # noqa: S101
    entry = _source(source)
    stream = _steady(entry, info.video)
    outputs = []
    for picture in pictures:
        copies = _scaled(stream, picture).split()
        outputs.append(_picture(copies["rung"], picture))
        if picture is pictures[0]:
            candidates = stills.every(copies["poster"], poster.interval_ms(info.duration_ms))
            outputs.append(_stills(candidates, poster.FOLDER, poster.CANDIDATES))
        if picture is pictures[-1]:
            thumbnails = stills.every(copies["sheet"], sheet.interval_ms).filter("scale", sheet.width, sheet.height)
            outputs.append(_stills(thumbnails, sprites.FOLDER, sheet.cells))
        else:
            stream = copies["next"]
    if info.audio:
        outputs += _sounds(_even_sound(entry, info.audio, sounds), sounds)
    return _command(*outputs)


def measure(source: Path, audio: AudioInfo) -> list[str]:
    """First pass over a radio programme: its loudness, and its samples for the waveform. Writes RAW_PEAKS."""
    both = _source(source)[str(audio.index)].asplit()
    listened = both[0].filter("ebur128", framelog="quiet")
    thin = both[1].filter("aformat", sample_fmts="s16", sample_rates=waveform.SAMPLE_RATE, channel_layouts="mono")
    return _command(
        ffmpeg.output(listened, "-", format="null"),
        ffmpeg.output(thin, RAW_PEAKS, format="s16le", acodec="pcm_s16le", **BARE),
    )


def radio(source: Path, audio: AudioInfo, sounds: list[Sound], gain_db: float) -> list[str]:
    """Second pass: levelled, limited, all rates."""
    stream = _even_sound(_source(source), audio, sounds)
    if gain_db:
        stream = stream.filter("volume", f"{gain_db}dB")
        ceiling = 10 ** (loudness.CEILING_DB / 20)
        stream = stream.filter("alimiter", limit=f"{ceiling:.4f}", level="disabled", latency=1)
    return _command(*_sounds(stream, sounds))


def _source(path: Path) -> Any:
    return ffmpeg.input(f"file:{path.absolute()}", **sandbox.INPUT_OPTIONS)


def _steady(entry: Any, video: VideoInfo) -> Any:
    """Whole frames at a steady rate from the first moment on. ffmpeg itself turns the picture upright."""
    stream = entry[str(video.index)]
    if video.interlaced:
        # One frame from two fields: half the work and bytes of one frame from each, at the source's own rate.
        stream = stream.filter("bwdif", mode="send_frame", parity=video.scan, deint="all")
    return stream.filter("fps", fps=str(ladder.frame_rate(video)), start_time=0)


def _scaled(stream: Any, picture: Picture) -> Any:
    scaled = stream.filter("scale", picture.width, picture.height, out_range="tv")
    return scaled.filter("setsar", "1").filter("format", "yuv420p")


def _even_sound(entry: Any, audio: AudioInfo, sounds: list[Sound]) -> Any:
    """Sound from the first moment on, gaps filled with silence so that it stays with the picture."""
    stream = entry[str(audio.index)].filter("aresample", SAMPLE_RATE, **{"async": 1, "first_pts": 0})
    return stream.filter("aformat", channel_layouts="mono" if sounds[0].channels == ladder.MONO else "stereo")


def _picture(stream: Any, picture: Picture) -> Any:
    encoder = {
        "vcodec": "libx264",
        "preset": settings.VIDEO_PRESET,
        "crf": settings.VIDEO_CRF,
        "profile:v": "high",
        "maxrate": picture.bitrate,
        "bufsize": picture.bitrate * 2,
        "force_key_frames": f"expr:gte(t,n_forced*{KEYFRAME_SECONDS})",
        "sc_threshold": 0,
    }
    return _hls(stream, picture.name, encoder)


def _sounds(stream: Any, sounds: list[Sound]) -> list[Any]:
    copies = stream.asplit()
    return [_hls(copies[sound.name], sound.name, {"acodec": "aac", "b:a": sound.bitrate}) for sound in sounds]


def _hls(stream: Any, name: str, encoder: dict[str, Any]) -> Any:
    return ffmpeg.output(stream, f"{name}/index.m3u8", hls_segment_filename=f"{name}/seg%05d.m4s", **encoder, **HLS)


def _stills(stream: Any, folder: str, most: int) -> Any:
    return ffmpeg.output(stream, f"{folder}/{stills.PATTERN}", **{"frames:v": most}, **STILLS)


def _command(*outputs: Any) -> list[str]:
    program, *arguments = ffmpeg.merge_outputs(*outputs).compile(cmd=sandbox.ffmpeg_path())
    return [program, *FRONT, *arguments]
