"""A translation is begun as an empty track, once."""

import pytest
from django.contrib.auth.models import User

from archive.models import Event
from archive.wording import say
from subtitles.beginning import begin
from subtitles.models import Track
from tests.archive.factories import RecordingFactory
from tests.subtitles.factories import imported

pytestmark = pytest.mark.django_db


def test_it_makes_an_empty_track_and_says_who_began_it(translator: User) -> None:
    recording = RecordingFactory(language="fa")
    track = begin(recording, "sv", translator)
    assert (track.recording, track.language, track.kind, track.origin) == (recording, "sv", "subtitles", "human")
    assert (track.revisions.count(), track.published_revision) == (0, None)
    event = Event.objects.get(code="track.begun")
    assert (event.agent, event.subject_id) == (translator, track.pk)
    assert say(event.code, event.values)


def test_in_the_language_that_is_spoken_it_makes_captions() -> None:
    assert begin(RecordingFactory(language="fa"), "fa").kind == "captions"


def test_done_again_it_makes_nothing() -> None:
    recording = RecordingFactory(language="fa")
    assert begin(recording, "sv") == begin(recording, "sv")
    assert (Track.objects.count(), Event.objects.filter(code="track.begun").count()) == (1, 1)


def test_what_machines_make_is_not_what_a_person_begins() -> None:
    recording = RecordingFactory(language="fa")
    draft = imported(recording, "Ett", language="sv", origin="machine").track
    begun = begin(recording, "sv")
    assert begun != draft
    assert not begun.by_machine
