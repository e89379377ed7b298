from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from archive.models import Event
from subtitles import importing, publishing, reviewing, revising
from subtitles.exceptions import BelowTheBar, Undecided
from subtitles.models import Revision, Track
from subtitles.signals import track_changed
from tests.archive.factories import RecordingFactory
from tests.subtitles.factories import imported, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[list[tuple[Any, bool]]]:
    """What track_changed said: the track's published revision, and whether a transaction was open."""
    said: list[tuple[Any, bool]] = []

    def hear(sender: type[Track], track: Track, **kwargs: Any) -> None:
        said.append((track.published_revision, transaction.get_connection().in_atomic_block))

    track_changed.connect(hear)
    yield said
    track_changed.disconnect(hear)


def test_publishing_points_at_the_revision_and_says_so(archivist: User, heard: list[tuple[Any, bool]]) -> None:
    done = imported()
    publishing.publish(done.revision, by=archivist)
    assert Track.objects.get().published_revision == done.revision
    assert heard == [(done.revision, True)]
    event = Event.objects.first()
    assert event is not None
    assert (event.kind, event.subject, event.agent) == ("metadata modification", f"track {done.track.pk}", archivist)
    assert (event.code, event.values) == ("track.published", {"revision": 1})


def test_publishing_twice_happens_once(heard: list[tuple[Any, bool]]) -> None:
    done = published()
    publishing.publish(done.revision)
    assert len(heard) == 1
    assert Event.objects.filter(code="track.published").count() == 1


def test_an_older_revision_can_be_published_again() -> None:
    first = published(None, "Frihet")
    second = published(first.track.recording, "Frihet!")
    assert [cue.payload for cue in Track.objects.get().published_cues()] == ["Frihet!"]
    publishing.publish(first.revision)
    assert [cue.payload for cue in Track.objects.get().published_cues()] == ["Frihet"]
    assert [revision.number for revision in second.track.revisions.all()] == [2, 1]


def test_unpublishing_leaves_every_revision(heard: list[tuple[Any, bool]]) -> None:
    done = published()
    publishing.unpublish(done.track)
    assert Track.objects.get().published_revision is None
    assert list(Track.objects.get().published_cues()) == []
    assert done.track.revisions.count() == 1
    assert heard[-1] == (None, True)


def test_a_track_with_errors_is_published_only_by_who_says_why(archivist: User) -> None:
    done = imported(None, "frihet " * 40)
    with pytest.raises(BelowTheBar) as caught:
        publishing.publish(done.revision, despite="   ")
    assert caught.value.errors == 2
    assert Track.objects.get().published_revision is None
    publishing.publish(done.revision, by=archivist, despite=" The speech is read aloud as it stands. ")
    assert Track.objects.get().published_revision == done.revision
    event = Event.objects.first()
    assert event is not None
    reason = "The speech is read aloud as it stands."
    assert (event.code, event.values) == ("track.published_despite", {"revision": 1, "errors": 2, "reason": reason})
    publishing.publish(done.revision)  # it is, so nothing is asked


def test_a_reason_is_not_kept_where_none_is_needed() -> None:
    publishing.publish(imported().revision, despite="because")
    assert [event.values for event in Event.objects.filter(code__startswith="track.published")] == [{"revision": 1}]


def undecided() -> Revision:
    """Two cues of a file of which nobody said how it is to be read, an older revision of its track by now."""
    data = b"WEBVTT\n\n00:01.000 --> 00:03.000\nHej  du\n\nlost\n\n00:04.000 --> 00:06.000\nFrihet\n"
    older = importing.import_track(RecordingFactory(), data, "a.vtt", "sv").revision
    imported(older.track.recording, "Frihet")
    return older


def test_an_older_revision_with_open_questions_is_published_only_by_who_says_why(archivist: User) -> None:
    older = undecided()
    with pytest.raises(Undecided) as caught:
        publishing.publish(older, despite=" ")
    assert caught.value.count == 1
    assert Track.objects.get().published_revision is None
    publishing.publish(older, by=archivist, despite="The line is a note.")
    assert Track.objects.get().published_revision == older
    event = Event.objects.first()
    assert event is not None
    assert (event.code, event.values) == (
        "track.published_undecided",
        {"revision": 1, "guesses": 1, "errors": 0, "reason": "The line is a note."},
    )
    assert "The line is a note." in event.detail


def test_a_repair_decides_nothing_about_the_file() -> None:
    done = importing.import_track(
        RecordingFactory(), b"WEBVTT\n\n00:01.000 --> 00:03.000\nHej  du\n\nlost\n", "a.vtt", "sv"
    )
    found = reviewing.review(done.revision)
    repaired = revising.repair(done.revision, found.cues, [each for each in found.findings if each.repair])
    assert repaired.number == 2
    with pytest.raises(Undecided):
        publishing.publish(repaired)


@pytest.mark.django_db(transaction=True)
def test_a_listener_that_fails_takes_the_publication_back() -> None:
    def fail(**kwargs: Any) -> None:
        raise RuntimeError

    done = imported()
    track_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            publishing.publish(done.revision)
    finally:
        track_changed.disconnect(fail)
    assert Track.objects.get().published_revision is None
    assert not Event.objects.filter(code="track.published").exists()
