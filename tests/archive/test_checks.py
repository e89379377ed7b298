from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import checks
from django.core.management import call_command

from archive import storage
from archive.checks import folders_are_writable, originals_are_in_sight, programs_are_there
from tests.archive.factories import OriginalFactory


def test_the_bundled_programs_satisfy_the_check() -> None:
    assert programs_are_there() == []


def test_a_program_that_cannot_be_started_is_an_error_with_a_way_out(settings: LazySettings) -> None:
    settings.FFMPEG = "/no/such/ffmpeg"
    assert programs_are_there() == [
        checks.Error(
            "ffmpeg was not found at /no/such/ffmpeg.",
            hint="Install the project's locked dependencies, or name the program in ROSTARKIVET_FFMPEG.",
            id="archive.E001",
        )
    ]


def test_the_check_is_run_with_the_others(settings: LazySettings) -> None:
    settings.FFPROBE = "/no/such/ffprobe"
    assert "archive.E001" in [message.id for message in checks.run_checks()]


def test_folders_that_can_be_made_satisfy_the_check() -> None:
    assert folders_are_writable() == []


def test_a_folder_that_cannot_be_written_to_is_an_error_with_a_way_out(settings: LazySettings, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    settings.WORK_DIR = blocked / "work"
    assert folders_are_writable() == [
        checks.Error(
            f"The folder {blocked / 'work'} cannot be written to.",
            hint="Give the server's user the right to write there, or set ROSTARKIVET_WORK_DIR to another folder.",
            id="archive.E002",
        )
    ]


@pytest.mark.django_db
def test_a_worker_that_cannot_see_the_originals_is_told(tmp_path: Path) -> None:
    assert originals_are_in_sight(databases=["default"]) == []
    original = OriginalFactory()
    assert [message.id for message in originals_are_in_sight(databases=["default"])] == ["archive.W013"]
    assert originals_are_in_sight(databases=None) == []
    (tmp_path / "tape").write_bytes(b"x")
    storage.originals().put(original.key, tmp_path / "tape")
    assert originals_are_in_sight(databases=["default"]) == []


@pytest.mark.django_db(transaction=True)
def test_a_worker_looks_for_the_originals_when_it_starts(capsys: pytest.CaptureFixture[str]) -> None:
    OriginalFactory()
    call_command("worker", "--until-idle")
    assert "archive.W013" in capsys.readouterr().err
