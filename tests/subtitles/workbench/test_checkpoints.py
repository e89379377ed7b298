"""The state at a moment is kept as a revision like any other."""

import pytest
from django.contrib.auth.models import User

from archive.models import Event
from archive.wording import say
from subtitles import exporting, importing, publishing, workbench
from subtitles.exceptions import AheadOfTheTrack, NothingToKeep
from subtitles.models import Track
from tests.archive.factories import RecordingFactory
from tests.subtitles.factories import TrackFactory
from tests.subtitles.workbench.sending import cues, name, sent, text, texts, track_of

pytestmark = pytest.mark.django_db
FILE = b"""WEBVTT - Namn

NOTE om den forsta

00:01.000 --> 00:01.900 line:0
ett

NOTE om den andra

00:02.000 --> 00:02.900
tv\xc3\xa5

NOTE om den tredje

00:03.000 --> 00:03.900
tre
"""


def test_it_has_the_cues_as_they_stood_and_is_published_like_any(translator: User) -> None:
    track = track_of("ett", "två")
    first, second = cues(track)
    workbench.submit(track, 0, [text(first, "en"), sent("confirm", second["uuid"], confirmed=True)], translator)
    made = workbench.checkpoint(track, 2, translator)
    rows = [(str(cue.uuid), cue.payload, cue.confirmed) for cue in made.cues.all()]
    assert rows == [(first["uuid"], "en", False), (second["uuid"], "två", True)]
    assert (made.number, made.upto, made.origin, made.created_by) == (2, 2, "human", translator)
    publishing.publish(made, despite="Prov.")
    assert [cue.payload for cue in Track.objects.get(pk=track.pk).published_cues()] == ["en", "två"]
    event = Event.objects.get(code="track.kept")
    assert say(event.code, event.values)


def test_what_follows_is_folded_over_it_and_what_was_before_can_still_be_asked() -> None:
    track = track_of("ett", "två")
    workbench.submit(track, 0, [text(cues(track)[0], "en")], None)
    workbench.checkpoint(track, 1)
    workbench.submit(track, 1, [text(cues(track)[1], "tu")], None)
    assert [texts(track, number) for number in range(3)] == [["ett", "två"], ["en", "två"], ["en", "tu"]]


def test_done_again_it_makes_nothing() -> None:
    track = track_of("ett")
    workbench.submit(track, 0, [text(cues(track)[0], "en")], None)
    assert workbench.checkpoint(track, 1) == workbench.checkpoint(track, 1)
    assert workbench.checkpoint(track, 0).number == 1
    assert track.revisions.count() == 2


def test_an_earlier_moment_is_kept_without_becoming_how_the_track_stands() -> None:
    track = track_of("ett")
    for number, word in enumerate(("en", "ena", "enda")):
        workbench.submit(track, number, [text(cues(track)[0], word, number)], None)
    workbench.checkpoint(track, 3)
    made = workbench.checkpoint(track, 2)
    assert ([cue.payload for cue in made.cues.all()], texts(track)) == (["ena"], ["enda"])


def test_names_that_lead_on_are_known_after_it() -> None:
    track = track_of("ett", "två")
    first, second = (cue["uuid"] for cue in cues(track))
    merge = sent("merge", first, 0, text="ett två", times=[1000, 2900], **{"with": second})
    workbench.submit(track, 0, [merge], None)
    before = workbench.state_at(track)
    workbench.checkpoint(track, 1)
    assert workbench.state_at(track) == before
    assert before["aliases"] == {second: first}


def test_notes_and_the_first_block_stay_where_they_stood() -> None:
    track = importing.import_track(RecordingFactory(), FILE, "fil.vtt", "sv").track
    first, second, _third = cues(track)
    new = sent("insert", name(7), times=[0, 900], text="noll")
    workbench.submit(track, 0, [new, sent("delete", second["uuid"], was=second)], None)
    written = exporting.download(workbench.checkpoint(track, 2), "vtt").content.decode()
    parts = [block.splitlines()[-1] for block in written.strip().split("\n\n")]
    assert parts == [
        "WEBVTT - Namn",
        "noll",
        "NOTE om den forsta",
        "ett",
        "NOTE om den andra",
        "NOTE om den tredje",
        "tre",
    ]
    assert first["settings"] == "line:0"
    assert "line:0" in written


def test_a_machines_draft_is_a_machines_while_a_cue_of_it_is() -> None:
    track = track_of("ett", "två")
    track = importing.import_track(
        track.recording,
        b"WEBVTT\n\n00:01.000 --> 00:02.000\nhej\n\n00:03.000 --> 00:04.000\nja\n",
        "m.vtt",
        "fa",
        origin="machine",
    ).track
    first, second = cues(track)
    workbench.submit(track, 0, [text(first, "nej")], None)
    assert workbench.checkpoint(track, 1).origin == "machine"
    workbench.submit(track, 1, [sent("confirm", second["uuid"], 1, confirmed=True)], None)
    assert workbench.checkpoint(track, 2).origin == "human"


def test_what_never_was_and_what_is_nothing_are_not_kept() -> None:
    with pytest.raises(AheadOfTheTrack):
        workbench.checkpoint(track_of("ett"), 1)
    with pytest.raises(NothingToKeep):
        workbench.checkpoint(TrackFactory(), 0)


def test_a_track_that_was_begun_at_the_workbench_is_kept() -> None:
    track = TrackFactory()
    workbench.submit(track, 0, [sent("insert", name(1), times=[0, 900], text="först")], None)
    assert b"f\xc3\xb6rst" in exporting.download(workbench.checkpoint(track, 1), "vtt").content
