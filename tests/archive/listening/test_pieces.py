"""Where a recording is cut before a recogniser hears it."""

import itertools
import wave
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archive.listening import pieces
from archive.listening.pieces import MARGIN_MS, MOST_MS, SILENCE_MS, Piece, divide

HOUR = 3_600_000
GAPS = st.lists(st.tuples(st.integers(1, 60_000), st.integers(100, 900_000)), max_size=20)


def test_speech_that_is_near_is_one_piece_and_what_is_far_another() -> None:
    near, far = (0, 5000), (5000 + SILENCE_MS - 1, 60_000)
    assert divide([near, far], HOUR) == [Piece(0, 60_000 + MARGIN_MS)]
    assert divide([near, (5000 + SILENCE_MS, 60_000)], HOUR) == [
        Piece(0, 5000 + MARGIN_MS), Piece(25_000 - MARGIN_MS, 60_000 + MARGIN_MS),
    ]  # fmt: skip


def test_a_piece_ends_in_the_pause_before_it_would_be_too_long() -> None:
    spans = [(start, start + 299_000) for start in range(0, 1_200_000, 300_000)]
    assert [(piece.start_ms, piece.end_ms) for piece in divide(spans, HOUR)] == [
        (0, 599_400), (599_600, 1_199_400),
    ]  # fmt: skip


def test_no_piece_where_nobody_speaks() -> None:
    assert divide([], HOUR) == []


@given(GAPS)
def test_all_speech_lies_in_pieces_that_rise_and_are_short_enough(gaps: list[tuple[int, int]]) -> None:
    spans, at = [], 0
    for gap, length in gaps:
        spans.append((at + gap, at + gap + length))
        at += gap + length
    made = divide(spans, at)
    assert all(piece.end_ms - piece.start_ms <= MOST_MS for piece in made)
    assert all(before.end_ms <= after.start_ms for before, after in itertools.pairwise(made))
    heard = [ms for piece in made for ms in (piece.start_ms, piece.end_ms)]
    for start, end in spans:
        # Every moment of speech is in a piece: the pieces that it meets join without a hole.
        meeting = [piece for piece in made if piece.start_ms < end and piece.end_ms > start]
        assert meeting[0].start_ms <= start
        assert meeting[-1].end_ms >= end
        assert all(a.end_ms == b.start_ms for a, b in itertools.pairwise(meeting))
    assert heard == sorted(heard)


def test_a_piece_is_written_as_sound_of_its_own(tmp_path: Path) -> None:
    samples = np.arange(32_000, dtype=np.int16)
    (tmp_path / "raw").write_bytes(samples.tobytes())
    pieces.write(tmp_path / "raw", Piece(500, 1500), tmp_path / "piece.wav")
    with wave.open(str(tmp_path / "piece.wav")) as written:
        assert (written.getnchannels(), written.getframerate(), written.getnframes()) == (1, 16_000, 16_000)
        assert np.array_equal(np.frombuffer(written.readframes(16_000), np.int16), samples[8000:24_000])
