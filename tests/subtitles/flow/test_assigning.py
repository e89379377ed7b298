"""Whose work a track is, and what she may see for it."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core import mail
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from archive.models import Event, Grant
from archive.wording import say
from subtitles import editing, flow
from subtitles.flow import NotYet, Why
from subtitles.models import Assignment, Track, Translator
from tests.subtitles.factories import imported, public_recording

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def track() -> Track:
    return imported(None, "Frihet", "nu", language="fa").track


def lent(person: User) -> list[str]:
    return list(Grant.objects.filter(user=person).order_by("source").values_list("source", flat=True))


def test_a_stretch_is_hers_by_a_day(track: Track, invited: User, archivist: User) -> None:
    made = flow.assign(track, invited, by=archivist, span=(0, 30_000), due=date(2027, 1, 7), note="Hela första bandet")
    said = (made.task, made.start_ms, made.end_ms, made.due, made.note, made.by, made.is_whole)
    assert said == ("translate", 0, 30_000, date(2027, 1, 7), "Hela första bandet", archivist, False)
    event = Event.objects.get(code="track.assigned")
    assert invited.username in say(event.code, event.values)


def test_what_is_due_first_comes_first_and_what_is_done_not_at_all(track: Track, invited: User) -> None:
    days = (None, date(2027, 3, 1), date(2027, 2, 1))
    free, later, sooner = (flow.assign(track, invited, by=None, due=due) for due in days)
    done = flow.assign(track, invited, by=None)
    flow.finish(done, invited)
    assert list(Assignment.objects.open()) == [sooner, later, free]


@pytest.mark.parametrize("span", [(5, 5), (9, 5)])
def test_a_stretch_ends_after_it_begins(track: Track, invited: User, span: tuple[int, int]) -> None:
    with pytest.raises(NotYet) as refused:
        flow.assign(track, invited, by=None, span=span)
    assert refused.value.why == Why.STRETCH


def test_she_is_given_nothing_in_a_language_that_she_does_not_write(track: Track, invited: User) -> None:
    Translator.objects.create(user=invited, languages=["ar"])
    with pytest.raises(NotYet) as refused:
        flow.assign(track, invited, by=None)
    assert refused.value.why == Why.LANGUAGE
    Translator.objects.update(languages=["ar", "fa"])
    assert flow.assign(track, invited, by=None).track == track


def test_who_may_not_work_on_tracks_is_given_none(track: Track, researcher: User, invited: User) -> None:
    invited.is_active = False
    for person in (researcher, invited):
        with pytest.raises(NotYet) as refused:
            flow.assign(track, person, by=None)
        assert refused.value.why == Why.LEVEL


def test_the_recording_is_lent_to_her_until_the_last_of_her_work_on_it_is_over(track: Track, invited: User) -> None:
    name = f"recording:{track.recording_id}"
    first, second = (flow.assign(track, invited, by=None, span=span) for span in ((0, 5), (5, 9)))
    flow.finish(first, invited)
    assert lent(invited) == [name]
    flow.finish(second, invited)
    assert lent(invited) == []
    third = flow.assign(track, invited, by=None)
    flow.take_back(third, None)
    assert (lent(invited), Event.objects.filter(code="grant.taken_back").count()) == ([], 2)


def test_work_that_ends_takes_no_other_grant(track: Track, invited: User) -> None:
    Grant.objects.create(user=invited, source="work:1")
    flow.finish(flow.assign(track, invited, by=None), invited)
    assert lent(invited) == ["work:1"]


def test_a_track_that_goes_to_another_recording_takes_her_along(track: Track, invited: User) -> None:
    flow.assign(track, invited, by=None)
    other = public_recording()
    editing.edit(track, recording=other, language="fa", kind="subtitles", label="", by_machine=False)
    assert lent(invited) == [f"recording:{other.pk}"]


def test_she_is_told_by_mail_where_the_archive_sends_any(
    track: Track,
    invited: User,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    invited.email = "shirin@example.org"
    invited.save()
    for backend, expected in (("django.core.mail.backends.console.EmailBackend", 0), (SMTP, 1)):
        settings.EMAIL_BACKEND = backend
        with django_capture_on_commit_callbacks(execute=True):
            flow.assign(track, invited, by=None)
        assert len(mail.outbox) == expected
    told = mail.outbox[0]
    assert (told.to, f"/tracks/{track.pk}/work/" in told.body) == (["shirin@example.org"], True)
    assert str(track.recording) not in f"{told.subject} {told.body}"


def test_a_mail_that_does_not_go_stops_nothing(
    track: Track,
    invited: User,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    invited.email = "shirin@example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 9, False
    with django_capture_on_commit_callbacks(execute=True):
        assert flow.assign(track, invited, by=None).pk
