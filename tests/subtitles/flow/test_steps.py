"""The way of a track from its first change to the public."""

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import Settings

from subtitles import flow, importing, publishing, workbench
from subtitles.exceptions import NotApproved
from subtitles.flow import NotYet, Why
from subtitles.models import Assignment, Revision, Stage, Step, Track
from subtitles.models.change import WrittenOnce
from tests.subtitles.factories import TrackFactory, imported, published, vtt
from tests.subtitles.workbench.sending import cues, sent, text, track_of

pytestmark = pytest.mark.django_db


def written(by: User, *words: str) -> Track:
    """A track in which she wrote all the words anew."""
    track = track_of(*("x" for _ in words))
    every = zip(cues(track), words, strict=True)
    workbench.submit(track, 0, [text(cue, word) for cue, word in every], by)
    return stands(track)


def stands(track: Track) -> Track:
    return Track.objects.get(pk=track.pk)


def why(track: Track, verb: str, *args: object) -> Why | None:
    """Why one of the verbs is refused; the track stands as before then."""
    before = stands(track).stage, Step.objects.count()
    with pytest.raises(NotYet) as refused:
        getattr(flow, verb)(*args)
    assert (stands(track).stage, Step.objects.count()) == before
    return refused.value.why


def reviewed(track: Track, by: User) -> Revision:
    """What is in review now."""
    flow.send_to_review(track, by)
    revision = flow.sent(stands(track))
    assert revision is not None
    return revision


def test_a_track_goes_from_its_first_change_to_the_public(translator: User, archivist: User) -> None:
    track = written(translator, "ett", "två")
    stages = [track.standing]
    revision = reviewed(track, translator)
    stages.append(stands(track).standing)
    flow.ask_for_changes(stands(track), archivist, "Den andra!")
    stages.append(stands(track).standing)
    workbench.submit(track, 2, [text(cues(track)[1], "tu")], translator)
    again = reviewed(track, translator)
    assert flow.approve(again, archivist).revision == again != revision
    stages.append(stands(track).standing)
    publishing.publish(again, by=archivist, despite="Prov.")
    stages.append(stands(track).standing)
    workbench.submit(track, 3, [text(cues(track)[0], "en")], translator)
    stages.append(stands(track).standing)
    assert stages == [
        Stage.TRANSLATING,
        Stage.REVIEW,
        Stage.TRANSLATING,
        Stage.APPROVED,
        Stage.PUBLISHED,
        Stage.TRANSLATING,
    ]
    assert [step.stage for step in track.steps.order_by("pk")] == [
        "translating", "review", "translating", "review", "approved", "published", "translating",
    ]  # fmt: skip
    assert stands(track).published_revision == again


def test_what_is_only_said_or_confirmed_is_no_work_on_a_published_track(translator: User) -> None:
    track = published(None, "ett").track
    first = cues(track)[0]
    workbench.submit(track, 0, [sent("comment", first["uuid"], text="Bra!")], translator)
    workbench.submit(track, 1, [sent("confirm", first["uuid"], confirmed=True)], translator)
    assert stands(track).standing == Stage.PUBLISHED


def test_an_older_revision_that_is_published_ends_no_work(translator: User, archivist: User) -> None:
    track = written(translator, "ett")
    first = track.revisions.get()
    publishing.publish(first, by=archivist, despite="Prov.")
    assert stands(track).standing == Stage.TRANSLATING


def test_nothing_is_sent_to_review_twice_or_when_there_is_nothing(translator: User, archivist: User) -> None:
    assert why(empty := TrackFactory(), "send_to_review", empty, translator) == Why.NOTHING
    track = written(translator, "ett")
    assert why(track, "send_to_review", track, translator, "", 0) == Why.MOVED
    revision = reviewed(track, translator)
    assert why(track, "send_to_review", track, translator) == Why.STAGE
    flow.approve(revision, archivist)
    assert why(track, "send_to_review", track, translator) == Why.STAGE


def test_only_what_is_in_review_is_approved_or_sent_back(translator: User, archivist: User) -> None:
    track = written(translator, "ett")
    revision = track.revisions.get()
    assert why(track, "approve", revision, archivist) == Why.STAGE
    assert why(track, "ask_for_changes", track, archivist, "?") == Why.STAGE
    reviewed(track, translator)
    assert why(track, "approve", revision, archivist) == Why.MOVED


