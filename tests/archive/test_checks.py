from django.conf import LazySettings
from django.core import checks

from archive.checks import programs_are_there


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
