"""Who made a text: written at each revision, never mixed by accident, and shown as it is."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from archive.access import STRANGER
from archive.models import Event, Recording
from catalogue.public import playing
from subtitles import importing, publishing
from subtitles.models import Origin, Revision, Track
from tests.archive.factories import RecordingFactory
from tests.subtitles.factories import imported, public_recording, published, vtt

pytestmark = pytest.mark.django_db


def history(recording: Recording) -> list[tuple[bool, list[str]]]:
    """Each track, people's first: whether it is a machine's, and the origins of its revisions in their order."""
    tracks = recording.tracks.order_by("by_machine", "pk")
    return [
        (track.by_machine, list(track.revisions.order_by("number").values_list("origin", flat=True)))
        for track in tracks
    ]


@pytest.mark.parametrize(
    ("origins", "expected"),
    [
        (["human", "machine"], [(False, ["human"]), (True, ["machine"])]),
        (["machine", "human"], [(False, ["human"]), (True, ["machine"])]),
        (["machine", "machine"], [(True, ["machine", "machine"])]),
        (["imported", "human", "machine"], [(False, ["imported", "human"]), (True, ["machine"])]),
    ],
)
def test_a_machines_text_and_peoples_never_meet_by_themselves(
    origins: list[str], expected: list[tuple[bool, list[str]]]
) -> None:
    recording = public_recording()
    for origin in origins:
        imported(recording, "Frihet", origin=origin)
    assert history(recording) == expected


def test_a_machines_text_for_a_published_track_of_people_changes_nothing_of_what_is_shown() -> None:
    recording = public_recording()
    people = published(recording, "Av en människa", origin="human")
    imported(recording, "Av en maskin", origin="machine", tool="whisper 3")
    people.track.refresh_from_db()
    assert (people.track.published_revision, people.track.origin) == (people.revision, "human")
    assert [track.pk for track in Track.objects.playable_for(recording, STRANGER)] == [people.track.pk]


def test_a_chosen_track_takes_a_machines_text_and_its_revision_says_so() -> None:
    people = imported(None, "Frihet", origin="human")
    done = imported(people.track.recording, "Freedom", origin="machine", tool="whisper 3", track=people.track)
    assert (done.track, done.revision.origin, done.revision.tool) == (people.track, "machine", "whisper 3")
    event = Event.objects.first()
    assert event and (event.code, event.values["tool"]) == ("track.imported_by_machine", "whisper 3")
    with override("en"):
        assert "made by a machine (whisper 3)" in event.detail


def test_a_track_of_another_recording_cannot_be_chosen() -> None:
    track = imported(None, "Frihet").track
    with pytest.raises(ValueError, match="another recording"):
        importing.import_track(RecordingFactory(), vtt("x"), "film.vtt", "sv", track=track)
    assert Revision.objects.count() == 1


def test_what_a_track_shows_follows_what_is_published() -> None:
    first = imported(None, "a", origin="machine")
    track, recording = first.track, first.track.recording
    second = imported(recording, "b", origin="human", track=track)
    shown = []
    for step in (
        lambda: publishing.publish(first.revision),
        lambda: publishing.publish(second.revision),
        lambda: imported(recording, "c", origin="machine", track=track),  # waits: what is shown stays
        lambda: publishing.publish(first.revision),
        lambda: publishing.unpublish(track),
    ):
        step()
        shown.append(Track.objects.get().origin)
    assert shown == ["machine", "mixed", "mixed", "machine", "machine"]


def test_a_menu_tells_a_machines_subtitles_from_peoples_and_offers_peoples_first() -> None:
    recording = public_recording(language="fa")
    published(recording, "maskin", origin="machine")
    published(recording, "människa", origin="human")
    with override("sv"):
        tracks = playing.tracks_of([recording], STRANGER, "sv")[recording.pk]
        assert [track.origin for track in tracks] == ["human", "machine"]
    with override("en"):
        assert [track.name for track in tracks] == ["Svenska", "Svenska (by a machine)"]


def test_the_database_holds_one_track_of_each_sort_and_no_mixed_revision() -> None:
    track = imported(None, "x").track
    about = {"recording": track.recording, "language": "sv", "kind": "subtitles"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Track.objects.create(**about)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(track=track, number=9, source="vtt", origin=Origin.MIXED)
    Track.objects.create(**about, by_machine=True)


@pytest.mark.django_db(transaction=True)
def test_many_imports_at_once_become_one_track_of_people_and_one_of_machines() -> None:
    recording = public_recording()
    origins = ["human", "machine"] * 4
    together = Barrier(len(origins), timeout=60)

    def send(origin: str) -> None:
        try:
            together.wait()
            imported(recording, "Frihet", origin=origin)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(origins)) as pool:
        list(pool.map(send, origins))
    assert history(recording) == [(False, ["human"] * 4), (True, ["machine"] * 4)]
    assert sorted(Revision.objects.values_list("number", flat=True)) == [1, 1, 2, 2, 3, 3, 4, 4]


STEPS = st.lists(
    st.tuples(st.sampled_from(["human", "machine", "imported"]), st.booleans(), st.booleans()), min_size=1, max_size=6
)


class Model(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(STEPS)
    def test_no_order_of_imports_and_publications_makes_a_machines_text_anything_else(
        self, steps: list[tuple[str, bool, bool]]
    ) -> None:
        """Each step: who made the file, whether the first track was chosen for it, whether it is published."""
        recording = public_recording()
        for origin, choose, publish in steps:
            first = recording.tracks.order_by("pk").first() if choose else None
            done = imported(recording, "Frihet", origin=origin, track=first)
            assert done.revision.origin == origin
            assert first is not None or done.track.by_machine == (origin == "machine")
            if publish:
                publishing.publish(done.revision)
        for track in recording.tracks.all():
            origins = list(track.revisions.order_by("number").values_list("origin", flat=True))
            at = track.published_revision.number if track.published_revision else len(origins)
            made = origins[at - 1]
            mixed = made != "machine" and "machine" in origins[: at - 1]
            assert track.origin == ("mixed" if mixed else made)
