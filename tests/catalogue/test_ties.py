"""What leaves a withdrawn work is withdrawn by itself, whichever way it leaves."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User

from archive import events
from archive import policy as archive_policy
from archive.access import STRANGER, Level, Viewer
from archive.models import Document, Recording
from catalogue import linking, policy
from catalogue.models import Documentary, Work, WorkDocument, WorkRecording
from tests.archive.factories import DocumentFactory, RecordingFactory
from tests.catalogue.factories import DocumentaryFactory

pytestmark = pytest.mark.django_db

SOON, LATER, PAST = (datetime(year, 1, 1, tzinfo=UTC) for year in (2100, 2101, 2000))


def detached(work: Any) -> None:
    for link in [*work.recordings_links.all(), *work.documents_links.all()]:
        linking.detach(link)


def deleted(work: Any) -> None:
    work.delete()


def all_works_deleted(work: Any) -> None:
    Work.objects.filter(pk=work.pk).delete()


def rows_deleted(work: Any) -> None:
    WorkRecording.objects.filter(work=work).delete()
    WorkDocument.objects.filter(work=work).delete()


def published_without_it(work: Any) -> None:
    work = Documentary.objects.get(pk=work.pk)
    work.recordings_links = []
    work.documents_links = []
    work.save_revision().publish()


def saved_without_it(work: Any) -> None:
    """As Wagtail's form does with a work that is not published."""
    work = Documentary.objects.get(pk=work.pk)
    work.recordings_links = []
    work.documents_links = []
    work.save()


def tied_to_another_in_its_place(work: Any) -> None:
    for link in work.recordings_links.all():
        link.recording = RecordingFactory()
        link.save()
    for link in work.documents_links.all():
        link.document = DocumentFactory()
        link.save()


def moved_to_another_work(work: Any) -> None:
    other = DocumentaryFactory()
    links: list[Any] = [*WorkRecording.objects.filter(work=work), *WorkDocument.objects.filter(work=work)]
    for link in links:
        link.work = other
        link.save()


WAYS = [
    detached,
    deleted,
    all_works_deleted,
    rows_deleted,
    published_without_it,
    saved_without_it,
    tied_to_another_in_its_place,
    moved_to_another_work,
]


@pytest.fixture
def scene() -> tuple[Documentary, list[Any]]:
    things: list[Any] = [RecordingFactory(), DocumentFactory()]
    work = DocumentaryFactory()
    for thing in things:
        linking.attach(thing, work)
    return work, things


@pytest.mark.parametrize("leaves", WAYS)
def test_what_leaves_a_withdrawn_work_stays_withdrawn_in_the_next(
    leaves: Callable[[Any], None], scene: tuple[Documentary, list[Any]], archivist: User
) -> None:
    work, things = scene
    policy.withdraw(work, archivist)
    key = work.pk
    leaves(work)
    public = DocumentaryFactory()
    for thing in things:
        linking.attach(type(thing).objects.get(pk=thing.pk), public)
    assert not Recording.objects.visible_to(Viewer(Level.TRANSLATOR)).filter(pk=things[0].pk).exists()
    assert not Document.objects.visible_to(Viewer(Level.TRANSLATOR)).filter(pk=things[1].pk).exists()
    for thing in things:
        event = events.about(thing).filter(code="rule.withdrawn").get()
        assert event.values["follows"] == {"code": "work.left_withdrawn", "values": {"work": key}}


@pytest.mark.parametrize("leaves", WAYS)
def test_an_embargo_leaves_with_what_it_closed(
    leaves: Callable[[Any], None], scene: tuple[Documentary, list[Any]], archivist: User
) -> None:
    work, things = scene
    policy.set_access(work, "public", SOON, by=archivist)
    leaves(work)
    for thing in things:
        thing.refresh_from_db()
    assert [(thing.embargo_until, thing.withdrawn) for thing in things] == [(SOON, False)] * 2


@pytest.mark.parametrize(("own", "works", "then"), [(LATER, SOON, LATER), (SOON, LATER, LATER), (None, PAST, PAST)])
def test_the_stricter_of_two_embargoes_stays(own: Any, works: Any, then: Any, archivist: User) -> None:
    recording = RecordingFactory()
    work = DocumentaryFactory(recordings=[recording])
    archive_policy.set_access(recording, "public", embargo_until=own)
    policy.set_access(work, "public", works, by=archivist)
    work.delete()
    recording.refresh_from_db()
    assert recording.embargo_until == then


def test_what_a_draft_ties_to_a_withdrawn_work_is_withdrawn_too(archivist: User) -> None:
    recording = RecordingFactory()
    DocumentaryFactory(recordings=[recording])
    work = DocumentaryFactory(live=False)
    policy.withdraw(work, archivist)
    work.recordings_links.add(WorkRecording(recording=recording))
    work.save()
    assert not Recording.objects.visible_to(STRANGER).exists()


def test_what_leaves_an_open_work_takes_nothing_along(scene: tuple[Documentary, list[Any]]) -> None:
    work, things = scene
    work.delete()
    assert [archive_policy.fingerprint(type(thing).objects.get(pk=thing.pk)) for thing in things] == ["public||"] * 2


def test_a_tie_cannot_be_changed_behind_the_back_of_the_gate(scene: tuple[Documentary, list[Any]]) -> None:
    with pytest.raises(TypeError):
        WorkRecording.objects.update(work=DocumentaryFactory())
    with pytest.raises(TypeError):
        WorkDocument.objects.bulk_create([])
