"""What is half made is said when the server starts, and by the doctor."""

import sys

import pytest
from pytest_django import Settings

from archive.health import State
from archive.listening.recognisers.checks import look, recognisers_can_be_asked

GOOD = "https://speech.example.org/v1/audio/transcriptions"


@pytest.mark.parametrize(
    ("command", "url", "key", "ids"),
    [
        ("", "", "", []),
        (f"{sys.executable} x.py", GOOD, "k", []),
        ("", "http://localhost:8000/v1/audio/transcriptions", "", []),
        ("whisper", "", "", ["archive.W014"]),
        ("/no/such/program", "", "", ["archive.W014"]),
        ("/bin/sh 'unclosed", "", "", ["archive.W014"]),
        ("", "", "k", ["archive.W015"]),
        ("", "speech.example.org", "", ["archive.W015"]),
        ("", "https://", "", ["archive.W015"]),
        ("", "https://host:port/", "", ["archive.W015"]),
        ("", "https://me:secret@speech.example.org/", "", ["archive.W015"]),
        ("", "http://speech.example.org/v1/audio/transcriptions", "k", ["archive.W016"]),
    ],
)
def test_what_is_half_made(command: str, url: str, key: str, ids: list[str], settings: Settings) -> None:
    settings.RECOGNISER_COMMAND, settings.RECOGNISER_URL, settings.RECOGNISER_KEY = command, url, key
    found = recognisers_can_be_asked()
    assert [each.id for each in found] == ids
    assert not any("secret" in f"{each.msg}{each.hint}" for each in found)
    assert look().state is (State.WRONG if ids else State.GOOD)
