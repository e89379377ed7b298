from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User

from archive import events
from archive import policy as archive_policy
from archive.access import STRANGER, Level, Viewer
from archive.models import Event, Recording, Restriction
from archive.signals import withdrawal_changed
from catalogue import linking, policy
from catalogue.models import Documentary, Work, WorkRecording
from catalogue.signals import face_raised
from tests.archive.factories import DocumentFactory, RecordingFactory
from tests.catalogue.factories import (
    BookFactory,
    DocumentaryFactory,
    PersonFactory,
    RadioEpisodeFactory,
    RadioSeriesFactory,
    mention,
)

pytestmark = pytest.mark.django_db

LATER = datetime(2100, 1, 1, tzinfo=UTC)
RESEARCHER = Viewer(Level.RESEARCHER)


@pytest.fixture
def heard() -> Any:
    """The works whose face changed."""
    told: set[int] = set()

    def listen(versions: dict[int, int], **kwargs: Any) -> None:
        told.update(versions)

    face_raised.connect(listen)
    yield told
    face_raised.disconnect(listen)


def rules(**about: Any) -> Any:
    return list(Restriction.objects.filter(**about).order_by("source").values_list("source", "audience", "withdrawn"))


def visible(recording: Recording, viewer: Viewer = STRANGER) -> bool:
    return Recording.objects.visible_to(viewer).filter(pk=recording.pk).exists()


def test_a_public_work_vouches_for_its_recording() -> None:
    recording = RecordingFactory()
    work = DocumentaryFactory(recordings=[recording])
    assert (rules(recording=recording), visible(recording)) == ([(f"work:{work.pk}", "public", False)], True)


def test_set_access_takes_effect_on_the_recording_at_once(archivist: User) -> None:
    recording = RecordingFactory()
    work = DocumentaryFactory(recordings=[recording])
    policy.set_access(work, "researchers", by=archivist)
    assert (visible(recording), visible(recording, RESEARCHER)) == (False, True)


def test_an_embargo_closes_work_and_recording(archivist: User) -> None:
    recording = RecordingFactory()
    work = DocumentaryFactory(recordings=[recording])
    policy.set_access(work, "public", LATER, by=archivist)
    assert (Work.objects.visible_to(RESEARCHER).exists(), visible(recording, RESEARCHER)) == (False, False)


def test_set_access_closes_a_document_too(archivist: User) -> None:
    document = DocumentFactory()
    work = BookFactory()
    linking.attach(document, work)
    policy.withdraw(work, archivist)
    assert rules(document=document) == [(f"work:{work.pk}", "public", True)]


def test_set_access_records_who_and_why(archivist: User) -> None:
    work = DocumentaryFactory()
    policy.set_access(work, "staff", LATER, by=archivist, because="She asked us to.")
    event = events.about(work).get()
    before: dict[str, object] = {
        "audience": "public",
        "embargo_until": None,
        "opens_by_itself": False,
        "until": None,
        "layers": {},
        "withdrawn": False,
    }
    rule = {**before, "audience": "staff", "embargo_until": LATER.isoformat()}
    assert (event.kind, event.agent, event.values) == (
        "policy assignment",
        archivist,
        {"before": before, "after": rule, "because": "She asked us to."},
    )


def test_set_access_announces_the_work(archivist: User, heard: set[int]) -> None:
    work = DocumentaryFactory()
    heard.clear()
    policy.set_access(work, "staff", by=archivist)
    assert heard == {work.pk}


def test_an_unknown_audience_is_refused(archivist: User) -> None:
    with pytest.raises(ValueError, match="everybody"):
        policy.set_access(DocumentaryFactory(), "everybody", by=archivist)


def test_a_series_takes_its_episodes_along_when_asked(archivist: User) -> None:
    series = RadioSeriesFactory()
    recording = RecordingFactory()
    episode = RadioEpisodeFactory(series=series, recordings=[recording])
    other = RadioEpisodeFactory()
    policy.withdraw(series, archivist, episodes=True)
    withdrawn = set(Work.objects.filter(withdrawn=True).values_list("pk", flat=True))
    assert (withdrawn, visible(recording)) == ({series.pk, episode.pk}, False)
    assert not events.about(other).exists()


def test_the_access_of_a_person_announces_the_works_that_name_her(archivist: User, heard: set[int]) -> None:
    person, work = PersonFactory(), DocumentaryFactory()
    mention(work, person)
    heard.clear()
    policy.set_access(person, "staff", by=archivist)
    person.refresh_from_db()
    assert (person.audience, heard) == ("staff", {work.pk})


def test_the_strictest_of_two_works_decides(archivist: User) -> None:
    recording = RecordingFactory()
    DocumentaryFactory(recordings=[recording])
    other = DocumentaryFactory(recordings=[recording])
    policy.set_access(other, "staff", by=archivist)
    assert not visible(recording)


