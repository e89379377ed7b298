"""A recogniser hears a recording: from a file of sound to a revision, by a real program and a real server."""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from django.contrib.auth.models import User
from django.utils import translation
from pytest_django import Settings

from archive import policy as rules
from archive import storage
from archive.examine.probe import probe
from archive.exceptions import JobCancelled, JobFailed
from archive.jobs import plan, run
from archive.listening import pieces
from archive.listening.recognisers import Heard
from archive.models import Job, Recording
from subtitles import transcribing
from subtitles.models import Origin, Revision, Transcription
from tests.archive.factories import AssemblyFactory, OriginalFactory, RecordingFactory
from tests.archive.listening import voices
from tests.archive.listening.recognisers.server import running
from tests.subtitles.factories import imported

pytestmark = [pytest.mark.media, pytest.mark.django_db(transaction=True)]

PROGRAM = Path(__file__).parents[1] / "archive/listening/recognisers/program.py"
SAID = ["Vi spelade in varje program i ett kök.", "Ingen frågade mig vad jag ville."]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def radio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recording:
    """Somebody speaks, is silent for long enough to make two pieces of it, and speaks again."""
    monkeypatch.setattr(pieces, "SILENCE_MS", 4000)
    spoken = voices.record(SAID, "sv").samples
    samples = np.concatenate([spoken, np.zeros(8 * voices.RATE, np.int16), spoken])
    path = voices.save(samples, tmp_path / "radio.wav")
    info = probe(path)
    recording: Recording = RecordingFactory(kind="audio", language="sv", duration_ms=info.duration_ms)
    original = OriginalFactory(recording=recording, technical=info.as_json(), media_type=info.media_type)
    storage.originals().put(original.key, path)
    AssemblyFactory(recording=recording, original=original)
    return recording


@pytest.fixture
def use(settings: Settings) -> Settings:
    settings.RECOGNISER_COMMAND = f"{sys.executable} {PROGRAM} good"
    return settings


def mode(settings: Settings, name: str) -> None:
    settings.RECOGNISER_COMMAND = f"{sys.executable} {PROGRAM} {name}"


def done(job: Job) -> Job:
    (ended,) = run.run_until_done([job.pk])
    return ended


def test_a_program_writes_down_what_is_said(radio: Recording, use: Settings) -> None:
    asked, job = transcribing.ask(radio, "sv", "command")
    ended = done(job)
    assert (ended.state, ended.progress, ended.reason) == (Job.State.DONE, 1000, "")
    asked.refresh_from_db()
    revision = asked.revision
    assert revision is not None
    assert (revision.origin, revision.tool, revision.is_published) == (Origin.MACHINE, Path(sys.executable).name, False)
    assert (revision.track.by_machine, asked.heard) == (True, [])
    first, second = revision.cues.all()
    assert (first.text, second.text, first.machine, second.machine) == ("jag jick hem", "jag jick hem", True, True)
    assert [word.text for word in second.spoken()] == ["jag", "jick", "hem"]
    # The second piece begins where it lies in the recording, and so do its words.
    assert second.start_ms > first.start_ms + 8000
    assert [word.start_ms - second.start_ms for word in second.spoken()] == [0, 300, 600]
    assert first.spoken()[1].confidence == 0.2


def test_a_server_writes_down_what_is_said(radio: Recording, settings: Settings) -> None:
    with running() as server:
        settings.RECOGNISER_URL = server.url
        asked, job = transcribing.ask(radio, "sv", "address")
        assert done(job).state == Job.State.DONE
    asked.refresh_from_db()
    assert asked.revision is not None
    assert asked.revision.tool == "whisper-1 (127.0.0.1)"
    assert [cue.text for cue in asked.revision.cues.all()] == ["Frihet nu."] * 2
    assert [word.text for word in asked.revision.cues.all()[0].spoken()] == ["Frihet", "nu."]
    assert len(server.asked) == 2


def test_nothing_is_heard_of_a_recording_that_was_closed_since(
    radio: Recording, settings: Settings, translator: User
) -> None:
    with running() as server:
        settings.RECOGNISER_URL = server.url
        asked, job = transcribing.ask(radio, "sv", "address", by=translator)
        rules.withdraw(radio)
        ended = done(job)
    assert (ended.state, server.asked) == (Job.State.FAILED, [])
    assert ended.reason == "The recording was closed to whoever asked for it, so no more of it was heard."
    asked.refresh_from_db()
    assert asked.revision is None


