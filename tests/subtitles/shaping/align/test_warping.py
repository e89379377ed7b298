import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from subtitles.shaping.align.cepstra import Frames, cepstra, directed, evened, thinned
from subtitles.shaping.align.fitting import fit
from subtitles.shaping.align.warping import across, along, warp


def voice(count: int, seed: int = 1) -> Frames:
    """Frames none of which is like another."""
    return directed(np.random.default_rng(seed).normal(size=(count, 12)).astype(np.float32))


def test_a_voice_is_laid_against_itself() -> None:
    said = voice(50)
    path = warp(said, said, across(50, 50))
    assert path.first.tolist() == path.last.tolist() == list(range(50))
    assert path.cost.max() < 1e-5


def test_time_is_bent() -> None:
    said = voice(40)
    slower = np.repeat(said, 3, axis=0)
    path = warp(said, slower, across(40, 120))
    assert path.first.tolist() == [3 * row for row in range(40)]
    assert path.last.tolist() == [3 * row + 2 for row in range(40)]


def test_sound_between_two_sentences_is_passed_by() -> None:
    said = voice(40)
    heard = np.vstack([said[:20], voice(30, seed=9), said[20:]])
    between = np.zeros(40, bool)
    between[20] = True
    path = warp(said, heard, across(40, 70), between)
    assert path.first[:20].tolist() == list(range(20))
    assert path.last[21:].tolist() == [50 + row for row in range(21, 40)] or path.last[-1] == 69
    assert path.first[21] >= 50


def test_text_without_sound_takes_no_time() -> None:
    said = voice(60)
    heard = np.vstack([said[:20], said[40:]])
    path = warp(said, heard, across(60, 40))
    assert path.first[:20].tolist() == list(range(20))
    assert path.last[40:].tolist() == list(range(20, 40))
    assert path.last[39] - path.first[20] <= 2


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 5))
def test_the_way_goes_from_corner_to_corner_and_never_back(text: int, sound: int, seed: int) -> None:
    path = warp(voice(text, seed), voice(sound, seed + 10), across(text, sound))
    assert (path.first[0], path.last[-1]) == (0, sound - 1)
    assert (path.first <= path.last).all()
    assert (np.diff(path.first) >= 0).all()
    assert (path.first[1:] - path.last[:-1] <= 1).all()


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 4), st.integers(0, 3))
def test_a_narrow_corridor_can_always_be_walked(text: int, sound: int, step: int, reach: int) -> None:
    coarse = warp(
        directed(thinned(voice(text), step)),
        directed(thinned(voice(sound, 2), step)),
        across(-(-text // step), -(-sound // step)),
    )
    path = warp(voice(text), voice(sound, 2), along(coarse, step, text, sound, reach))
    assert (path.first[0], path.last[-1]) == (0, sound - 1)
    assert (path.first[1:] - path.last[:-1] <= 1).all()


def test_coarse_to_fine_finds_what_the_whole_search_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    said = np.cumsum(np.random.default_rng(4).normal(size=(900, 12)), axis=0).astype(np.float32)
    said = evened(said)
    heard = np.repeat(said, 2, axis=0)
    whole = fit(said, heard)
    monkeypatch.setattr("subtitles.shaping.align.fitting.FEW_CELLS", 1)
    coarse = fit(said, heard)
    assert np.abs(whole.first - coarse.first).max() <= 2


def test_cepstra_are_a_hundred_a_second_at_any_rate() -> None:
    for rate in (8000, 16_000, 22_050):
        at = np.arange(3 * rate) / rate
        frames = cepstra((8000 * np.sin(2 * np.pi * 440 * at)).astype(np.int16), rate)
        assert frames.shape == (300, 18)
        assert np.isfinite(frames).all()


def test_a_longer_sound_than_a_chunk_has_no_seam() -> None:
    noise = np.random.default_rng(5).normal(0, 3000, 16_000 * 65).astype(np.int16)
    whole, part = cepstra(noise, 16_000), cepstra(noise[59 * 16_000 :], 16_000)
    assert np.abs(whole[5910:6100] - part[10:200]).max() < 0.05


def test_of_nothing_there_are_no_frames() -> None:
    assert cepstra(np.zeros(0, np.int16), 16_000).shape == (0, 18)
