"""How much of a track is written: the same as the workbench has it, and many cost what one costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from subtitles import workbench
from subtitles.models import Track
from subtitles.overview import progress
from subtitles.overview.progress import Progress
from tests.subtitles.factories import TrackFactory, imported
from tests.subtitles.workbench.sending import cues, name, sent, text, track_of

pytestmark = pytest.mark.django_db


def counted(track: Track) -> Progress:
    """As the whole state says it."""
    return Progress.counted(workbench.state_at(track)["cues"])


def test_a_track_nobody_has_written_in_has_nothing() -> None:
    track: Track = TrackFactory()
    assert progress.of([track]) == {track.pk: Progress()}
    assert progress.of([]) == {}


def test_a_revision_is_counted_by_its_cues() -> None:
    track = imported(None, "ett", "", "tre").track
    assert progress.of([track]) == {track.pk: counted(track)}
    assert progress.of([track])[track.pk].written == 2


def test_what_was_done_since_counts_whatever_it_was() -> None:
    track = track_of("ett", "två", "tre", "fyra", "fem")
    first, second, third, fourth, fifth = cues(track)
    new = name(901)
    done = [
        text(first, ""),
        sent("confirm", second["uuid"], confirmed=True),
        sent("delete", third["uuid"], was=third),
        sent("insert", new, times=[9000, 9900], text="ny"),
        sent("merge", fourth["uuid"], 0, text="fyra fem", times=[4000, 5900], **{"with": fifth["uuid"]}),
    ]
    assert workbench.submit(track, 0, done, None).refused == []
    assert progress.of([track]) == {track.pk: Progress(cues=4, written=3, confirmed=1)}
    assert progress.of([track])[track.pk] == counted(track)


def test_a_later_checkpoint_is_what_is_counted_upon() -> None:
    track = track_of("ett", "två")
    workbench.submit(track, 0, [text(cues(track)[0], "")], None)
    workbench.checkpoint(track, 1)
    assert progress.of([track])[track.pk] == Progress(cues=2, written=1)
    workbench.submit(track, 1, [text(cues(track)[1], "", 1)], None)
    assert progress.of([track])[track.pk] == Progress(cues=2) == counted(track)


def test_a_track_begun_at_the_workbench_counts_without_any_revision() -> None:
    track: Track = TrackFactory()
    workbench.submit(track, 0, [sent("insert", name(1), times=[0, 900], text="ord")], None)
    assert progress.of([track])[track.pk] == Progress(cues=1, written=1)


def test_six_tracks_cost_the_queries_of_two() -> None:
    def asked(tracks: list[Track]) -> int:
        with CaptureQueriesContext(connection) as queries:
            progress.of(tracks)
        return len(queries)

    settled = [imported(None, "ett").track for _ in range(3)]
    written = [track_of("ett") for _ in range(3)]
    for track in written:
        workbench.submit(track, 0, [text(cues(track)[0], "en")], None)
    assert asked([settled[0], written[0]]) == asked([*settled, *written]) == 4
