from pathlib import Path

from django.conf import LazySettings
from django.core import checks

from archive.checks import folders_are_writable, programs_are_there


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
