"""A track that is moved to another recording hangs on nothing of the old one there, and on it again when it is back."""

import pytest

from archive.models import Event, Recording
from subtitles import editing
from subtitles.models import Link, Track
from subtitles.overview import mine
from subtitles.reviewing import ALL
from subtitles.workbench import links
from tests.archive.factories import RecordingFactory
from tests.conftest import person
from tests.subtitles.factories import imported
from tests.subtitles.workbench.links.standing import beside, delete, merge, seen
from tests.subtitles.workbench.sending import cues, text

pytestmark = pytest.mark.django_db


def move(track: Track, recording: Recording) -> None:
    track.refresh_from_db()
    about = {name: getattr(track, name) for name in ("language", "kind", "label", "by_machine")}
    editing.edit(track, recording=recording, **about)
    track.refresh_from_db()


def stale_count(track: Track) -> object:
    (listed,) = Track.objects.with_stale(ALL).filter(pk=track.pk)
    return listed.stale_count  # type: ignore[attr-defined]


def test_what_a_moved_track_hung_on_counts_no_more_and_a_new_source_does() -> None:
    scene = beside("ett två", "one two")
    there = RecordingFactory(language="sv")
    source = imported(there, "tre", "fyra", language="sv").track
    scene.write_source(text(scene.theirs("ett"), "ettan"))
    writer = person("writer", "Archivists")
    scene.track.revisions.update(created_by=writer)
    assert (stale_count(scene.track), [each.count for each in mine.stale(writer, ALL)]) == (1, [1])
    move(scene.track, there)
    assert (stale_count(scene.track), mine.stale(writer, ALL)) == (0, [])
    first, second = cues(source)
    told = links.all_of(scene.track, source)
    assert told == {scene.names["one"]: {first["uuid"]: None}, scene.names["two"]: {second["uuid"]: None}}
    # What the old source says from now on is no business of it.
    scene.write_source(text(scene.theirs("två"), "tvåan"))
    assert stale_count(scene.track) == 0
    event = Event.objects.get(code="track.edited")
    assert event.values == {"fields": {"recording": [scene.source.recording_id, there.pk]}}
    assert Link.objects.filter(source=scene.source).count() == 2


def test_a_track_that_comes_back_hangs_on_what_it_hung_on_as_that_is_by_now() -> None:
    scene = beside("ett två tre fyra", "one two three four")
    here, there = scene.source.recording, RecordingFactory(language="sv")
    one = scene.theirs("ett")
    scene.write_source(text(one, "ettan"))
    scene.write(seen(scene.ours("two"), scene.theirs("två")))
    move(scene.track, there)
    scene.write_source(text(scene.theirs("två"), "tvåan"), text(scene.theirs("ett"), "ett"))
    scene.write_source(merge(scene.theirs("tre"), scene.theirs("fyra")))
    scene.write(delete(scene.ours("one")))
    move(scene.track, here)
    assert scene.hangs() == {"two": {"två": "två"}, "three": {"tre": "tre"}, "four": {"tre": "fyra"}}


def test_a_source_that_is_moved_away_and_back_is_followed_again() -> None:
    scene = beside("ett två", "one two")
    here = scene.source.recording
    move(scene.source, RecordingFactory(language="sv"))
    scene.write_source(text(scene.theirs("två"), "tvåan"))
    assert stale_count(scene.track) == 0
    move(scene.source, here)
    assert scene.hangs() == {"one": {"ett": None}, "two": {"två": "två"}}
    assert stale_count(scene.track) == 1
