from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from archive.models import Event
from subtitles import publishing
from subtitles.models import Track
from subtitles.signals import track_changed
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
