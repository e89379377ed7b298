from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User

from archive.models import Event
from archive.wording import say
from catalogue import linking
from catalogue.models import Face
from subtitles import aligning, editing, importing, pending, publishing
from subtitles.exceptions import TrackExists, TrackMoved
from subtitles.models import Track
from subtitles.signals import track_changed
from tests.archive.factories import RecordingFactory
from tests.catalogue.factories import DocumentaryFactory
from tests.subtitles.factories import TrackFactory, imported, published, vtt

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[list[Track]]:
    said: list[Track] = []

    def hear(sender: type[Track], track: Track, **kwargs: Any) -> None:
        said.append(track)

    track_changed.connect(hear)
    yield said
    track_changed.disconnect(hear)


def edit(track: Track, **changes: Any) -> Track:
    names = ("recording", "language", "kind", "label", "by_machine")
    return editing.edit(track, **{name: getattr(track, name) for name in names} | changes)


def codes(track: Track) -> list[str]:
    return [event.code for event in Event.objects.filter(subject_type="track", subject_id=track.pk).order_by("pk")]


def test_what_differs_is_written_with_what_it_was(archivist: User, heard: list[Track]) -> None:
    done = published()
    heard.clear()
    edited = edit(done.track, language="en", kind="captions", label="Engelska", by=archivist)
    track = Track.objects.get()
    assert (edited, track.language, track.kind, track.label) == (track, "en", "captions", "Engelska")
    assert track.published_revision == done.revision
    event = Event.objects.get(code="track.edited")
    assert event.agent == archivist
    fields = {"language": ["sv", "en"], "kind": ["subtitles", "captions"], "label": ["", "Engelska"]}
    assert event.values == {"fields": fields}
    assert "\u2068sv\u2069 → \u2068en\u2069" in say(event.code, event.values)
    assert heard == [track]


def test_where_nothing_differs_nothing_happens(heard: list[Track]) -> None:
    track = TrackFactory()
    edit(track)
    assert (codes(track), heard) == ([], [])


def test_a_track_that_is_there_already_is_not_made_twice() -> None:
    there = published(None, language="fa").track
    track = imported(there.recording, language="sv").track
    with pytest.raises(TrackExists):
        edit(track, language="fa")
    with pytest.raises(TrackExists):
        edit(published(None, language="fa").track, recording=there.recording)
    track.refresh_from_db()
    assert (track.language, codes(track)) == ("sv", ["track.imported"])
    assert edit(track, language="fa", label="Andra").label == "Andra"


def test_a_moved_track_keeps_its_revisions_and_is_taken_from_the_public() -> None:
    first = published(None, "ett")
    imported(first.track.recording, "två")
    there = RecordingFactory()
    edit(first.track, recording=there)
    track = Track.objects.get()
    assert (track.recording, track.published_revision) == (there, None)
    assert [revision.number for revision in track.revisions.all()] == [2, 1]
    assert codes(track)[-2:] == ["track.edited", "track.unpublished"]
    edited = Event.objects.get(code="track.edited")
    assert edited.values == {"fields": {"recording": [first.track.recording_id, there.pk]}}


def test_the_works_of_both_recordings_are_told() -> None:
    track = published().track
    works = []
    for recording in (track.recording, there := RecordingFactory()):
        work = DocumentaryFactory()
        linking.attach(recording, work)
        works.append(work)
    before = dict(Face.objects.values_list("pk", "version"))
    edit(track, recording=there)
    after = dict(Face.objects.values_list("pk", "version"))
    assert [after[work.pk] > before[work.pk] for work in works] == [True, True]


def test_a_file_that_waits_goes_with_the_track_and_is_not_published_there(translator: User) -> None:
    track = published().track
    waiting = pending.begin(
        track.recording, vtt("två"), "a.vtt", "sv", by=translator, kind="subtitles", origin="imported", track=track
    )
    waiting.publish = True
    waiting.save()
    there = RecordingFactory()
    edit(track, recording=there, language="fa")
    waiting.refresh_from_db()
    assert (waiting.recording, waiting.language, waiting.publish) == (there, "fa", False)
    pending.finish(pending.look(waiting), publish=False)
    assert Track.objects.get().revisions.count() == 2


def test_a_manuscript_that_waits_stays_with_the_sound_it_was_for() -> None:
    track = published().track
    manuscript, _ = aligning.ask(track.recording, "Hon kom hem.", "sv", track=track)
    edit(track, recording=RecordingFactory())
    manuscript.refresh_from_db()
    assert (manuscript.track, manuscript.recording_id) == (None, track.recording_id)


def test_what_was_moved_meanwhile_is_not_published_by_who_saw_it_before() -> None:
    done = imported()
    edit(Track.objects.get(), recording=RecordingFactory())
    with pytest.raises(TrackMoved):
        publishing.publish(done.revision)
    with pytest.raises(ValueError, match="another recording"):
        importing.import_track(done.track.recording, vtt("a"), "a.vtt", "sv", track=done.track)
    assert Track.objects.get().published_revision is None


def test_a_track_without_revisions_is_said_to_be_for_machines() -> None:
    assert edit(TrackFactory(), by_machine=True).origin == "machine"
