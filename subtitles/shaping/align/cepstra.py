"""What a voice sounds like, a hundredth of a second at a time: mel-frequency cepstra (Davis and Mermelstein 1980), the
shape of the mouth and not the pitch of the voice."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]
Frames = NDArray[np.float32]

FRAMES_A_SECOND = 100
WINDOW_SECONDS = 0.025
BANDS = 26
KEPT = 9  # cepstra; the first of all is loudness, and those beyond tell more of who speaks than of what is said
LOWEST_HZ, HIGHEST_HZ = 80.0, 7000.0  # within what both an old tape and a synthesiser hold
CHUNK = 6000  # frames at a time: a minute, so that an hour needs no more memory than that
SLOPE = 2  # frames on either side that the change of a cepstrum is measured over
QUIET = 1.0  # below any sound of 16 bits, so that digital silence has a logarithm


def cepstra(samples: Samples, rate: int) -> Frames:
    """9 cepstra and how they change, (frames, 18), of samples of one channel at `rate` hertz; may be a memory map."""
    count = len(samples) * FRAMES_A_SECOND // rate
    if not count:
        return np.empty((0, 2 * KEPT), np.float32)
    still = np.concatenate([*_chunks(samples, rate, count)])
    padded = np.pad(still, ((SLOPE, SLOPE), (0, 0)), mode="edge")
    change = (padded[2 * SLOPE :] - padded[: -2 * SLOPE]) / np.float32(2 * SLOPE)
    return np.hstack([still, change])


def _chunks(samples: Samples, rate: int, count: int) -> Iterator[Frames]:
    window = round(WINDOW_SECONDS * rate)
    size = 1 << (window - 1).bit_length()
    shape, bands, waves = np.hamming(window).astype(np.float32), _bands(rate, size), _waves()
    for first in range(0, count, CHUNK):
        starts = np.arange(first, min(first + CHUNK, count)) * rate // FRAMES_A_SECOND
        piece = samples[starts[0] : starts[-1] + window + 1].astype(np.float32)
        piece = np.pad(piece, (0, max(0, starts[-1] - starts[0] + window + 1 - len(piece))))
        piece[1:] -= np.float32(0.97) * piece[:-1]
        frames = piece[(starts - starts[0])[:, None] + np.arange(window)] * shape
        power = np.abs(np.fft.rfft(frames, size)).astype(np.float32) ** 2
        yield (np.log(power @ bands + QUIET) @ waves).astype(np.float32)


@lru_cache(maxsize=4)
def _bands(rate: int, size: int) -> Frames:
    """Triangles that are equally wide for the ear, (size // 2 + 1, BANDS)."""
    edges = np.linspace(_mel(LOWEST_HZ), _mel(min(HIGHEST_HZ, rate / 2)), BANDS + 2)
    hertz = 700 * (10 ** (edges / 2595) - 1)
    bins = np.fft.rfftfreq(size, 1 / rate)[:, None]
    rising = (bins - hertz[:-2]) / (hertz[1:-1] - hertz[:-2])
    falling = (hertz[2:] - bins) / (hertz[2:] - hertz[1:-1])
    return np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


@lru_cache(maxsize=1)
def _waves() -> Frames:
    """The cosine transform, (BANDS, KEPT)."""
    band, number = np.arange(BANDS)[:, None] + 0.5, np.arange(1, KEPT + 1)
    return np.cos(np.pi * band * number / BANDS).astype(np.float32)


def evened(frames: Frames) -> Frames:
    """Without what a microphone, a room and a voice add everywhere: each cepstrum about 0, and as large as the rest."""
    if not len(frames):
        return frames
    spread = frames.std(axis=0)
    return (frames - frames.mean(axis=0)) / np.where(spread > 0, spread, 1)


def thinned(frames: Frames, step: int) -> Frames:
    """The mean of every `step` frames; a rest at the end is a shorter one."""
    if step == 1 or not len(frames):
        return frames
    starts = np.arange(0, len(frames), step)
    sizes = np.diff(np.append(starts, len(frames)))[:, None]
    return (np.add.reduceat(frames, starts, axis=0) / sizes).astype(np.float32)


def directed(frames: Frames) -> Frames:
    """Each frame as long as 1, so that the product of two is how alike they sound: 1 the same, 0 nothing alike."""
    lengths = np.linalg.norm(frames, axis=1, keepdims=True)
    return (frames / np.where(lengths > 0, lengths, 1)).astype(np.float32)
