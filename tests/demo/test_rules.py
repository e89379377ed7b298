"""What the demonstration shows stands up to its own rules."""

from pathlib import Path

import pytest

from demo.loading.media import MEDIA
from subtitles.formats import format_for
from subtitles.rules import Severity, check

TRACKS = sorted(path for path in MEDIA.iterdir() if path.suffix in {".vtt", ".srt"})


@pytest.mark.parametrize("path", TRACKS, ids=lambda path: path.name)
def test_a_track_of_the_demonstration_has_neither_errors_nor_warnings(path: Path) -> None:
    language = path.name.split(".")[-2]
    cues = format_for(path.name).read(path.read_bytes(), language).document.cues
    assert [each for each in check(cues, language) if each.severity is not Severity.NOTE] == []
    assert [each.values for each in check(cues, language) if each.code == "spelling"] == []
