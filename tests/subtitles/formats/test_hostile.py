"""Whatever a file is made of, it is read or refused with a sentence, in time and memory that grow as the file does."""

import subprocess
import sys
from pathlib import Path

import pytest

from subtitles.exceptions import SubtitlesError
from subtitles.manuscript_text import text_of
from tests.subtitles.formats.hostile import FILES, outcome

ROOT = Path(__file__).resolve().parents[3]
SMALL = 20_000
REFUSED = {
    "billion laughs": "doctype",
    "a file of the machine": "doctype",
    "elements in elements": "too_deep",
    "lists in lists": "too_deep",
    "one field": "cue_too_long",
    "a packed lie": "other_content",
    "many parts": "packed_too_large",
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_read_or_refused(name: str) -> None:
    assert outcome(name, SMALL) == REFUSED.get(name, outcome(name, SMALL))


def test_however_large_it_is_and_in_little_memory() -> None:
    run = [sys.executable, "-m", "tests.subtitles.formats.hostile"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(done.stdout.splitlines()) == 2 * len(FILES)


@pytest.mark.parametrize("name", [name for name, (file_name, _) in FILES.items() if file_name.endswith("docx")])
def test_a_manuscript_from_word_is_read_within_the_same_bounds(name: str) -> None:
    data = FILES[name][1](SMALL)
    assert isinstance(data, bytes)
    try:
        assert text_of(data, "a.docx", "sv") is not None
    except SubtitlesError as error:
        assert error.code in {"other_content", "packed_too_large"}
