import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from archive import storage
from archive.examine.probe import probe
from archive.exceptions import JobCancelled, JobFailed
from archive.jobs import lease, plan, run
from archive.listening import kept
from archive.listening.job import KIND, listen
from archive.models import Job, Recording
from tests.archive.clips import H264, ffmpeg
from tests.archive.factories import AssemblyFactory, OriginalFactory, RecordingFactory
from tests.archive.listening import voices

pytestmark = [pytest.mark.media, pytest.mark.django_db(transaction=True)]

SENTENCES = ["Vi spelade in varje program i ett kök.", "Ingen frågade mig vad jag ville."]


@pytest.fixture
def recording_of(tmp_path: Path) -> Callable[[Path], Recording]:
    """A recording that streams this file, which is gone afterwards."""

    def build(path: Path) -> Recording:
        info = probe(path)
        recording: Recording = RecordingFactory(kind=info.kind, language="sv")
        original = OriginalFactory(recording=recording, technical=info.as_json(), media_type=info.media_type)
        storage.originals().put(original.key, path)
        AssemblyFactory(recording=recording, original=original)
        return recording

    return build


def film(folder: Path) -> tuple[Path, voices.Recorded]:
    """Two shots of 3 s each and one of the rest, with a voice over them."""
    recorded = voices.record(SENTENCES, "sv")
    sound = voices.save(recorded.samples, folder / "sound.wav")
    path = folder / "film.mp4"
    shots = ["color=c=red:s=640x360:r=25:d=3", "color=c=white:s=640x360:r=25:d=3", "testsrc2=s=640x360:r=25:d=5"]
    inputs = [part for shot in shots for part in ("-f", "lavfi", "-i", shot)]
    join = "[0:v][1:v][2:v]concat=n=3:v=1[v]"
    ffmpeg(*inputs, "-i", sound, "-filter_complex", join, "-map", "[v]", "-map", "3:a", *H264, "-c:a", "aac", path)
    return path, recorded


def test_a_film_s_voices_and_cuts_are_kept(recording_of: Callable[[Path], Recording], tmp_path: Path) -> None:
    path, recorded = film(tmp_path)
    recording = recording_of(path)
    (ended,) = run.run_until_done([plan.plan(KIND, recording).pk])
    assert (ended.state, ended.progress) == (Job.State.DONE, 1000)
    lists = kept.read(recording)
    assert lists is not None
    assert lists.shots == [3000, 6000]
    assert [abs(start - said) < 200 for (start, _), (said, _) in zip(lists.speech, recorded.times, strict=True)] == [
        True, True,
    ]  # fmt: skip


def test_lists_that_are_there_are_not_made_again(recording_of: Callable[[Path], Recording], tmp_path: Path) -> None:
    recording = recording_of(voices.save(voices.record(SENTENCES, "sv").samples, tmp_path / "radio.wav"))
    run.run_until_done([plan.plan(KIND, recording).pk])
    (name,) = storage.renditions().names("listening")
    storage.originals().open(recording.originals.get().key).close()
    with storage.renditions().open(name) as stream:
        before = json.load(stream)
    job = plan.plan(KIND, recording)
    listen(job, lambda per_mille, step="": pytest.fail("It listened again."))
    with storage.renditions().open(name) as stream:
        assert json.load(stream) == before


def test_a_recording_that_streams_something_else_has_none(
    recording_of: Callable[[Path], Recording], tmp_path: Path
) -> None:
    recording = recording_of(voices.save(voices.record(SENTENCES, "sv").samples, tmp_path / "radio.wav"))
    run.run_until_done([plan.plan(KIND, recording).pk])
    AssemblyFactory(recording=recording, original=OriginalFactory(recording=recording))
    assert kept.read(recording) is None


def test_a_silent_film_has_cuts_alone(recording_of: Callable[[Path], Recording], tmp_path: Path) -> None:
    path = tmp_path / "silent.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=2", *H264, path)
    recording = recording_of(path)
    run.run_until_done([plan.plan(KIND, recording).pk])
    assert kept.read(recording) == kept.Lists([], [])


def test_one_that_is_called_off_keeps_nothing(recording_of: Callable[[Path], Recording], tmp_path: Path) -> None:
    recording = recording_of(voices.save(voices.record(SENTENCES, "sv").samples, tmp_path / "radio.wav"))
    job = lease.take(plan.plan(KIND, recording).pk, "this test")
    assert job is not None

    def called_off(per_mille: int, step: str = "") -> None:
        raise JobCancelled

    with pytest.raises(JobCancelled):
        listen(job, called_off)
    assert kept.read(recording) is None


def test_a_recording_that_streams_nothing_is_refused() -> None:
    job = lease.take(plan.plan(KIND, RecordingFactory()).pk, "this test")
    assert job is not None
    with pytest.raises(JobFailed) as refused:
        listen(job, lambda per_mille, step="": None)
    assert refused.value.said.code == "listening.nothing"


def planned(*arguments: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("listen", *arguments, stdout=out)
    return out.getvalue().strip()


def test_the_command_plans_what_is_missing(recording_of: Callable[[Path], Recording], tmp_path: Path) -> None:
    RecordingFactory()  # streams nothing
    recording = recording_of(voices.save(voices.record(SENTENCES, "sv").samples, tmp_path / "radio.wav"))
    assert planned("--missing") == "Planned: 1."
    run.run_until_done([Job.objects.get(kind=KIND).pk])
    assert planned("--missing") == planned(str(recording.pk)) == "Planned: 0."


@pytest.mark.parametrize(
    ("arguments", "said"), [(("999",), "No such recordings"), ((), "Name recordings"), (("1", "--missing"), "Name")]
)
def test_the_command_says_what_is_wrong(arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        planned(*arguments)
