from pathlib import Path

import numpy as np
import pytest

from archive.derivatives import speech
from tests.archive.listening import voices

pytestmark = pytest.mark.media

SENTENCES = ["Vi spelade in varje program i ett kök.", "Ingen frågade mig vad jag ville.", "Jag såg aldrig huset igen."]


def spans(samples: "np.ndarray[tuple[int], np.dtype[np.int16]]", folder: Path) -> list[speech.Span]:
    path = folder / "sound.s16"
    samples.tofile(path)
    return speech.spans(path)


def test_a_voice_is_found_where_it_is(tmp_path: Path) -> None:
    recorded = voices.record(SENTENCES, "sv")
    found = spans(recorded.samples, tmp_path)
    assert len(found) == len(recorded.times)
    for (start, end), (said, over) in zip(found, recorded.times, strict=True):
        assert abs(start - said) < 150
        assert abs(end - over) < 300


def test_music_is_no_voice(tmp_path: Path) -> None:
    assert spans((4000 * voices.chords(20 * voices.RATE)).astype(np.int16), tmp_path) == []


def test_noise_and_silence_are_no_voice(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).normal(0, 2000, 20 * voices.RATE).astype(np.int16)
    assert spans(np.concatenate([noise, voices.silence(5)]), tmp_path) == []


def test_a_voice_is_found_under_music(tmp_path: Path) -> None:
    recorded = voices.record(SENTENCES, "sv", music=400)
    assert len(spans(recorded.samples, tmp_path)) == len(recorded.times)


def test_an_empty_recording_and_half_a_sample(tmp_path: Path) -> None:
    path = tmp_path / "sound.s16"
    path.write_bytes(b"")
    assert speech.spans(path) == []
    path.write_bytes(b"\0")
    assert speech.spans(path) == []


def test_it_says_how_far_it_has_come(tmp_path: Path) -> None:
    path = tmp_path / "sound.s16"
    voices.silence(70).tofile(path)
    told: list[int] = []
    speech.spans(path, told.append)
    assert told == [32_000, 64_000, 70_000]
