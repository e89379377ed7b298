from datetime import timedelta

import pytest
from django.utils import timezone

from archive.access import STRANGER, Level, Viewer, decide
from archive.models import Recording
from subtitles.models import Track
from tests.archive.factories import RecordingFactory, RestrictionFactory
from tests.subtitles.factories import imported, public_recording, published

pytestmark = pytest.mark.django_db

EVERYBODY = [Viewer(level) for level in Level]


def sees(track: Track) -> list[str]:
    """Who sees the track; the query and the decision must say the same."""
    names = [viewer.level.name for viewer in EVERYBODY if Track.objects.visible_to(viewer).filter(pk=track.pk).exists()]
    fresh = Track.objects.get(pk=track.pk)
    assert [viewer.level.name for viewer in EVERYBODY if decide(viewer, fresh).allowed] == names
    return names


ALL = ["STRANGER", "RESEARCHER", "TRANSLATOR", "ARCHIVIST"]


def restricted(**fields: object) -> Recording:
    return RestrictionFactory(**fields).recording


def test_a_published_track_of_a_public_recording_is_for_all() -> None:
    assert sees(published().track) == ALL


def test_an_unpublished_track_is_for_those_who_work_on_it() -> None:
    assert sees(imported().track) == ["TRANSLATOR", "ARCHIVIST"]


def test_a_track_is_no_more_open_than_its_recording() -> None:
    assert sees(published(RecordingFactory()).track) == ["TRANSLATOR", "ARCHIVIST"]
    assert sees(published(restricted(audience="researchers")).track) == ALL[1:]
    assert sees(published(restricted(withdrawn=True)).track) == ["ARCHIVIST"]
    later = timezone.now() + timedelta(days=1)
    assert sees(published(restricted(embargo_until=later)).track) == ["TRANSLATOR", "ARCHIVIST"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [({"audience": "staff"}, ALL[2:]), ({"withdrawn": True}, ALL[3:]), ({"audience": "nobody knows"}, ALL[3:])],
)
def test_a_tracks_own_rule_may_close_it_further(rule: dict[str, object], expected: list[str]) -> None:
    track = published().track
    Track.objects.filter(pk=track.pk).write_rule(**rule)
    assert sees(track) == expected


def test_a_track_of_an_unlisted_recording_is_in_no_list() -> None:
    track = published(restricted(audience="unlisted")).track
    assert sees(track) == ALL
    assert not Track.objects.listed_to(STRANGER).exists()
    assert list(Track.objects.listed_to(Viewer(Level.TRANSLATOR))) == [track]


def test_a_player_is_offered_the_published_tracks_in_a_steady_order() -> None:
    recording = public_recording()
    swedish, persian = published(recording, language="sv").track, published(recording, language="fa").track
    imported(recording, language="en")
    published()
    assert list(Track.objects.playable_for(recording, STRANGER)) == [persian, swedish]
    assert list(Track.objects.playable_for(recording, Viewer(Level.ARCHIVIST))) == [persian, swedish]


def test_a_track_knows_its_name_and_direction() -> None:
    track = imported(language="fa").track
    assert (track.name, track.dir) == ("فارسی", "rtl")
    track.label = "Redaktionens"
    assert track.name == "Redaktionens"


def test_published_cues_come_in_the_order_of_time() -> None:
    from subtitles import importing, publishing

    data = (
        b"WEBVTT\n\n00:05.000 --> 00:06.000\nlate\n\n00:01.000 --> 00:02.000\nshort\n\n00:01.000 --> 00:03.000\nlong\n"
    )
    done = importing.import_track(RecordingFactory(), data, "a.vtt", "sv")
    publishing.publish(done.revision)
    assert [cue.text for cue in done.track.published_cues()] == ["long", "short", "late"]
