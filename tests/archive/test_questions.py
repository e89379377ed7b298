"""What is asked by a text that was written down once is answered as what Django composes anew."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.access import STRANGER, Layer, Level, Viewer
from archive.models import Recording, Restriction
from archive.questions import MOST_KEYS, Question, attach
from tests.archive.factories import RecordingFactory, RenditionSetFactory, RestrictionFactory

pytestmark = pytest.mark.django_db


@Question
def by_keys(keys: Sequence[int]) -> QuerySet[Recording]:
    return Recording.objects.filter(pk__in=keys).order_by("pk")


@Question
def seen(viewer: Viewer, at: datetime, keys: Sequence[int]) -> QuerySet[Recording]:
    return Recording.objects.visible_to(viewer, at).filter(pk__in=keys).order_by("pk")


@Question
def titled(title: str, uuids: Sequence[UUID]) -> QuerySet[Recording, tuple[int, UUID]]:
    return Recording.objects.filter(title=title, uuid__in=uuids).order_by("pk").values_list("pk", "uuid")


@Question
def streamed(key: int) -> QuerySet[Recording]:
    return Recording.objects.filter(pk=key).select_related("rendition_set").annotate(many=Count("restrictions"))


def asked(question: Question[Recording], *of: object, **values: object) -> int:
    with CaptureQueriesContext(connection) as captured:
        question(*of, **values)  # type: ignore[arg-type]
    return len(captured)


@pytest.mark.parametrize("count", [1, 2, 3, 5, MOST_KEYS + 1])
def test_any_number_of_keys_is_found(count: int) -> None:
    keys = [recording.pk for recording in RecordingFactory.create_batch(count + 1)]
    assert [recording.pk for recording in by_keys(keys=keys[:count])] == keys[:count]
    assert [recording.pk for recording in by_keys(keys=keys[1:])] == keys[1:]


def test_rows_are_read_whole_and_now() -> None:
    recording = RecordingFactory(title="Kabul", duration_ms=1234)
    (found,) = by_keys(keys=[recording.pk])
    fresh = Recording.objects.get(pk=recording.pk)
    fields = [field.attname for field in Recording._meta.concrete_fields]
    assert {name: getattr(found, name) for name in fields} == {name: getattr(fresh, name) for name in fields}
    Recording.objects.filter(pk=recording.pk).update(title="Herat")
    assert [again.title for again in by_keys(keys=[recording.pk])] == ["Herat"]


def test_nothing_is_asked_for_no_keys() -> None:
    assert by_keys(keys=[]) == []
    assert asked(by_keys, keys=[]) == 0


def test_words_and_uuids_are_values_too() -> None:
    recordings = [RecordingFactory(title="stands for value 0", uuid=uuid4()) for _ in range(3)]
    wanted = [recording.uuid for recording in recordings[1:]]
    assert titled(title="stands for value 0", uuids=wanted) == [(each.pk, each.uuid) for each in recordings[1:]]
    assert titled(title="another", uuids=wanted) == []


def test_what_is_selected_along_needs_no_question_of_its_own() -> None:
    live = RenditionSetFactory(live=True)
    RestrictionFactory(recording=live.recording)
    (found,) = streamed(key=live.recording_id)
    with CaptureQueriesContext(connection) as captured:
        assert found.rendition_set == live
    assert (len(captured), found.many) == (0, 1)  # type: ignore[attr-defined]


@pytest.mark.parametrize("level", Level)
def test_the_gate_answers_as_ever_at_every_moment(level: Level) -> None:
    now = timezone.now()
    recordings = [RestrictionFactory().recording for _ in range(3)]
    Recording.objects.filter(pk=recordings[0].pk).write_rule(until=now)
    Recording.objects.filter(pk=recordings[1].pk).write_rule(audience="staff")
    keys = [recording.pk for recording in recordings]
    for at in (now - timedelta(minutes=1), now, now + timedelta(days=1)):
        viewer = Viewer(level)
        expected = list(Recording.objects.visible_to(viewer, at).filter(pk__in=keys).order_by("pk"))
        assert seen(viewer, at=at, keys=keys) == expected


def test_whom_something_is_granted_asks_for_herself() -> None:
    recording = RestrictionFactory(source="work:5", audience="staff").recording
    granted = Viewer(grants=frozenset({"work:5"}))
    assert seen(granted, at=timezone.now(), keys=[recording.pk]) == [recording]
    assert seen(STRANGER, at=timezone.now(), keys=[recording.pk]) == []


def test_what_can_have_no_rows_has_none() -> None:
    @Question
    def unheard_of(viewer: Viewer, at: datetime) -> QuerySet[Recording]:
        return Recording.objects.visible_to(viewer, at, "smell")  # type: ignore[arg-type]

    RestrictionFactory()
    assert "smell" not in list(Layer)
    assert unheard_of(STRANGER, at=timezone.now()) == []


def test_rows_that_lead_back_are_fetched_at_once() -> None:
    recordings = [RestrictionFactory().recording for _ in range(3)]
    alone = RecordingFactory()
    expected = {each.pk: list(Restriction.objects.filter(recording=each)) for each in (*recordings, alone)}
    fresh = list(Recording.objects.order_by("pk"))
    with CaptureQueriesContext(connection) as captured:
        attach(fresh, "restrictions")
        assert {each.pk: list(each.restrictions.all()) for each in fresh} == expected
        assert all(row.recording is each for each in fresh for row in each.restrictions.all())
    assert len(captured) == 1
    with pytest.raises(TypeError, match="choose among them in Python"):
        fresh[0].restrictions.filter(audience="staff")
    attach([], "restrictions")
