"""A program of this machine as a recogniser, run for real."""

import json
import sys
from pathlib import Path

import pytest
from pytest_django import Settings

from archive.exceptions import JobCancelled, JobFailed
from archive.listening import pieces
from archive.listening.pieces import Piece
from archive.listening.recognisers import configured, named
from archive.listening.recognisers.command import Command

PROGRAM = Path(__file__).with_name("program.py")


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    (tmp_path / "raw").write_bytes(bytes(64_000))
    pieces.write(tmp_path / "raw", Piece(0, 2000), tmp_path / "piece.wav")
    return tmp_path / "piece.wav"


def command(mode: str) -> Command:
    return Command((sys.executable, str(PROGRAM), mode))


def test_it_is_given_the_sound_and_the_language_and_its_answer_comes_as_it_is(sound: Path) -> None:
    heard = command("good").hear(sound, "fa", lambda: None)
    said = json.loads(heard.data)
    assert (said["language"], said["segments"][0]["end"], heard.file_name) == ("fa", 2.0, "answer.json")


def test_it_may_answer_with_webvtt(sound: Path) -> None:
    assert command("vtt").hear(sound, "sv", lambda: None).file_name == "answer.vtt"


def test_where_a_command_names_both_they_stand_there(tmp_path: Path) -> None:
    given = Command(("/opt/hear", "--lang={language}", "{sound}", "-v")).filled(
        {"{sound}": str(tmp_path / "a b.wav"), "{language}": "prs"}
    )
    assert given == ["/opt/hear", "--lang=prs", str(tmp_path / "a b.wav"), "-v"]


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("error", "recogniser.exit"),
        ("silent", "recogniser.silent"),
        ("large", "recogniser.too_large"),
        ("memory", "recogniser.memory"),
    ],
)
def test_what_goes_wrong_is_said(mode: str, code: str, sound: Path) -> None:
    with pytest.raises(JobFailed) as failed:
        command(mode).hear(sound, "sv", lambda: None)
    assert (failed.value.said.code, failed.value.may_pass) == (code, False)
    assert str(failed.value) not in ("", code)


def test_it_has_so_long_and_no_longer(sound: Path, settings: Settings) -> None:
    settings.RECOGNISER_TIMEOUT_SECONDS = 1
    with pytest.raises(JobFailed) as failed:
        command("slow").hear(sound, "sv", lambda: None)
    assert failed.value.said.code == "recogniser.timeout"


def test_whoever_calls_it_off_need_not_wait(sound: Path) -> None:
    def called_off() -> None:
        raise JobCancelled

    with pytest.raises(JobCancelled):
        command("slow").hear(sound, "sv", called_off)


def test_a_program_that_is_not_there(sound: Path) -> None:
    with pytest.raises(JobFailed) as failed:
        Command(("/no/such/program",)).hear(sound, "sv", lambda: None)
    assert failed.value.said.code == "recogniser.missing"


def test_none_is_there_until_one_is_named(settings: Settings) -> None:
    assert configured() == {}
    with pytest.raises(JobFailed, match=r"^(?!recogniser\.)"):
        named("command")
    settings.RECOGNISER_COMMAND = "/opt/whisper/run 'with spaces' {sound}"
    settings.RECOGNISER_URL = "https://speech.example.org/v1/audio/transcriptions"
    assert [(each.name, each.tool) for each in configured().values()] == [
        ("command", "run"), ("address", "whisper-1 (speech.example.org)"),
    ]  # fmt: skip
    settings.RECOGNISER_COMMAND = "/opt/whisper 'unclosed"
    assert list(configured()) == ["address"]