def test_what_was_written_since_it_was_sent_is_not_approved_unseen(translator: User, archivist: User) -> None:
    track = written(translator, "ett")
    revision = reviewed(track, translator)
    workbench.submit(track, 1, [text(cues(track)[0], "fel")], translator)
    assert why(track, "approve", revision, archivist) == Why.MOVED
    assert flow.approve(reviewed(track, archivist), archivist).stage == Stage.APPROVED


def test_what_was_confirmed_since_goes_with_it(translator: User, archivist: User) -> None:
    track = written(translator, "ett")
    revision = reviewed(track, translator)
    workbench.submit(track, 1, [sent("confirm", cues(track)[0]["uuid"], confirmed=True)], archivist)
    approved = flow.approve(revision, archivist).revision
    assert approved is not None
    assert (approved != revision, [cue.confirmed for cue in approved.cues.all()]) == (True, [True])


def test_with_approval_by_two_nobody_approves_what_she_wrote(
    translator: User, archivist: User, settings: Settings
) -> None:
    settings.APPROVAL = "two"
    track = written(translator, "ett", "två")
    revision = reviewed(track, archivist)
    assert why(track, "approve", revision, translator) == Why.OWN
    assert flow.approve(revision, archivist).stage == Stage.APPROVED
    # She who mends a word of it while she reviews has written in it too.
    workbench.submit(track, 2, [text(cues(track)[0], "en")], archivist)
    revision = reviewed(track, translator)
    assert why(track, "approve", revision, archivist) == Why.OWN
    # What was approved before is not hers any more: another one wrote since.
    assert flow.approve(revision, translator).stage == Stage.APPROVED


def test_a_file_that_comes_into_an_approved_track_begins_it_anew(translator: User, archivist: User) -> None:
    track = imported(None, "ett").track
    flow.approve(reviewed(track, translator), archivist)
    importing.import_track(track.recording, vtt("två"), "film.vtt", "sv", track=track, by=translator)
    assert stands(track).standing == Stage.TRANSLATING


def test_who_imported_it_wrote_it(translator: User, archivist: User, settings: Settings) -> None:
    settings.APPROVAL = "two"
    track = imported(None, "ett", by=translator).track
    revision = reviewed(track, archivist)
    assert why(track, "approve", revision, translator) == Why.OWN
    assert flow.approve(revision, archivist).stage == Stage.APPROVED


def test_the_gate_of_quality_holds_for_its_languages_alone(
    translator: User, archivist: User, settings: Settings
) -> None:
    settings.QUALITY_GATE = ["sv"]
    track = written(translator, "ett", "")
    revision = reviewed(track, translator)
    assert why(track, "approve", revision, archivist) == Why.UNCLEAN
    settings.QUALITY_GATE = ["fa"]
    assert flow.approve(revision, archivist).stage == Stage.APPROVED


def test_where_tracks_are_approved_no_other_is_published_but_by_an_archivist_who_says_why(
    translator: User, archivist: User, settings: Settings
) -> None:
    settings.APPROVAL = "one"
    track = written(translator, "ett")
    revision = reviewed(track, translator)
    for by, reason in ((translator, ""), (translator, "Bråttom."), (archivist, "")):
        with pytest.raises(NotApproved):
            publishing.publish(revision, by=by, despite=reason)
    assert stands(track).published_revision is None
    publishing.publish(revision, by=archivist, despite="Bråttom.")
    assert stands(track).standing == Stage.PUBLISHED


def test_an_approved_revision_is_published_by_a_translator(
    translator: User, archivist: User, settings: Settings
) -> None:
    settings.APPROVAL = "one"
    track = written(translator, "ett")
    approved = flow.approve(reviewed(track, translator), archivist).revision
    assert approved is not None
    publishing.publish(approved, by=translator, despite="")
    assert stands(track).published_revision == approved


def test_approval_ends_what_was_assigned(translator: User, archivist: User) -> None:
    track = written(translator, "ett")
    flow.assign(track, translator, by=archivist)
    flow.approve(reviewed(track, translator), archivist)
    assert list(Assignment.objects.open()) == []


def test_a_step_is_never_written_anew(translator: User) -> None:
    step = flow.send_to_review(written(translator, "ett"), translator, "Klar!")
    with pytest.raises(WrittenOnce):
        step.save()
    with pytest.raises(WrittenOnce):
        step.delete()