def test_a_track_that_is_named_gets_a_new_revision_and_keeps_the_old(radio: Recording, use: Settings) -> None:
    before = imported(radio, "Frihet").revision
    done(transcribing.ask(radio, "sv", "command", track=before.track)[1])
    assert list(before.track.revisions.values_list("number", "origin")) == [(2, "machine"), (1, "imported")]
    assert [cue.machine for cue in before.cues.all()] == [False]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("error", "The recogniser's program ended with an error"),
        ("rubbish", "The recogniser gave an answer that cannot be read."),
        ("nothing", "The recogniser heard nobody speak"),
        ("silent", "The recogniser gave no answer."),
    ],
)
def test_what_goes_wrong_is_said_and_nothing_is_half_saved(
    name: str, said: str, radio: Recording, use: Settings
) -> None:
    mode(use, name)
    ended = done(transcribing.ask(radio, "sv", "command")[1])
    assert ended.state == Job.State.FAILED
    assert said in ended.reason
    assert not Revision.objects.exists()


def test_what_was_heard_before_a_failure_is_not_asked_again(radio: Recording, use: Settings, tmp_path: Path) -> None:
    mode(use, f"once:{tmp_path}/asked")
    asked, job = transcribing.ask(radio, "sv", "command")
    assert done(job).state == Job.State.FAILED
    asked.refresh_from_db()
    assert (len(asked.heard), asked.revision) == (1, None)
    (tmp_path / "asked.flag").touch()
    again = transcribing.ask(radio, "sv", "command")
    assert again[0] == asked
    assert done(again[1]).state == Job.State.DONE
    asked.refresh_from_db()
    assert asked.revision is not None
    assert asked.revision.cues.count() == 2
    assert len((tmp_path / "asked.count").read_text()) == 3  # the first piece once, the second twice


def test_another_recogniser_does_not_go_on_where_the_one_before_ended(
    radio: Recording, use: Settings, tmp_path: Path
) -> None:
    mode(use, f"once:{tmp_path}/asked")
    _, job = transcribing.ask(radio, "sv", "command")
    done(job)
    mode(use, "vtt")
    asked, _ = transcribing.ask(radio, "sv", "command")
    assert done(plan.again(job)).state == Job.State.DONE
    asked.refresh_from_db()
    assert asked.revision is not None
    assert [cue.text for cue in asked.revision.cues.all()] == ["Hej & du"] * 2


def test_it_can_be_called_off_while_the_recogniser_is_at_work(radio: Recording, use: Settings) -> None:
    mode(use, "slow")
    _, job = transcribing.ask(radio, "sv", "command")
    asked: list[str] = []

    def report(per_mille: int, step: str = "") -> None:
        asked.append(step)
        if asked.count("Writing down what is said") > 1:  # once before the program is started, then while it runs
            raise JobCancelled

    with pytest.raises(JobCancelled):
        transcribing.transcribe(job, report)
    assert not Revision.objects.exists()


def test_doing_it_again_makes_no_second_revision(radio: Recording, use: Settings) -> None:
    _, job = transcribing.ask(radio, "sv", "command")
    done(job)
    transcribing.transcribe(job, lambda per_mille, step="": pytest.fail("It worked again."))
    assert Revision.objects.count() == 1


def test_asking_twice_is_asking_once(radio: Recording, use: Settings) -> None:
    first = transcribing.ask(radio, "sv", "command")
    assert transcribing.ask(radio, "sv", "command") == first
    assert transcribing.ask(radio, "en", "command") != first
    assert Transcription.objects.count() == 2


def test_a_hostile_answer_is_text_and_nothing_else(radio: Recording, use: Settings) -> None:
    mode(use, "hostile")
    asked, job = transcribing.ask(radio, "sv", "command")
    assert done(job).state == Job.State.DONE
    asked.refresh_from_db()
    assert asked.revision is not None
    cue = asked.revision.cues.all()[0]
    assert "<script>" not in cue.payload
    assert "<script>alert(1)</script>" in cue.text
    assert "\u202e" not in cue.payload


def test_nobody_is_asked_where_none_is_named_and_where_nothing_is_streamed(use: Settings) -> None:
    bare = RecordingFactory()
    for name, code in (("address", "recogniser.gone"), ("command", "listening.nothing")):
        with pytest.raises(JobFailed) as refused:
            transcribing.ask(bare, "sv", name)
        assert refused.value.said.code == code
    assert not Transcription.objects.exists()


def test_webvtt_is_an_answer_too() -> None:
    (cue,) = transcribing.read(Heard(b"WEBVTT\n\n00:00.000 --> 00:01.000\nHej &amp; du\n"), "sv")
    assert (cue.payload, cue.end_ms) == ("Hej &amp; du", 1000)
    assert transcribing.read(Heard(b"WEBVTT\n"), "sv") == []


def test_what_a_server_says_that_is_no_transcript(radio: Recording, settings: Settings) -> None:
    with running() as server:
        server.mode, settings.RECOGNISER_URL = "rubbish", server.url
        ended = done(transcribing.ask(radio, "sv", "address")[1])
    assert (ended.state, ended.attempts) == (Job.State.FAILED, 1)
    assert "cannot be read" in ended.reason
