"""Which sizes and bit rates a recording is streamed in. Pure; sizes in square pixels, rates in bits per second."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from archive.examine.media_info import AudioInfo, VideoInfo

# The shorter side of the picture, and the most bits a second the encoder may spend on it.
SIZES = {1080: 6_000_000, 720: 3_500_000, 480: 1_600_000, 360: 900_000, 240: 450_000}
LARGEST = max(SIZES)
# A rung must be clearly smaller than the one above it, or it only costs time.
STEP = Fraction(7, 10)
MAX_RATE = 60
STEREO, MONO = 2, 1
Rates = Mapping[int, tuple[int, ...]]
FILM_SOUND: Rates = {STEREO: (128_000,), MONO: (96_000,)}
RADIO_SOUND: Rates = {STEREO: (128_000, 64_000), MONO: (96_000, 48_000)}


@dataclass(frozen=True)
class Picture:
    """One rung of video. Named after its shorter side."""

    width: int
    height: int
    bitrate: int

    @property
    def name(self) -> str:
        return f"v{min(self.width, self.height)}"


@dataclass(frozen=True)
class Sound:
    """One rung of sound."""

    channels: int
    bitrate: int

    @property
    def name(self) -> str:
        return f"a{self.bitrate // 1000}"


def pictures(video: VideoInfo) -> list[Picture]:
    """The rungs for a video, largest first: never larger than the source, upright, square pixels, even sizes."""
    width, height = video.display_size
    shorter = min(width, height)
    rungs: list[int] = [min(shorter, LARGEST)]
    for size in SIZES:
        if size <= rungs[-1] * STEP:
            rungs.append(size)
    return [_picture(width, height, Fraction(rung, shorter), rung) for rung in rungs]


def _picture(width: int, height: int, scale: Fraction, rung: int) -> Picture:
    ceiling = next((rate for size, rate in sorted(SIZES.items()) if size >= rung), SIZES[LARGEST])
    return Picture(even(width * scale), even(height * scale), ceiling)


def even(length: Fraction) -> int:
    """H.264 stores colour for two pixels at a time. Rounds down, never to nothing."""
    return max(2, int(length) // 2 * 2)


def frame_rate(video: VideoInfo) -> Fraction:
    """The steady rate to encode at; very fast footage is thinned evenly."""
    rate = Fraction(video.frame_rate)
    while rate > MAX_RATE:
        rate /= 2
    return rate


def film_sound(audio: AudioInfo | None) -> list[Sound]:
    return _sounds(audio, FILM_SOUND) if audio else []


def radio_sound(audio: AudioInfo) -> list[Sound]:
    return _sounds(audio, RADIO_SOUND)


def _sounds(audio: AudioInfo, rates: Rates) -> list[Sound]:
    channels = MONO if audio.channels == MONO else STEREO
    return [Sound(channels, bitrate) for bitrate in rates[channels]]