def test_a_draft_neither_vouches_nor_closes() -> None:
    alone, shared = RecordingFactory(), RecordingFactory()
    DocumentaryFactory(recordings=[shared])
    DocumentaryFactory(recordings=[alone, shared], live=False)
    assert (visible(alone), visible(shared)) == (False, True)


def test_unpublishing_closes_the_recording_even_where_another_work_vouches(archivist: User) -> None:
    recording = RecordingFactory()
    DocumentaryFactory(recordings=[recording])
    work = DocumentaryFactory(recordings=[recording])
    work.save_revision().publish(user=archivist, skip_permission_checks=True)
    work.refresh_from_db()
    work.unpublish()
    assert (visible(recording), visible(recording, Viewer(Level.TRANSLATOR))) == (False, True)


def test_a_recording_linked_in_a_draft_is_vouched_for_when_it_is_published(archivist: User) -> None:
    recording = RecordingFactory()
    work = DocumentaryFactory()
    work.recordings_links.add(WorkRecording(recording=recording))
    revision = work.save_revision()
    before = visible(recording)
    revision.publish(user=archivist, skip_permission_checks=True)
    assert (before, visible(recording)) == (False, True)


def test_publishing_an_old_revision_does_not_bring_back_its_rule(archivist: User) -> None:
    work = DocumentaryFactory()
    revision = work.save_revision()
    policy.set_access(work, "staff", LATER, by=archivist)
    policy.withdraw(work, archivist)
    revision.publish(user=archivist, skip_permission_checks=True)
    work = Documentary.objects.get(pk=work.pk)
    assert (work.audience, work.embargo_until, work.withdrawn) == ("staff", LATER, True)


def test_a_withdrawal_meanwhile_outlives_publishing(archivist: User) -> None:
    work = DocumentaryFactory()
    revision = work.save_revision()
    before = revision.content_object.withdrawn
    policy.withdraw(Work.objects.get(), archivist)
    revision.publish(user=archivist, skip_permission_checks=True)
    assert (before, Work.objects.get().withdrawn) == (False, True)


def test_a_withdrawal_meanwhile_outlives_unpublishing(archivist: User) -> None:
    work = DocumentaryFactory()
    policy.withdraw(Work.objects.get(), archivist)
    work.unpublish()
    assert (Work.objects.get().live, Work.objects.get().withdrawn) == (False, True)


def test_publishing_announces_the_work(archivist: User, heard: set[int]) -> None:
    work = DocumentaryFactory()
    heard.clear()
    work.save_revision().publish(user=archivist, skip_permission_checks=True)
    assert heard == {work.pk}


@pytest.fixture
def a_listener_fails() -> Any:
    def fail(sender: Any, **kwargs: Any) -> Any:
        raise RuntimeError("the search index is gone")

    face_raised.connect(fail)
    yield
    face_raised.disconnect(fail)


def test_a_listener_that_fails_takes_the_publication_back(archivist: User, request: pytest.FixtureRequest) -> None:
    revision = DocumentaryFactory(live=False).save_revision()
    request.getfixturevalue("a_listener_fails")
    with pytest.raises(RuntimeError):
        revision.publish(user=archivist, skip_permission_checks=True)
    assert not Work.objects.get().live


def test_a_listener_that_fails_takes_a_new_rule_back(archivist: User, request: pytest.FixtureRequest) -> None:
    work = DocumentaryFactory()
    request.getfixturevalue("a_listener_fails")
    with pytest.raises(RuntimeError):
        policy.set_access(work, "staff", by=archivist)
    assert (Work.objects.get().audience == "staff", Event.objects.count()) == (False, 0)


def test_deleting_a_work_closes_what_it_vouched_for(heard: set[int]) -> None:
    recording = RecordingFactory()
    work = DocumentaryFactory(recordings=[recording])
    pk = work.pk
    heard.clear()
    work.delete()
    assert (rules(recording=recording), visible(recording)) == ([], False)
    assert heard == {pk}


def test_a_withdrawal_outlives_its_work_where_another_work_plays_the_recording(archivist: User) -> None:
    recording = RecordingFactory()
    withdrawn, other = DocumentaryFactory(recordings=[recording]), DocumentaryFactory(recordings=[recording])
    policy.withdraw(withdrawn, archivist)
    withdrawn.delete()
    recording.refresh_from_db()
    assert (recording.withdrawn, Recording.objects.visible_to(STRANGER).exists()) == (True, False)
    assert list(other.recordings_links.values_list("recording", flat=True)) == [recording.pk]


