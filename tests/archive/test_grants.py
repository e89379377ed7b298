"""What is granted to one member: events, and what of it the gate heeds."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone, translation

from archive import events, grants
from archive.access import STRANGER, Layer, decide, viewer_of
from archive.models import Event, Grant, Recording
from tests.archive.factories import RecordingFactory, RestrictionFactory

NOW = timezone.now()
LATER = NOW + timedelta(days=1)


@pytest.fixture
def recording(db: None) -> Recording:
    """What work 12 keeps for staff."""
    found: Recording = RestrictionFactory(source="work:12", audience="staff").recording
    return found


def sees(user: User, recording: Recording) -> bool:
    viewer = viewer_of(user)
    seen = Recording.objects.visible_to(viewer).filter(pk=recording.pk).exists()
    assert seen == decide(viewer, Recording.objects.get(pk=recording.pk)).allowed
    return seen


def test_a_grant_opens_a_works_recording_to_one_member_alone(
    recording: Recording, researcher: User, archivist: User
) -> None:
    other = User.objects.create_user("other")
    grants.grant(researcher, "work:12", LATER, archivist, "For her thesis.")
    assert (sees(researcher, recording), sees(other, recording)) == (True, False)
    assert not decide(STRANGER, recording).allowed
    assert grants.take_back(researcher, "work:12", archivist)
    assert not sees(researcher, recording)
    assert not grants.take_back(researcher, "work:12", archivist)


def test_a_grant_is_over_at_its_end(recording: Recording, researcher: User, archivist: User) -> None:
    grants.grant(researcher, "work:12", NOW - timedelta(seconds=1), archivist)
    assert not sees(researcher, recording)
    grants.grant(researcher, "work:12", None, archivist)
    assert sees(researcher, recording)
    assert Grant.objects.count() == 1


def test_an_answer_says_that_it_ends_with_the_grant(recording: Recording, researcher: User, archivist: User) -> None:
    grants.grant(researcher, "work:12", LATER, archivist)
    grants.grant(researcher, "work:13", LATER + timedelta(days=1), archivist)
    viewer = viewer_of(researcher)
    assert decide(viewer, recording).until == LATER
    assert not decide(viewer, recording, at=LATER).allowed
    assert not Recording.objects.visible_to(viewer, LATER).exists()


@pytest.mark.parametrize(
    "rule",
    [
        {"source": "work:12", "withdrawn": True},
        {"source": "work:12", "audience": "staff", "layer": "record"},
        {"source": "work:13", "audience": "staff"},
        {"source": "work:12", "basis": "consent", "audience": "staff"},
        {"source": "work:12", "basis": "rights", "audience": "staff"},
        {"source": "work:12", "audience": "staff", "layer": "later"},
    ],
    ids=["withdrawn", "a draft", "another work", "consent", "rights", "a layer nobody knows"],
)
def test_a_grant_lifts_nothing_but_the_rule_of_its_work(
    recording: Recording, researcher: User, archivist: User, rule: dict[str, object]
) -> None:
    grants.grant(researcher, "work:12", LATER, archivist)
    assert sees(researcher, recording)
    RestrictionFactory(recording=recording, rule_of="words", **rule)  # beside what the work says of the whole
    assert not sees(researcher, recording)


def test_a_grant_opens_the_layers_that_its_work_seals(recording: Recording, researcher: User, archivist: User) -> None:
    RestrictionFactory(recording=recording, source="work:12", layer="sound", audience="staff")
    grants.grant(researcher, "work:12", LATER, archivist)
    viewer = viewer_of(researcher)
    assert decide(viewer, recording, Layer.SOUND).allowed
    assert Recording.objects.visible_to(viewer, layer=Layer.SOUND).exists()


def test_what_was_granted_and_taken_back_stands_in_the_events_of_the_work(researcher: User, archivist: User) -> None:
    grants.grant(researcher, "work:12", LATER, archivist, "For her thesis.")
    grants.take_back(researcher, "work:12", archivist)
    told = events.of_subjects([("work", 12)])
    assert [(event.code, event.agent, event.kind) for event in told] == [
        ("grant.taken_back", archivist, Event.Kind.POLICY),
        ("grant.given", archivist, Event.Kind.POLICY),
    ]
    with translation.override("en"):
        taken, given = (event.detail for event in told)
    assert taken == "No longer opened to researcher"
    assert given.startswith("Opened to researcher until ")
    assert given.endswith(": For her thesis.")


def test_a_recording_of_nobody_is_not_opened_by_a_grant(researcher: User, archivist: User) -> None:
    grants.grant(researcher, "work:12", LATER, archivist)
    assert not sees(researcher, RecordingFactory())
