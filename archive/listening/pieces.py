"""A recording's sound in pieces, cut where nobody speaks: what a recogniser can be asked about at once.

After a crash only the piece that was being heard is heard again; and no server is sent more than it takes.
"""

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from archive.derivatives import speech

# 19 MB as WAV: less than the 25 MB that most servers take.
MOST_MS = 600_000
# What is not speech is left out where it lasts so long: recognisers invent words in silence and music.
SILENCE_MS = 20_000
BYTES_A_MS = speech.SAMPLE_RATE * speech.SAMPLE_BYTES // 1000
MARGIN_MS = 400  # on each side: a voice is heard a little late, and fades

Span = tuple[int, int]  # from and to, in ms


@dataclass(frozen=True, slots=True)
class Piece:
    """From when to when, in ms."""

    start_ms: int
    end_ms: int


def divide(spans: Sequence[Span], length_ms: int) -> list[Piece]:
    """Pieces of a recording of this length in which all of these spans of speech lie, none longer than MOST_MS."""
    pieces: list[Piece] = []
    for first, last in _groups([part for span in spans for part in _short(span)]):
        start_ms = max(first - MARGIN_MS, pieces[-1].end_ms if pieces else 0)
        pieces.append(Piece(start_ms, min(last + MARGIN_MS, length_ms)))
    # Where margins meet, the piece that begins later gives way, or a word at the seam would be heard twice.
    return [piece for piece in pieces if piece.start_ms < piece.end_ms]


def _short(span: Span) -> list[Span]:
    """Speech without a pause for longer than a piece may be, cut evenly."""
    most_ms = MOST_MS - 2 * MARGIN_MS
    count = -(-(span[1] - span[0]) // most_ms) or 1
    moments = [span[0] + (span[1] - span[0]) * number // count for number in range(count + 1)]
    return list(pairwise(moments))


def _groups(spans: Sequence[Span]) -> list[Span]:
    """Spans in a row that are near each other and short enough together, as one."""
    groups: list[Span] = []
    for start, end in spans:
        before = groups[-1] if groups else None
        if before and start - before[1] < SILENCE_MS and end - before[0] + 2 * MARGIN_MS <= MOST_MS:
            groups[-1] = before[0], end
        else:
            groups.append((start, end))
    return groups


def write(raw: Path, piece: Piece, target: Path) -> None:
    """The piece of the samples in a file of `archive.listening.sound`, as WAV."""
    first, last = (ms * BYTES_A_MS for ms in (piece.start_ms, piece.end_ms))
    with raw.open("rb") as samples, wave.open(str(target), "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(speech.SAMPLE_BYTES)
        written.setframerate(speech.SAMPLE_RATE)
        samples.seek(first)
        written.writeframes(samples.read(last - first))
