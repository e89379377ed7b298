"""The numbers of a work's parts: each once, whatever order they are given in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client

from archive.models import Recording
from catalogue.models import Documentary, WorkRecording
from tests.archive.factories import RecordingFactory
from tests.catalogue.admin.test_admin import FRIHET, at, described, rows
from tests.catalogue.factories import DocumentaryFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def film() -> Documentary:
    work: Documentary = DocumentaryFactory(recordings=[RecordingFactory(title=title) for title in "AB"])
    return work


def numbered(work: Documentary) -> list[tuple[int, str]]:
    return [(row.part, row.recording.title) for row in WorkRecording.objects.filter(work=work)]


def row(recording: Recording, part: int, link: WorkRecording | None = None) -> dict[str, Any]:
    known = {"id": link.pk} if link else {}
    return {"recording": recording.pk, "part": part, "language": "sv", "label": "", **known}


def save(client: Client, work: Documentary, *parts: dict[str, Any]) -> str:
    data = described(titles=[{**FRIHET, "id": work.titles.get().pk}]) | rows("recordings_links", *parts)
    data["titles-INITIAL_FORMS"] = 1
    data["recordings_links-INITIAL_FORMS"] = sum("id" in part for part in parts)
    return client.post(at("documentary", "edit", work.pk), {**data, "action-publish": "1"}).content.decode()


def test_two_parts_change_places_in_one_form(film: Documentary, client_of: ClientOf, archivist: User) -> None:
    first, second = film.recordings_links.all()
    save(client_of(archivist), film, row(first.recording, 2, first), row(second.recording, 1, second))
    assert numbered(film) == [(1, "B"), (2, "A")]


def test_rows_that_are_added_without_a_number_are_the_next(
    film: Documentary, client_of: ClientOf, archivist: User
) -> None:
    first, second = film.recordings_links.all()
    new = [row(RecordingFactory(title=title), 1) for title in "CD"]
    save(client_of(archivist), film, row(first.recording, 1, first), row(second.recording, 2, second), *new)
    assert numbered(film) == [(1, "A"), (2, "B"), (3, "C"), (4, "D")]


def test_a_number_that_is_typed_twice_is_refused(film: Documentary, client_of: ClientOf, archivist: User) -> None:
    first, second = film.recordings_links.all()
    save(client_of(archivist), film, row(first.recording, 2, first), row(second.recording, 2, second))
    assert numbered(film) == [(1, "A"), (2, "B")]


def test_who_is_saved_with_a_number_takes_it(film: Documentary) -> None:
    WorkRecording.objects.create(work=film, recording=RecordingFactory(title="C"), part=1)
    assert numbered(film) == [(1, "C"), (2, "B"), (3, "A")]


def test_the_database_holds_each_number_once(film: Documentary) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkRecording.objects.filter(work=film).update(part=5)
