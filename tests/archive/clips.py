"""Small media files of the kinds a collection holds, made by ffmpeg when a test first asks for them."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from archive import sandbox

PICTURE = "testsrc2=s={size}:r={rate}:d={seconds}"
TONE = "aevalsrc='0.3*sin(2*PI*330*t)*(0.6+0.4*sin(2*PI*t/2))|0.2*sin(2*PI*440*t)':s=48000:d={seconds}"
H264 = ["-c:v", "libx264", "-preset", "veryfast", "-g", "25", "-pix_fmt", "yuv420p"]


def lavfi(source: str, **values: object) -> list[str]:
    return ["-f", "lavfi", "-i", source.format(**values)]


def picture(size: str = "320x240", rate: str = "25", seconds: float = 4) -> list[str]:
    return lavfi(PICTURE, size=size, rate=rate, seconds=seconds)


def tone(seconds: float = 4) -> list[str]:
    return lavfi(TONE, seconds=seconds)


def ffmpeg(*arguments: str | Path) -> None:
    subprocess.run([sandbox.ffmpeg_path(), "-v", "error", "-y", *map(str, arguments)], check=True)


def film(path: Path) -> None:
    """4 s, 640x360, 25 frames a second, B-frames, stereo; its index stands first."""
    ffmpeg(
        *picture("640x360"), *tone(), *H264, "-c:a", "aac", "-metadata", "title=Canary", "-movflags", "+faststart", path
    )


def pal(path: Path) -> None:
    """2 s of DV: PAL 4:3 in 720x576 pixels that are not square, lower field first."""
    weave = "tinterlace=interleave_bottom,setfield=bff,setsar=16/15"
    ffmpeg(*picture("720x576", "50", 2), *tone(2), "-vf", weave, "-r", "25", "-pix_fmt", "yuv420p", "-c:v", "dvvideo",
           "-c:a", "pcm_s16le", path)  # fmt: skip


def rotated(path: Path) -> None:
    """2 s taken with a telephone held upright: stored 640x360, to be turned a quarter clockwise."""
    film(path.with_suffix(".flat.mp4"))
    ffmpeg("-display_rotation", "-90", "-i", path.with_suffix(".flat.mp4"), "-t", "2", "-c", "copy", path)


def odd(path: Path) -> None:
    """2 s of ten-bit video whose width and height are odd, no sound, Matroska."""
    ffmpeg(
        *picture("640x480", "30000/1001", 2), "-vf", "scale=321:241", "-c:v", "ffv1", "-pix_fmt", "yuv420p10le", path
    )


def uneven(path: Path) -> None:
    """4 s that begin at 25 frames a second and go on at 5."""
    thin = "select='lt(t,2)+not(mod(n,5))'"
    ffmpeg(*picture(), *tone(), "-vf", thin, "-fps_mode", "vfr", *H264, "-c:a", "aac", path)


def soft(path: Path) -> None:
    """6 s of mono MP3, quieter than the radio should be, with a cover."""
    cover = path.with_suffix(".cover.jpg")
    still(cover)
    ffmpeg(*tone(6), "-i", cover, "-map", "0", "-map", "1", "-ac", "1", "-af", "volume=-15dB", "-c:a", "libmp3lame",
           "-c:v", "copy", "-disposition:v", "attached_pic", "-metadata", "title=Canary", path)  # fmt: skip


def wave(path: Path) -> None:
    """3 s of stereo PCM, louder than the radio should be."""
    ffmpeg(*tone(3), "-af", "volume=10dB", "-c:a", "pcm_s16le", path)


def silence(path: Path) -> None:
    """3 s of digital silence."""
    ffmpeg(*lavfi("anullsrc=r=44100:cl=stereo:d=3"), "-c:a", "pcm_s16le", path)


def still(path: Path) -> None:
    ffmpeg(*picture(seconds=1), "-frames:v", "1", "-update", "1", "-f", "image2", "-c:v", "mjpeg", path)


def vast(path: Path) -> None:
    """One frame of 48 million pixels."""
    frame = lavfi("color=s=8000x6000:r=1:d=1")
    ffmpeg(*frame, "-frames:v", "1", "-pix_fmt", "monow", "-c:v", "rawvideo", path)


def truncated(path: Path) -> None:
    """A film that promises 4 s and ends after about half of them."""
    film(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 6 // 10])


def cut_short(make: Callable[[Path], None], share: float = 0.4) -> Callable[[Path], None]:
    """The beginning of another clip."""

    def cut(path: Path) -> None:
        make(path)
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])

    return cut


def corrupt(path: Path) -> None:
    """A film with rubbish in its middle."""
    film(path)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + len(data) // 10] = bytes(255 - n % 251 for n in range(len(data) // 10))
    path.write_bytes(data)


def headless(path: Path) -> None:
    """A film whose index would stand last, cut off before it."""
    ffmpeg(*picture(seconds=1), *H264, path)
    path.write_bytes(path.read_bytes()[:2000])


def unfinished(path: Path) -> None:
    """Matroska from a recorder that was switched off: no length is written in it."""
    ffmpeg(*picture(seconds=2), *H264, "-live", "1", path)


CLIPS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "film": ("film.mp4", film),
    "pal": ("pal.avi", pal),
    "rotated": ("rotated.mp4", rotated),
    "odd": ("odd.mkv", odd),
    "uneven": ("uneven.mp4", uneven),
    "soft": ("soft.mp3", soft),
    "wave": ("wave.wav", wave),
    "silence": ("silence.wav", silence),
    "still": ("still.mp4", still),
    "vast": ("vast.mov", vast),
    "truncated": ("truncated.mp4", truncated),
    "short_mp3": ("short.mp3", cut_short(soft)),
    "short_wav": ("short.wav", cut_short(wave)),
    "short_avi": ("short.avi", cut_short(pal)),
    "corrupt": ("corrupt.mp4", corrupt),
    "headless": ("headless.mp4", headless),
    "unfinished": ("unfinished.mkv", unfinished),
}
