"""The sound of a programme: synthetic speech laid out in time, a few plucked strings, and the quiet of a room.

Sounds are arrays of 16-bit samples in mono at RATE hertz, which is what espeak-ng gives.
"""

import math
import random
import subprocess
import tempfile
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from demo.making.programme import Line, Programme

RATE = 22050
Samples: TypeAlias = "array[int]"
# espeak-ng's voice and words a minute. Women's voices, for a programme that is made by women.
VOICES = {"a": ("fa+f2", 152), "b": ("fa+f4", 156), "sv": ("sv+f2", 148)}
INTRO_S = {"radio": 5.2, "film": 4.2}
OUTRO_S = 5.0
SILENCE = 300  # a sample below this, of 32767, is not speech

# A phrase of our own in the manner of Dashti: (second, cents above A3, strength).
PHRASE = (
    (0.0, 0, 0.9), (0.45, 150, 0.6), (0.9, 300, 0.8), (1.15, 500, 0.7), (1.6, 300, 0.6), (1.85, 150, 0.6),
    (2.3, 0, 0.9), (2.32, -500, 0.5), (3.2, 700, 0.7), (3.5, 500, 0.6), (3.8, 300, 0.6), (4.2, 0, 0.9),
    (4.22, -1200, 0.5),
)  # fmt: skip


@dataclass(frozen=True)
class Placed:
    """A line where it is heard, in milliseconds from the programme's start."""

    line: Line
    start_ms: int
    end_ms: int


@dataclass(frozen=True)
class Sound:
    """A whole programme's samples and where each line lies in them."""

    samples: Samples
    placed: tuple[Placed, ...]

    @property
    def duration_ms(self) -> int:
        return len(self.samples) * 1000 // RATE


def perform(programme: Programme) -> Sound:
    """Speak every line apart, so that its cue takes its time from what is heard and from nothing else."""
    spoken = [_speak(line) for line in programme.lines]
    at = int(INTRO_S[programme.kind] * RATE)
    starts: list[int] = []
    for line, voice in zip(programme.lines, spoken, strict=True):
        starts.append(at)
        at += len(voice) + int(line.after * RATE)
    samples = array("h", bytes(2 * (at + int(OUTRO_S * RATE))))
    mix(samples, _phrase(), 0, 0.5)
    mix(samples, _phrase(), at - RATE // 2, 0.5)
    for start, voice in zip(starts, spoken, strict=True):
        mix(samples, voice, start, 0.8)
    placed = tuple(
        Placed(line, start * 1000 // RATE, (start + len(voice)) * 1000 // RATE)
        for line, start, voice in zip(programme.lines, starts, spoken, strict=True)
    )
    return Sound(samples, placed)


def mix(into: Samples, sound: Samples, start: int, gain: float) -> None:
    """Add `sound` to `into` from sample `start` on; what would reach past the end is left out."""
    for index, sample in enumerate(sound[: len(into) - start], start):
        into[index] = max(-32767, min(32767, into[index] + int(sample * gain)))


def write(samples: Samples, path: Path) -> None:
    """Write samples as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, len(samples), "NONE", ""))
        file.writeframes(samples.tobytes())


def _speak(line: Line) -> Samples:
    voice, speed = VOICES[line.voice]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "line.wav"
        command = ["espeak-ng", "-v", voice, "-s", str(speed), "-g", "1", "-w", str(path), line.spoken]
        subprocess.run(command, check=True)  # noqa: S603
        with wave.open(str(path)) as file:
            samples = array("h", file.readframes(file.getnframes()))
    heard = [index for index, sample in enumerate(samples) if abs(sample) > SILENCE]
    return samples[heard[0] : heard[-1] + 1]


def _phrase() -> Samples:
    samples = array("h", bytes(2 * int(OUTRO_S * RATE)))
    for second, cents, strength in PHRASE:
        mix(samples, _pluck(220 * 2 ** (cents / 1200), 2.4), int(second * RATE), strength)
    fade = len(samples) // 5
    for index in range(1, fade):
        samples[-index] = int(samples[-index] * index / fade)
    return samples


def _pluck(frequency: float, seconds: float) -> Samples:
    """A string as Karplus and Strong pluck it: a burst of noise that runs round a delay line and softens."""
    noise = random.Random(frequency)
    line = [noise.uniform(-1, 1) for _ in range(round(RATE / frequency))]
    out = array("h")
    for index in range(int(seconds * RATE)):
        place = index % len(line)
        following = line[(place + 1) % len(line)]
        out.append(int(line[place] * 9000 * math.exp(-1.1 * index / RATE)))
        line[place] = 0.498 * (line[place] + following)
    return out
