"""A stand-in goes in by the ordinary path, and a second run leaves it as it is."""

from typing import Any

import pytest

from archive.access import STRANGER
from archive.examine.probe import probe
from archive.models import Event, Job, Original, Recording
from catalogue import checking
from catalogue.models import Work
from demo.loading import media, records
from demo.loading.media import Item, Outcome
from demo.making.programme import Programme, programmes
from subtitles.models import Track
from tests.archive.factories import RecordingFactory

SLUG = "kvinnors-rost-koket"


@pytest.fixture
def item(transactional_db: None) -> Item:
    """The smallest programme, with the work it belongs to."""
    collection = records.read("collection")
    records.load_names(collection)
    works: list[tuple[str, Any]] = [
        (kind, record)
        for kind in ("radio_series", "radio_episode")
        for record in collection[kind]
        if record["slug"] in ("kvinnors-rost", SLUG)
    ]
    for kind, record in works:
        records.load_work(kind, record)
    return next(media.items(works))


def unwatched(per_mille: int, step: str) -> None:
    pass


@pytest.mark.media
def test_a_programme_is_playable_with_three_tracks_after_one_run(item: Item) -> None:
    steps: list[int] = []
    outcome = media.load(item, lambda per_mille, step: steps.append(per_mille))
    assert outcome == Outcome("kvinnors-rost-koket.m4a", "published")
    recording = Recording.objects.visible_to(STRANGER).get(work_links__work__slug=SLUG)
    assert recording.rendition_set is not None
    assert {track.language for track in Track.objects.playable_for(recording, STRANGER)} == {"sv", "fa", "en"}
    assert steps == sorted(steps)
    assert list(checking.differences()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("programme", list(programmes()), ids=lambda programme: programme.name)
def test_every_track_is_published_without_a_question_or_an_error(programme: Programme) -> None:
    probed = probe(next(media.MEDIA.glob(f"{programme.name}.???")))
    recording = RecordingFactory(duration_ms=probed.duration_ms)
    media.load_tracks(recording, programme)
    revisions = [track.published_revision for track in recording.tracks.all()]
    assert [revision and revision.open_guesses for revision in revisions] == [[], [], []]


@pytest.mark.media
def test_a_second_run_changes_nothing(item: Item) -> None:
    media.load(item, unwatched)
    Work.objects.get(slug=SLUG).recordings_links.all().delete()
    before = [model.objects.count() for model in (Original, Recording, Job, Track, Event)]
    assert media.load(item, unwatched) == Outcome("kvinnors-rost-koket.m4a", "present")
    assert [model.objects.count() for model in (Original, Recording, Job, Track, Event)] == before
    assert Work.objects.get(slug=SLUG).recordings_links.count() == 0


@pytest.mark.media
def test_a_run_that_was_interrupted_is_finished_by_the_next(item: Item) -> None:
    media.load(item, unwatched)
    Track.objects.filter(language="en").update(published_revision=None)
    track = Track.objects.get(language="en")
    track.steps.all().delete()
    track.revisions.all().delete()
    track.delete()
    media.load(item, unwatched)
    assert Track.objects.filter(published_revision__isnull=False).count() == 3
    assert Original.objects.count() == 1
