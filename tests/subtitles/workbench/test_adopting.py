"""A file or a repair that comes while somebody works is changes like any other: nothing of either is lost."""

import pytest
from django.contrib.auth.models import User

from subtitles import importing, revising, workbench
from subtitles.changes import Folded, fold
from subtitles.models import Change, Revision, Track
from subtitles.workbench.rows import state_of
from tests.subtitles.factories import vtt
from tests.subtitles.workbench.sending import cues, results, sent, text, texts, track_of

pytestmark = pytest.mark.django_db


def bring(track: Track, *lines: str, by: User | None = None, origin: str = "imported") -> Revision:
    imported = importing.import_track(track.recording, vtt(*lines), "igen.vtt", "sv", track=track, by=by, origin=origin)
    return imported.revision


def test_the_first_file_of_a_track_is_how_it_stands_before_any_change() -> None:
    track = track_of("ett")
    assert (track.revisions.get().upto, Change.objects.count(), texts(track)) == (0, 0, ["ett"])


def test_a_file_where_nobody_works_is_the_next_checkpoint_and_changes_for_who_has_the_track_open(
    translator: User,
) -> None:
    track = track_of("ett", "två", "tre")
    before = workbench.state_at(track)
    made = bring(track, "ett", "tu", by=translator)
    answer = workbench.submit(track, 0, [], None)
    assert [(change["kind"], change["by"]) for change in answer.changes] == [
        ("text", translator.username),
        ("delete", translator.username),
    ]
    assert made.upto == answer.number
    assert fold(Folded.of(before), answer.changes).state() == workbench.state_at(track)
    assert cues(track) == [state_of(cue) for cue in made.cues.all()]


def test_what_was_written_since_the_last_revision_stays_when_a_file_comes() -> None:
    track = track_of("hon skrev ett brev", "två", "tre")
    first, second, third = cues(track)
    workbench.submit(
        track,
        0,
        [text(first, "han skrev ett brev"), text(second, "tu"), sent("confirm", third["uuid"], confirmed=True)],
        None,
    )
    made = bring(track, "hon skrev två brev", "två!", "tre")
    answer = workbench.submit(track, 3, [], None)
    assert results(answer.changes) == [
        {"merged": "han skrev två brev"},
        {"conflict": {"mine": "två!", "theirs": "tu", "was": "två"}},
    ]
    assert texts(track) == ["han skrev två brev", "tu", "tre"]
    assert cues(track)[2]["confirmed"]
    assert (made.upto, [cue.payload for cue in made.cues.all()]) == (None, ["hon skrev två brev", "två!", "tre"])


def test_a_file_that_changes_nothing_is_a_checkpoint_of_the_same_number() -> None:
    track = track_of("ett")
    assert (bring(track, "ett").upto, Change.objects.count()) == (0, 0)
    assert texts(track) == ["ett"]


def test_what_was_confirmed_stays_so_when_its_file_comes_again() -> None:
    track = track_of("ett", "två")
    workbench.submit(track, 0, [sent("confirm", cues(track)[0]["uuid"], confirmed=True)], None)
    workbench.checkpoint(track, 1)
    bring(track, "ett", "tu")
    assert [(cue["text"], cue["confirmed"]) for cue in cues(track)] == [("ett", True), ("tu", False)]


def test_a_machines_words_are_a_machines_until_somebody_confirms_them(translator: User) -> None:
    track = track_of("ett", "två")
    made = bring(track, "ett", "tu", origin="machine")
    assert [cue["machine"] for cue in cues(track)] == [False, True]
    revising.confirm(made, None, translator)
    assert [(cue["machine"], cue["confirmed"]) for cue in cues(track)] == [(False, False), (False, True)]
    assert workbench.submit(track, made.upto or 0, [], None).changes[0]["kind"] == "confirm"


def test_proofs_that_come_back_meet_what_was_written_meanwhile(translator: User) -> None:
    track = track_of("ett", "två")
    first, second = cues(track)
    workbench.submit(track, 0, [text(first, "en")], None)
    revision = track.revisions.get()
    edited = revision.cues.get(position=1)
    edited.payload = "tu"
    made = revising.reword(revision, {edited.uuid: edited}, translator)
    assert (texts(track), made.upto) == (["en", "tu"], 2)
    assert [cue.payload for cue in made.cues.all()] == ["en", "tu"]
    assert workbench.checkpoint(track, 2) == made
    assert second["text"] == "två"


def test_a_file_into_a_track_that_was_begun_at_the_workbench() -> None:
    track = Track.objects.create(recording=track_of("annat").recording, language="fa")
    new = "00000000-0000-4000-8000-000000000001"
    workbench.submit(track, 0, [sent("insert", new, times=[90_000, 91_000], text="sist")], None)
    made = bring(track, "ett")
    assert (texts(track), made.upto) == (["ett", "sist"], None)
