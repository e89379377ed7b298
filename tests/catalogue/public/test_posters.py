"""The lasting address of a work's picture, for whoever may see it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from catalogue import policy
from catalogue.models import Work
from tests.archive.factories import RecordingFactory, RenditionSetFactory
from tests.catalogue.factories import DocumentaryFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/works/film/poster/1/"
LAYERS = ("exists", "picture")


@pytest.fixture
def work() -> Work:
    made = RenditionSetFactory(recording=RecordingFactory(kind="video"), live=True, extras=["poster.jpg"])
    film: Work = DocumentaryFactory(slug="film", recordings=[made.recording])
    return film


def test_the_address_leads_to_where_the_picture_lies_now(client: Client, work: Work) -> None:
    answer = client.get(ADDRESS)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/stream/") and answer["Location"].endswith("/poster.jpg")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "rule", [{"audience": "staff"}, *({"layers": {each: {"audience": "staff"}}} for each in LAYERS)]
)
def test_what_is_closed_answers_like_what_is_not_there(
    client: Client, client_of: Callable[[User | None], Client], archivist: User, work: Work, rule: dict[str, object]
) -> None:
    policy.set_access(work, **{"audience": "public", **rule})  # type: ignore[arg-type]
    assert (client.get(ADDRESS).status_code, client_of(archivist).get(ADDRESS).status_code) == (404, 302)


def test_a_withdrawn_work_shows_no_picture_to_strangers(client: Client, work: Work, archivist: User) -> None:
    policy.withdraw(work, archivist)
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize("address", ["/works/film/poster/2/", "/works/none/poster/1/"])
def test_there_is_no_picture_of_what_is_not_there(client: Client, work: Work, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_work_without_a_picture_has_none(client: Client) -> None:
    made = RenditionSetFactory(recording=RecordingFactory(kind="audio"), live=True)
    DocumentaryFactory(slug="film", recordings=[made.recording])
    assert client.get(ADDRESS).status_code == 404
