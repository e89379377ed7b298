"""The part of ffmpeg's graph that makes one picture and one sound of several parts.

Each part is evened out and cut in its own time first, so that a moment in it is the one that was seen when it was
streamed alone. They are joined by the concat filter; its demuxer would read a list that can name any file.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import ffmpeg

from archive import sandbox
from archive.derivatives.graph import Stream
from archive.examine.media_info import AudioInfo, VideoInfo
from archive.transcoding import ladder
from archive.transcoding.ladder import Picture, Sound
from archive.transcoding.parts import Part, whole

SAMPLE_RATE = 48_000
PACKETS_WAITING = 8  # ffmpeg's own number


@dataclass(frozen=True)
class Joined:
    """What goes on to be scaled and encoded; None where there is none."""

    picture: Stream | None
    sound: Stream | None


def open_all(parts: Sequence[Part]) -> list[Stream]:
    """An input for each part. One file that comes several times is opened several times."""
    seen: Counter[object] = Counter()
    entries: list[Stream] = []
    for part in parts:
        # The library takes two inputs for one that are written the same.
        again = {"thread_queue_size": PACKETS_WAITING + seen[part.path]} if seen[part.path] else {}
        seen[part.path] += 1
        entries.append(ffmpeg.input(f"file:{part.path.absolute()}", **sandbox.INPUT_OPTIONS, **again))
    return entries


def join(parts: Sequence[Part], largest: Picture | None, sounds: Sequence[Sound]) -> Joined:
    """Whole frames at a steady rate from the first moment on, and the sound with them.

    `largest`: the top rung of the picture, None for sound alone. `sounds`: the rungs of sound.
    """
    entries = open_all(parts)
    if len(parts) == 1:
        (entry,), (part,) = entries, parts
        picture = _cut(steady(entry, part.info.video), part) if largest and part.info.video else None
        heard = part.info.audio if sounds else None
        return Joined(picture, _cut_sound(even_sound(entry, heard, sounds), part) if heard else None)
    rate = _rate(parts)
    streams: list[Stream] = []
    for entry, part in zip(entries, parts, strict=True):
        if largest and part.info.video:
            streams.append(_fitted(_cut(steady(entry, part.info.video, rate), part), part.info.video, largest))
        if sounds:
            streams.append(_sound(entry, part, sounds))
    joined = ffmpeg.concat(*streams, v=int(largest is not None), a=int(bool(sounds))).node
    # A part whose sound goes on after its picture leaves a hole between the frames.
    picture = joined[0].filter("fps", fps=str(rate)) if largest else None
    return Joined(picture, joined[int(largest is not None)] if sounds else None)


def _rate(parts: Sequence[Part]) -> Fraction | None:
    video = whole(parts).video
    return ladder.frame_rate(video) if video else None


def steady(entry: Stream, video: VideoInfo, rate: Fraction | None = None) -> Stream:
    """Whole frames at a steady rate from the first moment on. ffmpeg itself turns the picture upright."""
    stream = entry[str(video.index)]
    if video.interlaced:
        # One frame from two fields: half the work and bytes of one frame from each, at the source's own rate.
        stream = stream.filter("bwdif", mode="send_frame", parity=video.scan, deint="all")
    return stream.filter("fps", fps=str(rate or ladder.frame_rate(video)), start_time=0)


def even_sound(entry: Stream, audio: AudioInfo, sounds: Sequence[Sound]) -> Stream:
    """Sound from the first moment on, gaps filled with silence so that it stays with the picture."""
    stream = entry[str(audio.index)].filter("aresample", SAMPLE_RATE, **{"async": 1, "first_pts": 0})
    return stream.filter("aformat", channel_layouts=_layout(sounds))


def _layout(sounds: Sequence[Sound]) -> str:
    return "mono" if sounds[0].channels == ladder.MONO else "stereo"


def _sound(entry: Stream, part: Part, sounds: Sequence[Sound]) -> Stream:
    """A part's sound; silence for a silent film among others."""
    if part.info.audio:
        return _cut_sound(even_sound(entry, part.info.audio, sounds), part)
    silence: Stream = _Silence(part, sounds).stream()
    return silence


class _Silence(ffmpeg.nodes.FilterNode):
    """A filter that begins with nothing; the library's own ones want something to filter."""

    def __init__(self, part: Part, sounds: Sequence[Sound]) -> None:
        options = {"cl": _layout(sounds), "r": SAMPLE_RATE, "d": _seconds(part.duration_ms)}
        ffmpeg.nodes.Node.__init__(self, None, "anullsrc", {}, ffmpeg.nodes.FilterableStream, 0, 0, kwargs=options)


def _cut(stream: Stream, part: Part) -> Stream:
    return stream if part.is_whole else stream.filter("trim", **_moments(part)).filter("setpts", "PTS-STARTPTS")


def _cut_sound(stream: Stream, part: Part) -> Stream:
    return stream if part.is_whole else stream.filter("atrim", **_moments(part)).filter("asetpts", "PTS-STARTPTS")


def _moments(part: Part) -> dict[str, str]:
    moments = {"start": part.in_ms, "end": part.out_ms}
    return {name: _seconds(moment) for name, moment in moments.items() if moment is not None}


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds // 1000}.{milliseconds % 1000:03}"


def _fitted(stream: Stream, video: VideoInfo, canvas: Picture) -> Stream:
    """As large as it can be in the middle of the canvas, in square pixels."""
    width, height = video.display_size
    scale = min(Fraction(canvas.width, width), Fraction(canvas.height, height))
    inside = Picture(ladder.even(width * scale), ladder.even(height * scale), canvas.bitrate)
    left, top = (canvas.width - inside.width) // 2, (canvas.height - inside.height) // 2
    return scaled(stream, inside).filter("pad", canvas.width, canvas.height, left, top)


def scaled(stream: Stream, picture: Picture) -> Stream:
    """In the size of a rung, in what every browser shows."""
    small = stream.filter("scale", picture.width, picture.height, out_range="tv")
    return small.filter("setsar", "1").filter("format", "yuv420p")
