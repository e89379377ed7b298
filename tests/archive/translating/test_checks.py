"""What is half made is said when the server starts, and by the doctor."""

import sys

import pytest
from pytest_django import Settings

from archive.health import State
from archive.translating.checks import look, translators_can_be_asked

GOOD = "https://translate.example.org/translate"


@pytest.mark.parametrize(
    ("named", "ids"),
    [
        (("", "", "", "public"), []),
        ((f"{sys.executable} x.py", GOOD, "k", "staff"), []),
        (("translate", "", "", "public"), ["archive.W017"]),
        (("", "", "k", "public"), ["archive.W018"]),
        (("", "translate.example.org", "", "public"), ["archive.W018"]),
        (("", "http://translate.example.org/translate", "", "public"), ["archive.W019"]),
        (("", "", "", "everybody"), ["archive.W023"]),
        (("", "", "", "unlisted"), ["archive.W023"]),
    ],
)
def test_what_is_half_made(named: tuple[str, str, str, str], ids: list[str], settings: Settings) -> None:
    (settings.TRANSLATOR_COMMAND, settings.TRANSLATOR_URL, settings.TRANSLATOR_KEY, settings.TRANSLATOR_SENDS) = named
    assert [each.id for each in translators_can_be_asked()] == ids
    assert look().state is (State.WRONG if ids else State.GOOD)
