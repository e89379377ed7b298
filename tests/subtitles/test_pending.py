from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from archive.jobs.plan import plan
from archive.models import Event
from subtitles import pending
from subtitles.exceptions import UnreadableSubtitles
from subtitles.models import PendingImport, Revision
from subtitles.reasons import Refusal
from subtitles.timing import as_vtt
from tests.archive.factories import RecordingFactory
from tests.subtitles.factories import vtt

pytestmark = pytest.mark.django_db


def waiting(by: User, data: bytes | None = None) -> PendingImport:
    return pending.begin(RecordingFactory(), data or vtt("Frihet"), "a.vtt", "sv", by=by, kind="subtitles")


def aged(one: PendingImport, hours: int) -> PendingImport:
    PendingImport.objects.filter(pk=one.pk).update(created_at=timezone.now() - timedelta(hours=hours))
    return one


def test_a_file_that_cannot_be_read_is_not_kept(translator: User) -> None:
    with pytest.raises(UnreadableSubtitles):
        waiting(translator, b"WEBVTT")
    assert not PendingImport.objects.exists()
    assert Event.objects.get().code == "subtitles.no_cue"


def test_what_nobody_decided_about_for_a_day_is_forgotten_unless_a_job_is_at_it(translator: User) -> None:
    old, at_work, young = (waiting(translator) for _ in range(3))
    aged(old, 25), aged(at_work, 25), aged(young, 23)
    plan(pending.KIND, at_work)
    pending.sweep()
    assert set(PendingImport.objects.all()) == {at_work, young}


def test_only_what_can_be_doubted_is_kept_of_what_was_said(translator: User) -> None:
    one = waiting(translator)
    pending.decide(one, {"webvtt": False, "nonsense": True}, "cp1252")
    one.refresh_from_db()
    assert (one.said, one.encoding) == ({"webvtt": False}, "cp1252")


def test_taken_in_twice_it_is_one_revision(translator: User) -> None:
    one = waiting(translator)
    first = pending.finish(pending.look(one), publish=False)
    assert pending._take_in(one) == first == Revision.objects.get()


@pytest.mark.parametrize("cues", [9, pending.MOST_AT_ONCE + 1])
def test_nothing_is_published_and_no_job_planned_while_a_question_is_open(translator: User, cues: int) -> None:
    # One cue after another says the same, as a recogniser writes where nobody speaks.
    said = [f"{as_vtt(n * 2000)} --> {as_vtt(n * 2000 + 1900)}\nTack för att ni tittade\n" for n in range(cues)]
    one = waiting(translator, "\n".join(["WEBVTT\n", *said]).encode())
    looked = pending.look(one)
    assert looked.reading.open_guesses
    with pytest.raises(UnreadableSubtitles) as refused:
        pending.finish(looked, publish=True)
    assert refused.value.code == Refusal.OPEN_GUESSES
    assert (pending.job_of(one), Revision.objects.exists()) == (None, False)
