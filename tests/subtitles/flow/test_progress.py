"""How much of a track, and of each stretch, is done."""

import pytest
from django.contrib.auth.models import User

from subtitles import flow, workbench
from subtitles.flow.progress import Measured, Progress
from subtitles.models import Track
from tests.subtitles.factories import imported, public_recording
from tests.subtitles.workbench.sending import cues, sent, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def track() -> Track:
    """Three of the four cues of the source have one beside them, of which one is empty."""
    recording = public_recording(language="sv")
    imported(recording, "ett", "två", "tre", "fyra")
    return imported(recording, "یک", "دو", "", language="fa").track


def test_what_the_source_says_is_what_is_to_be_done(track: Track) -> None:
    assert Measured(track).of() == Progress(4, 2, 0, 0)
    assert Measured(track).of().percents == (50, 0, 0)


def test_a_stretch_has_the_cues_that_begin_in_it(track: Track, translator: User) -> None:
    made = flow.assign(track, translator, by=None, span=(2000, 4000))
    assert Measured(track).of_assignment(made) == Progress(2, 1, 0, 0)
    assert Measured(track).of((60_000, 70_000)).percents == (0, 0, 0)


def test_reviewed_is_what_another_confirmed_than_wrote_it(track: Track, translator: User, archivist: User) -> None:
    first, second, third = cues(track)
    workbench.submit(track, 0, [text(first, "یکم"), text(third, "سه")], translator)
    workbench.submit(track, 2, [sent("confirm", cue["uuid"], confirmed=True) for cue in (first, third)], translator)
    workbench.submit(track, 4, [sent("confirm", second["uuid"], confirmed=True)], archivist)
    assert Measured(track).of() == Progress(4, 3, 3, 1)
    workbench.submit(track, 5, [sent("confirm", first["uuid"], confirmed=True)], archivist)
    assert Measured(track).of().reviewed == 2


def test_without_a_source_the_track_is_what_is_to_be_done() -> None:
    track = imported(None, "ett", "", language="sv").track
    assert Measured(track).of() == Progress(2, 1, 0, 0)
