import io
import sys

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from pytest_django import Settings

from archive.models import Job
from subtitles.models import Transcription
from tests.archive.factories import AssemblyFactory, RecordingFactory

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    with translation.override("en"):
        call_command("transcribe", *arguments, "--language", "sv", stdout=out)
    return out.getvalue()


def test_it_says_when_no_recogniser_is_named() -> None:
    with pytest.raises(CommandError, match="The settings name no recogniser"):
        run(str(RecordingFactory().pk))


def test_it_takes_the_only_one_and_can_leave_the_work_to_a_worker(settings: Settings) -> None:
    settings.RECOGNISER_COMMAND = sys.executable
    recording = AssemblyFactory().recording
    assert run(str(recording.pk), "--later") == f"Planned as job {Job.objects.get().pk}.\n"
    assert Transcription.objects.get().recogniser == "command"


def test_of_two_one_has_to_be_chosen(settings: Settings) -> None:
    settings.RECOGNISER_COMMAND = sys.executable
    settings.RECOGNISER_URL = "https://speech.example.org/"
    recording = AssemblyFactory().recording
    with pytest.raises(CommandError, match="command, address"):
        run(str(recording.pk))
    run(str(recording.pk), "--with", "address", "--later")
    assert Transcription.objects.get().recogniser == "address"


def test_what_it_comes_to_is_said(settings: Settings) -> None:
    settings.RECOGNISER_COMMAND = "/no/such/program"
    with pytest.raises(CommandError, match="Nothing is chosen to be streamed"):
        run(str(RecordingFactory().pk))
    with pytest.raises(CommandError, match="not in the settings any more"):
        run(str(AssemblyFactory().recording.pk), "--with", "other")