def test_what_is_taken_out_of_a_withdrawn_work_stays_withdrawn_in_another(archivist: User) -> None:
    recording = RecordingFactory()
    withdrawn, _ = DocumentaryFactory(recordings=[recording]), DocumentaryFactory(recordings=[recording])
    policy.withdraw(withdrawn, archivist)
    linking.detach(withdrawn.recordings_links.get(), by=archivist)
    recording.refresh_from_db()
    assert (recording.withdrawn, Recording.objects.visible_to(STRANGER).exists()) == (True, False)


def test_a_withdrawal_taken_back_opens_the_recording_again(archivist: User) -> None:
    recording = RecordingFactory()
    work = DocumentaryFactory(recordings=[recording])
    policy.withdraw(work, archivist)
    policy.lift(work, archivist)
    recording.refresh_from_db()
    assert (recording.withdrawn, Recording.objects.visible_to(STRANGER).exists()) == (False, True)


def test_deleting_a_person_announces_the_works_that_named_her(heard: set[int]) -> None:
    person, work = PersonFactory(), DocumentaryFactory()
    mention(work, person)
    heard.clear()
    person.delete()
    assert heard == {work.pk}


@pytest.mark.parametrize("count", [1, 3])
def test_a_series_of_any_length_costs_the_same(archivist: User, count: int, django_assert_num_queries: Any) -> None:
    series = RadioSeriesFactory()
    for _ in range(count):
        RadioEpisodeFactory(series=series, recordings=[RecordingFactory()])
    policy.set_access(series, "public", by=archivist)  # fills the cache of content types
    with django_assert_num_queries(40):
        policy.set_access(series, "staff", by=archivist, episodes=True)
    with django_assert_num_queries(52):
        policy.withdraw(series, archivist, episodes=True)
    with django_assert_num_queries(52):
        policy.lift(series, archivist, episodes=True)


def test_setting_a_rule_does_not_lift_a_withdrawal(archivist: User) -> None:
    work, person = DocumentaryFactory(), PersonFactory()
    for thing in (work, person):
        policy.withdraw(thing, archivist)
        policy.set_access(thing, "public", by=archivist)
        thing.refresh_from_db()
        assert (thing.audience, thing.withdrawn) == ("public", True)


def test_lifting_a_series_opens_no_episode_that_was_withdrawn_by_itself(archivist: User) -> None:
    series = RadioSeriesFactory()
    before, along, after = (RadioEpisodeFactory(series=series) for _ in range(3))
    policy.withdraw(before, archivist, "A guest asked.")
    policy.withdraw(series, archivist, episodes=True)
    policy.withdraw(
        after, archivist, "Another guest asked."
    )  # it is withdrawn already, but now for a reason of its own
    policy.lift(series, archivist, episodes=True)
    assert set(Work.objects.filter(withdrawn=True).values_list("pk", flat=True)) == {before.pk, after.pk}
    assert along.pk in Work.objects.visible_to(STRANGER).values_list("pk", flat=True)


def test_a_work_is_withdrawn_while_it_is_locked(archivist: User) -> None:
    work = DocumentaryFactory(locked=True)
    assert policy.withdraw(work, archivist, "Danger.")
    assert not Work.objects.visible_to(STRANGER).exists()


def test_a_withdrawal_is_told_where_the_room_below_can_hear_it(archivist: User, told: list[Any]) -> None:
    recording = RecordingFactory()
    work = DocumentaryFactory(recordings=[recording])
    policy.withdraw(work, archivist, "Danger.")
    linking.detach(work.recordings_links.get(), archivist)
    policy.lift(work, archivist)
    assert told == [
        (Work, [work.pk], True, archivist, "Danger."),
        (Recording, [recording.pk], True, None, "work.left_withdrawn"),
        (Work, [work.pk], False, archivist, ""),
    ]


@pytest.fixture
def told() -> Any:
    """What `withdrawal_changed` told."""
    calls = []

    def listen(sender: Any, **kwargs: Any) -> None:
        calls.append(tuple(kwargs[name] for name in ("model", "ids", "withdrawn", "by", "because")))

    withdrawal_changed.connect(listen)
    yield calls
    withdrawal_changed.disconnect(listen)


def test_the_rule_of_a_document_reaches_every_work_that_reads_it_once(heard: set[int]) -> None:
    document = DocumentFactory()
    works = [DocumentaryFactory(), DocumentaryFactory()]
    for work in works:
        linking.attach(document, work)
    heard.clear()
    archive_policy.set_access(document, "staff")
    assert heard == {work.pk for work in works}
    heard.clear()
    policy.set_access(works[0], "researchers")
    assert heard == {work.pk for work in works}


def test_layers_that_nobody_could_read_are_refused() -> None:
    work = DocumentaryFactory()
    with pytest.raises(ValueError, match="no layer"):
        policy.set_access(work, "staff", layers={"smell": {"audience": "staff"}})
    assert Work.objects.get().audience == "public"
