from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.utils import timezone

from archive.access import STRANGER, Level, Viewer, decide, viewer_of
from archive.models import Recording
from tests.archive.factories import RecordingFactory, RestrictionFactory

NOW = datetime.fromisoformat("2026-03-08T12:00:00+01:00")
VIEWERS = [Viewer(level) for level in Level]
EVERYBODY = ["STRANGER", "RESEARCHER", "TRANSLATOR", "ARCHIVIST"]
STAFF = EVERYBODY[2:]


def who_sees(recording: Recording) -> list[str]:
    return [viewer.level.name for viewer in VIEWERS if decide(viewer, recording, at=NOW).allowed]


def vouched(**policy: Any) -> Recording:
    recording: Recording = RecordingFactory(**policy)
    RestrictionFactory(recording=recording)
    return recording


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("public", ["STRANGER", "RESEARCHER", "TRANSLATOR", "ARCHIVIST"]),
        ("unlisted", ["STRANGER", "RESEARCHER", "TRANSLATOR", "ARCHIVIST"]),
        ("researchers", ["RESEARCHER", "TRANSLATOR", "ARCHIVIST"]),
        ("staff", ["TRANSLATOR", "ARCHIVIST"]),
        ("of a later version", ["ARCHIVIST"]),
    ],
)
def test_an_audience_lets_in_its_own_and_everyone_above(db: None, audience: str, expected: list[str]) -> None:
    assert who_sees(vouched(audience=audience)) == expected


def test_a_withdrawn_recording_is_for_archivists_only(db: None) -> None:
    assert who_sees(vouched(withdrawn=True)) == ["ARCHIVIST"]


def test_an_embargo_ends_at_its_very_moment_where_it_opens_by_itself(db: None) -> None:
    soon = NOW + timedelta(microseconds=1)
    assert who_sees(vouched(embargo_until=soon, opens_by_itself=True)) == STAFF
    assert who_sees(vouched(embargo_until=NOW, opens_by_itself=True)) == EVERYBODY


def test_an_embargo_that_is_over_waits_for_an_archivist(db: None) -> None:
    assert who_sees(vouched(embargo_until=NOW - timedelta(days=1))) == STAFF


def test_a_rule_closes_at_the_very_moment_of_its_end(db: None) -> None:
    assert who_sees(vouched(until=NOW + timedelta(microseconds=1))) == EVERYBODY
    assert who_sees(vouched(until=NOW)) == STAFF


def test_a_recording_without_a_work_is_closed_though_its_own_audience_is_public(db: None) -> None:
    assert who_sees(RecordingFactory(audience="public")) == ["TRANSLATOR", "ARCHIVIST"]


def test_a_restriction_for_another_reason_does_not_vouch_for_a_recording(db: None) -> None:
    recording = RecordingFactory()
    RestrictionFactory(recording=recording, basis="consent", audience="public")
    assert who_sees(recording) == ["TRANSLATOR", "ARCHIVIST"]


def test_the_strictest_of_several_restrictions_wins(db: None) -> None:
    recording = vouched()
    RestrictionFactory(recording=recording, audience="researchers", basis="rights")
    assert who_sees(recording) == ["RESEARCHER", "TRANSLATOR", "ARCHIVIST"]


def test_a_restriction_on_a_range_closes_the_whole_recording(db: None) -> None:
    recording = vouched()
    RestrictionFactory(recording=recording, audience="staff", basis="consent", start_ms=1000, end_ms=2000)
    assert who_sees(recording) == ["TRANSLATOR", "ARCHIVIST"]


def test_unlisted_is_reached_but_never_listed(db: None) -> None:
    recording = vouched(audience="unlisted")
    assert decide(STRANGER, recording, at=NOW).allowed
    assert not decide(STRANGER, recording, at=NOW).listed
    assert list(Recording.objects.visible_to(STRANGER, NOW)) == [recording]
    assert list(Recording.objects.listed_to(STRANGER, NOW)) == []


def test_a_viewer_is_as_high_as_the_highest_of_her_groups(
    archivist: User, translator: User, researcher: User, django_user_model: type[User]
) -> None:
    levels = [viewer_of(user).level.name for user in (archivist, translator, researcher, AnonymousUser())]
    assert levels == ["ARCHIVIST", "TRANSLATOR", "RESEARCHER", "STRANGER"]


def test_an_account_that_was_closed_is_a_stranger(archivist: User) -> None:
    archivist.is_active = False
    assert viewer_of(archivist) == STRANGER


def test_without_a_moment_given_the_decision_is_about_now(db: None) -> None:
    recording = vouched(embargo_until=timezone.now() + timedelta(hours=1))
    assert not decide(STRANGER, recording).allowed


def test_listing_costs_one_query_however_many_there_are(
    db: None, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for _ in range(3):
        vouched()
    with django_assert_num_queries(1):
        assert Recording.objects.listed_to(STRANGER, NOW).count() == 3
