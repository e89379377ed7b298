"""The steps that a track takes: sent to review, sent back with a comment, approved."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from archive.models import Recording
from subtitles import stages, workbench
from subtitles.exceptions import NothingToKeep
from subtitles.flow import telling
from subtitles.flow.assigning import end_all
from subtitles.flow.authors import authors
from subtitles.flow.checking import check, is_gated
from subtitles.flow.refusing import NotYet, Why
from subtitles.models import Revision, Stage, Step, Track
from subtitles.workbench.standing import last_number

TWO = "two"


def send_to_review(track: Track, by: User, comment: str = "", number: int | None = None) -> Step:
    """Keep the track as it stands in a revision that somebody else is to look at. What is in review already is sent
    anew, with what was written since.

    `number` is that of the newest change that the sender knows. Raises NotYet: MOVED where there is a newer one,
    NOTHING where no cue was ever written, STAGE where it is in review or approved as it stands.
    """
    with transaction.atomic():
        locked = _locked(track)
        newest = last_number(locked)
        if number is not None and number != newest:
            raise NotYet(Why.MOVED)
        revision = _kept(locked, newest, by)
        if stages.is_approved(revision) or sent(locked) == revision:
            raise NotYet(Why.STAGE)
        step = stages.put(locked, Stage.REVIEW, by, revision=revision, comment=comment)
        telling.that_it_waits(step)
    return step


def ask_for_changes(track: Track, by: User, comment: str) -> Step:
    """Send back what is in review, with what is to be changed. Raises NotYet."""
    with transaction.atomic():
        locked = _locked(track)
        revision = _in_review(locked)
        step = stages.put(locked, Stage.TRANSLATING, by, revision=revision, comment=comment)
        telling.that_it_came_back(step)
    return step


def approve(revision: Revision, by: User, comment: str = "") -> Step:
    """Say that what was sent to review in this revision is right; it is what goes on to be published.

    What was only confirmed since goes with it. Raises NotYet: STAGE where it is not in review, MOVED where something
    was written since, UNCLEAN where the gate of quality finds something, OWN where two are needed and she wrote in it.
    """
    with transaction.atomic():
        locked = _locked(revision.track)
        if _in_review(locked) != revision or stages.is_behind(locked, revision):
            raise NotYet(Why.MOVED)
        kept = _kept(locked, last_number(locked), by)
        if settings.APPROVAL == TWO and by.pk in authors(kept):
            raise NotYet(Why.OWN)
        if is_gated(locked) and (count := check(kept).count):
            raise NotYet(Why.UNCLEAN, count)
        step = stages.put(locked, Stage.APPROVED, by, revision=kept, comment=comment)
        telling.that_it_came_back(step)
        end_all(locked, by)
    return step


def sent(track: Track) -> Revision | None:
    """The revision that is in review; None while none is."""
    if track.stage != Stage.REVIEW:
        return None
    step = track.steps.filter(stage=Stage.REVIEW).select_related("revision").first()
    return step.revision if step else None


def _in_review(track: Track) -> Revision:
    revision = sent(track)
    if revision is None:
        raise NotYet(Why.STAGE)
    return revision


def _locked(track: Track) -> Track:
    """With its recording first, as everywhere where a revision is made."""
    Recording.objects.select_for_update().get(pk=track.recording_id)
    locked: Track = Track.objects.select_for_update().get(pk=track.pk)
    return locked


def _kept(track: Track, newest: int, by: User) -> Revision:
    try:
        revision = workbench.checkpoint(track, newest, by)
    except NothingToKeep as error:
        raise NotYet(Why.NOTHING) from error
    if not revision.cues.exists():
        raise NotYet(Why.NOTHING)
    return revision
