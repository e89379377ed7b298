from typing import Any

import pytest
from django.contrib.auth.models import User

from archive import events, works
from archive.access import STRANGER
from archive.models import Recording
from catalogue import linking
from catalogue.models import WorkRecording
from tests.archive.factories import DocumentFactory, RecordingFactory
from tests.catalogue.factories import BookFactory, DocumentaryFactory

pytestmark = pytest.mark.django_db


def parts(work: Any) -> Any:
    return list(work.recordings_links.values_list("recording_id", "part"))


def test_what_is_attached_becomes_the_next_part(archivist: User) -> None:
    work, first, second = DocumentaryFactory(), RecordingFactory(), RecordingFactory()
    linking.attach(first, work, archivist)
    linking.attach(second, work, archivist)
    assert parts(work) == [(first.pk, 1), (second.pk, 2)]


def test_attaching_twice_attaches_once(archivist: User) -> None:
    work, recording = DocumentaryFactory(), RecordingFactory()
    assert linking.attach(recording, work, archivist) == linking.attach(recording, work, archivist)


def test_attaching_records_an_event(archivist: User) -> None:
    work, recording = DocumentaryFactory(), RecordingFactory()
    linking.attach(recording, work, archivist)
    event = events.about(recording).get(code="work.attached")
    assert (event.values, event.agent) == ({"work": work.pk}, archivist)


def test_a_waiting_draft_keeps_what_was_attached_meanwhile(archivist: User) -> None:
    work, recording = DocumentaryFactory(), RecordingFactory()
    work.year = 2004
    work.save_revision()
    linking.attach(recording, work, archivist)
    work.refresh_from_db()
    work.get_latest_revision().publish(user=archivist, skip_permission_checks=True)
    work.refresh_from_db()
    assert (work.year, parts(work)) == (2004, [(recording.pk, 1)])


def test_a_waiting_draft_loses_what_was_detached_meanwhile(archivist: User) -> None:
    recording = RecordingFactory()
    work = DocumentaryFactory(recordings=[recording])
    work.save_revision()
    linking.detach(work.recordings_links.get(), archivist)
    work.refresh_from_db()
    work.get_latest_revision().publish(user=archivist, skip_permission_checks=True)
    assert (parts(work), WorkRecording.objects.count()) == ([], 0)


def test_what_is_detached_is_closed(archivist: User) -> None:
    recording = RecordingFactory()
    work = DocumentaryFactory(recordings=[recording])
    linking.detach(work.recordings_links.get(), archivist)
    assert not Recording.objects.visible_to(STRANGER).exists()


def test_a_document_is_attached_to_a_book(archivist: User) -> None:
    book, document = BookFactory(), DocumentFactory()
    linking.attach(document, book, archivist)
    assert list(book.documents_links.values_list("document_id", flat=True)) == [document.pk]


def test_the_archive_attaches_by_slug() -> None:
    work, recording = DocumentaryFactory(slug="tills-vi-blir-fria"), RecordingFactory()
    works.find("tills-vi-blir-fria")(recording)
    assert parts(work) == [(recording.pk, 1)]


def test_an_unknown_slug_is_named() -> None:
    with pytest.raises(works.UnknownWorkError, match="nowhere"):
        works.find("nowhere")
