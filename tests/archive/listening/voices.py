"""Recordings of which every moment is known: one of espeak-ng's voices says sentences, with pauses, noise and music."""

import tempfile
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.listening import speaking

RATE = 16_000
# Another voice than the one that a text is compared with: its mouth, its height and its speed.
OTHERS = {"sv": "sv+f3", "en": "en-us+m3", "fa": "fa+f4", "ar": "ar+f2"}
SLOWER = 140

Samples = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Samples at RATE, and from when to when each sentence is said, in ms."""

    samples: Samples
    times: list[tuple[int, int]]


def say(sentences: Sequence[str], language: str, voice: str = "", speed: int = SLOWER) -> list[Samples]:
    """Each sentence at RATE, without the silence after it."""
    with tempfile.TemporaryDirectory() as folder:
        said = speaking.say(sentences, language, Path(folder), voice=voice, words_a_minute=speed)
        return [_at_rate(np.array(each.samples), said.rate) for each in said.sentences]


def _at_rate(samples: Samples, rate: int) -> Samples:
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > 20)
    kept = samples[: loud[-1] + 1] if len(loud) else samples[:0]
    moments = np.arange(len(kept) * RATE // rate) * rate / RATE
    return np.interp(moments, np.arange(len(kept)), kept).astype(np.int16)


def record(sentences: Sequence[str], language: str, *, music: float = 0.0, noise: float = 30.0) -> Recorded:
    """The sentences by another voice, pauses of 0.2 to 1.2 s between them, and noise and music under all of it."""
    drawn = np.random.default_rng(7)
    parts: list[Samples] = [silence(1.0)]
    times, reached = [], RATE
    for said in say(sentences, language, OTHERS[language]):
        pause = silence(float(drawn.uniform(0.2, 1.2)))
        times.append((reached * 1000 // RATE, (reached + len(said)) * 1000 // RATE))
        parts += [said, pause]
        reached += len(said) + len(pause)
    mixed = np.concatenate(parts).astype(np.float32)
    mixed += drawn.normal(0, noise, len(mixed)) + music * chords(len(mixed))
    return Recorded(np.clip(mixed, -32_768, 32_767).astype(np.int16), times)


def silence(seconds: float) -> Samples:
    return np.zeros(int(RATE * seconds), np.int16)


def chords(count: int) -> NDArray[np.float64]:
    """Five tones that swell and fade, each at its own pace."""
    at = np.arange(count) / RATE
    tones = [
        np.sin(2 * np.pi * pitch * at) * np.maximum(0, np.sin(2 * np.pi * at / (1.3 + 0.4 * number)))
        for number, pitch in enumerate((220, 277, 330, 440, 554))
    ]
    return np.asarray(sum(tones))


def save(samples: Samples, path: Path) -> Path:
    """As a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, len(samples), "NONE", ""))
        file.writeframes(samples.tobytes())
    return path
