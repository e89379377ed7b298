"""A program and a server that translate, both for real."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from archive.exceptions import JobCancelled, JobFailed
from archive.translating import Batch, configured, named, translate
from archive.translating.address import Address
from archive.translating.command import Command
from tests.archive.translating.server import Server, running

PROGRAM = Path(__file__).with_name("program.py")
BATCH = Batch("sv", "en", ("fri <x1>nu</x1>", "jag &amp; du", "hem"), before=("först",), after=("sist",))


def by_program(mode: str) -> Command:
    return Command((sys.executable, str(PROGRAM), mode))


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as started:
        yield started


def watch() -> None:
    """Nobody calls it off."""


@pytest.mark.parametrize("mode", ["good", "list", "joins"])
def test_a_program_translates_line_by_line_also_one_that_joins_them(mode: str) -> None:
    assert translate(by_program(mode), BATCH, watch) == ["FRI <x1>NU</x1>", "JAG &amp; DU", "HEM"]


def test_a_program_is_told_the_languages() -> None:
    assert by_program("languages").translate(BATCH, watch) == ["sv en sv en"] * 3


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("error", "translator.exit"),
        ("rubbish", "translator.unreadable"),
        ("numbers", "translator.unreadable"),
        ("deep", "translator.unreadable"),
        ("silent", "translator.silent"),
        ("large", "translator.too_large"),
        ("counts badly", "translator.miscounted"),
    ],
)
def test_what_goes_wrong_with_a_program_is_said(mode: str, code: str) -> None:
    with pytest.raises(JobFailed) as failed:
        translate(by_program(mode), BATCH, watch)
    assert failed.value.said.code == code


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(JobFailed) as failed:
        Command(("/no/such/program",)).translate(BATCH, watch)
    assert failed.value.said.code == "translator.missing"


def test_a_program_can_be_called_off() -> None:
    def called_off() -> None:
        raise JobCancelled

    with pytest.raises(JobCancelled):
        by_program("slow").translate(BATCH, called_off)


def test_a_server_of_libretranslates_kind(server: Server) -> None:
    asked = Address(server.url, "secret", "", 30)
    assert asked.translate(Batch("prs", "sv", ("fri <x1>nu</x1>",)), watch) == ["FRI <x1>NU</x1>"]
    ((path, headers, body),) = server.asked
    assert (path, "Authorization" in headers) == ("/translate", False)
    assert body == {
        "q": ["fri <x1>nu</x1>"], "source": "fa", "target": "sv", "format": "html", "api_key": "secret",
    }  # fmt: skip


def test_a_server_of_openais_kind(server: Server) -> None:
    asked = Address(server.url, "secret", "some-model", 30)
    assert asked.translate(BATCH, watch) == ["FRI <x1>NU</x1>", "JAG &AMP; DU", "HEM"]
    ((_, headers, body),) = server.asked
    assert (headers["Authorization"], body["model"]) == ("Bearer secret", "some-model")
    assert "from Swedish to English" in body["messages"][0]["content"]
    assert body["messages"][1]["content"] == BATCH.as_json()


@pytest.mark.parametrize("model", ["", "some-model"])
@pytest.mark.parametrize(
    ("mode", "code", "may_pass"),
    [
        ("500", "translator.refused", True),
        ("401", "translator.no_key", False),
        ("404", "translator.no_address", False),
        ("strange", "translator.unreadable", False),
    ],
)
def test_what_goes_wrong_with_a_server_is_said(
    mode: str, code: str, may_pass: bool, model: str, server: Server
) -> None:
    server.mode = mode
    with pytest.raises(JobFailed) as failed:
        Address(server.url, "", model, 30).translate(BATCH, watch)
    assert (failed.value.said.code, failed.value.may_pass) == (code, may_pass)
    assert "<b>" not in str(failed.value)


def test_none_is_there_until_one_is_named(settings: Settings) -> None:
    assert configured() == {}
    settings.TRANSLATOR_COMMAND = "/opt/translate 'unclosed"
    settings.TRANSLATOR_URL = "translate.example.org"
    assert configured() == {}
    with pytest.raises(JobFailed):
        named("command")
    settings.TRANSLATOR_COMMAND = "/opt/translate --fast"
    settings.TRANSLATOR_URL = "https://translate.example.org/translate"
    told = {name: (each.tool, each.leaves_the_house) for name, each in configured().items()}
    assert told == {"command": ("translate", False), "address": ("translate.example.org", True)}
