"""What is in this file? Asks ffprobe in the sandbox, and refuses in one plain sentence what cannot be played.

A file whose end is missing is taken in as long as its beginning can be read: an archive keeps what there is, and the
transcoding that follows compares what it could read with what the file promises and warns.
"""

import json
import logging
import re
from dataclasses import replace
from pathlib import Path

from archive import sandbox
from archive.examine import interlacing, sniffing
from archive.examine.fields import Fields, frame_rate, media_type, rotation, sample_aspect_ratio
from archive.examine.media_info import AudioInfo, MediaInfo, VideoInfo
from archive.exceptions import ProcessFailed, Refused

__all__ = ["AudioInfo", "MediaInfo", "VideoInfo", "probe"]

logger = logging.getLogger(__name__)

LIMITS = sandbox.Limits(wall_seconds=90, cpu_seconds=60, file_bytes=1024**2)
READ_THROUGH = sandbox.Limits(wall_seconds=900, cpu_seconds=300, file_bytes=1024**2)

# Formats that keep no index only guess how long they last; these are read through to find out.
WITHOUT_INDEX = {"mp3", "aac", "ac3", "eac3", "dts", "amr", "mpeg", "mpegvideo"}
ESTIMATED = "Estimating duration from bitrate"
KEPT_TAGS = ("title", "artist", "album", "date", "language", "creation_time")
CERTAIN = 2  # a probe score of 1 rests on the file's name alone


def probe(path: Path) -> MediaInfo:
    """Look into a file. Raises Refused, and ProcessFailed if ffprobe is missing."""
    if code := sniffing.refusal(path):
        raise Refused(code)
    try:
        found = _ask(path)
        info = _read(found)
        return _with_details(path, info, estimated=found["estimated"])
    except ProcessFailed as error:
        if error.reason == "missing":
            raise
        logger.debug("ffprobe could not read a file: %s", error.detail[-500:])
        raise Refused(_code(path, error)) from error


def _ask(path: Path) -> Fields:
    argv = [sandbox.ffprobe_path(), "-v", "warning", "-hide_banner", *sandbox.input_arguments()]
    argv += ["-show_format", "-show_streams", "-of", "json", f"file:{path.absolute()}"]
    done = sandbox.run(argv, limits=LIMITS)
    found: Fields = json.loads(done.stdout)
    if "picture size" in done.stderr.lower():
        raise Refused("too_large_frame")
    return found | {"estimated": ESTIMATED in done.stderr}


def _code(path: Path, error: ProcessFailed) -> str:
    if error.reason != "exit":
        return "unreadable"
    detected = re.search(r"\[(\w+) @ \w+\] Format not on whitelist", error.detail)
    if detected:
        return sniffing.code_for_format(detected[1])
    if "moov atom not found" in error.detail and sniffing.is_mp4(path):
        return "truncated"
    return "too_large_frame" if "picture size" in error.detail.lower() else "not_media"


def _read(found: Fields) -> MediaInfo:
    container = found.get("format", {})
    if container.get("probe_score", 0) < CERTAIN:
        raise Refused("not_media")
    streams = found.get("streams", [])
    video = next((_video(stream) for stream in streams if _is_video(stream)), None)
    audio = _audio([stream for stream in streams if stream.get("codec_type") == "audio" and stream.get("channels")])
    if video is None and audio is None:
        raise Refused("not_media")
    if video and video.width * video.height > sandbox.MAX_PIXELS:
        raise Refused("too_large_frame")
    names = str(container.get("format_name", ""))
    lengths = [container.get("duration"), *(stream.get("duration") for stream in streams)]
    tags = {name.lower(): str(value)[:200] for name, value in container.get("tags", {}).items()}
    kind = "video" if video else "audio"
    return MediaInfo(
        kind="video" if video else "audio",
        duration_ms=next((round(float(length) * 1000) for length in lengths if length), 0),
        container=names,
        media_type=media_type(names, kind, tags.get("major_brand", "")),
        video=video,
        audio=audio,
        tags={name: tags[name] for name in KEPT_TAGS if name in tags},
    )


def _is_video(stream: Fields) -> bool:
    """A moving picture of a known size; the cover of an MP3 is a still one."""
    cover = stream.get("disposition", {}).get("attached_pic")
    return (
        stream.get("codec_type") == "video" and not cover and bool(stream.get("width")) and bool(stream.get("height"))
    )


def _video(stream: Fields) -> VideoInfo:
    rate, variable = frame_rate(stream.get("r_frame_rate", ""), stream.get("avg_frame_rate", ""))
    return VideoInfo(
        index=stream["index"],
        codec=stream.get("codec_name", ""),
        width=stream["width"],
        height=stream["height"],
        frame_rate=rate,
        sample_aspect_ratio=sample_aspect_ratio(stream.get("sample_aspect_ratio", "")),
        rotation=rotation(stream.get("side_data_list", [])),
        scan=stream.get("field_order", "unknown"),
        variable_frame_rate=variable,
        pixel_format=stream.get("pix_fmt", ""),
        frames=int(stream["nb_frames"]) if stream.get("nb_frames", "").isdigit() else None,
    )


def _audio(streams: list[Fields]) -> AudioInfo | None:
    """The sound track that the file itself puts first."""
    if not streams:
        return None
    stream = max(streams, key=lambda stream: stream.get("disposition", {}).get("default", 0))
    return AudioInfo(stream["index"], stream.get("codec_name", ""), stream["channels"], int(stream["sample_rate"]))


def _with_details(path: Path, info: MediaInfo, *, estimated: bool) -> MediaInfo:
    """What only reading some of the file tells: how long it is if it does not say, and how it was scanned."""
    info = replace(info, duration_ms=_duration(path, info, estimated=estimated))
    if not info.duration_ms:
        raise Refused("no_duration")
    if info.video:
        info = replace(info, video=replace(info.video, scan=interlacing.scan(path, info.video, info.duration_ms)))
    return info


def _duration(path: Path, info: MediaInfo, *, estimated: bool) -> int:
    """Milliseconds that the file promises, so that one cut short is known by it; else those that can be read."""
    if not info.duration_ms or info.container in WITHOUT_INDEX:
        # Many an MP3 counts its frames in its head.
        promised_ms = info.duration_ms if info.container == "mp3" and not estimated else 0
        return max(promised_ms, _measured_duration(path, info))
    if info.container == "avi" or (info.container == "wav" and estimated):
        share = sniffing.promised_bytes(path) / path.stat().st_size
        return round(info.duration_ms * max(1, share))
    return info.duration_ms


def _measured_duration(path: Path, info: MediaInfo) -> int:
    """Milliseconds, by reading the whole file without decoding it."""
    stream = info.video or info.audio
    assert stream  # noqa: S101
    argv = [sandbox.ffmpeg_path(), "-nostdin", "-v", "error", "-nostats", "-progress", "pipe:1"]
    argv += [*sandbox.input_arguments(), "-i", f"file:{path.absolute()}"]
    argv += ["-map", f"0:{stream.index}", "-c", "copy", "-f", "null", "-"]
    times = re.findall(r"^out_time_us=(\d+)$", sandbox.run(argv, limits=READ_THROUGH).stdout, re.MULTILINE)
    return round(int(times[-1]) / 1000) if times else 0
