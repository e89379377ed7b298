"""The ffmpeg commands. Each reads its sources once; outputs are relative to the directory it is run in.

Raise VERSION with every change to what comes out: it names what a rendition set was made by.
"""

from collections.abc import Mapping, Sequence

import ffmpeg
from django.conf import settings

from archive import sandbox
from archive.derivatives import loudness, poster, sprites, stills, waveform
from archive.derivatives.graph import Stream
from archive.transcoding.joining import join, open_all, scaled
from archive.transcoding.ladder import Picture, Sound
from archive.transcoding.parts import Part, whole

VERSION = "1"
SEGMENT_SECONDS = 4
KEYFRAME_SECONDS = 2
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


def film(parts: Sequence[Part], pictures: list[Picture], sounds: list[Sound], sheet: sprites.Sheet) -> list[str]:
    """All rungs of a film and the stills for its poster and sprites in one command.

    Each source is decoded once, and each rung is scaled from the one above it.
    """
    joined = join(parts, pictures[0], sounds)
    stream = joined.picture
    assert stream is not None  # noqa: S101
    outputs: list[Stream] = []
    for picture in pictures:
        copies = scaled(stream, picture).split()
        outputs.append(_picture(copies["rung"], picture))
        if picture is pictures[0]:
            candidates = stills.every(copies["poster"], poster.interval_ms(whole(parts).duration_ms))
            outputs.append(_stills(candidates, poster.FOLDER, poster.CANDIDATES))
        if picture is pictures[-1]:
            thumbnails = stills.every(copies["sheet"], sheet.interval_ms).filter("scale", sheet.width, sheet.height)
            outputs.append(_stills(thumbnails, sprites.FOLDER, sheet.cells))
        else:
            stream = copies["next"]
    if joined.sound is not None:
        outputs += _sounds(joined.sound, sounds)
    return _command(*outputs)


def measure(parts: Sequence[Part], sounds: list[Sound]) -> list[str]:
    """First pass over a radio programme: its loudness, and its samples for the waveform. Writes RAW_PEAKS."""
    both = _as_given(parts, sounds).asplit()
    listened = both[0].filter("ebur128", framelog="quiet")
    thin = both[1].filter("aformat", sample_fmts="s16", sample_rates=waveform.SAMPLE_RATE, channel_layouts="mono")
    return _command(
        ffmpeg.output(listened, "-", format="null"),
        ffmpeg.output(thin, RAW_PEAKS, format="s16le", acodec="pcm_s16le", **BARE),
    )


def _as_given(parts: Sequence[Part], sounds: list[Sound]) -> Stream:
    """The sound as it is in the file, where there is one file and all of it is streamed."""
    first = parts[0]
    if len(parts) == 1 and first.is_whole and first.info.audio:
        return open_all(parts)[0][str(first.info.audio.index)]
    stream = join(parts, None, sounds).sound
    assert stream is not None  # noqa: S101
    return stream


def radio(parts: Sequence[Part], sounds: list[Sound], gain_db: float) -> list[str]:
    """Second pass: levelled, limited, all rates."""
    stream = join(parts, None, sounds).sound
    assert stream is not None  # noqa: S101
    if gain_db:
        stream = stream.filter("volume", f"{gain_db}dB")
        ceiling = 10 ** (loudness.CEILING_DB / 20)
        stream = stream.filter("alimiter", limit=f"{ceiling:.4f}", level="disabled", latency=1)
    return _command(*_sounds(stream, sounds))


def _picture(stream: Stream, picture: Picture) -> Stream:
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


def _sounds(stream: Stream, sounds: list[Sound]) -> list[Stream]:
    copies = stream.asplit()
    return [_hls(copies[sound.name], sound.name, {"acodec": "aac", "b:a": sound.bitrate}) for sound in sounds]


def _hls(stream: Stream, name: str, encoder: Mapping[str, object]) -> Stream:
    made: Stream = ffmpeg.output(
        stream, f"{name}/index.m3u8", hls_segment_filename=f"{name}/seg%05d.m4s", **encoder, **HLS
    )
    return made


def _stills(stream: Stream, folder: str, most: int) -> Stream:
    made: Stream = ffmpeg.output(stream, f"{folder}/{stills.PATTERN}", **{"frames:v": most}, **STILLS)
    return made


def _command(*outputs: Stream) -> list[str]:
    program, *arguments = ffmpeg.merge_outputs(*outputs).compile(cmd=sandbox.ffmpeg_path())
    return [program, *FRONT, *arguments]
