"""What pages ask the database: as much for one of everything as for many, and nothing twice."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker
from wagtail.models import Locale, Page, Site

from catalogue import linking
from catalogue.models import Award, Broadcast, HomePage
from tests import databases
from tests.archive.factories import CleanCopyFactory, RecordingFactory, RenditionSetFactory
from tests.catalogue.factories import (
    NAMES,
    DocumentaryFactory,
    OrganisationFactory,
    RadioEpisodeFactory,
    RadioSeriesFactory,
    SubjectFactory,
    mention,
)
from tests.subtitles.factories import published

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
# Two questions that differ in nothing but the moment are one.
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


def fill(count: int) -> dict[str, str]:
    """The addresses of pages that each show `count` of everything."""
    series, film, subject = RadioSeriesFactory(), DocumentaryFactory(), SubjectFactory()
    whole = OrganisationFactory()
    mention(film, whole)
    episodes = [RadioEpisodeFactory(series=series, number=number) for number in range(count + 2)]
    for work in (film, *episodes):
        mention(work, subject)
        for _ in range(count):
            recording = RenditionSetFactory(recording=RecordingFactory(kind="video"), live=True).recording
            linking.attach(recording, work)
            for language in ("sv", "fa", "en")[:count]:
                published(recording, "Frihet", language=language)
            linking.attach(CleanCopyFactory().document, work)
            for factory in NAMES:
                mention(work, factory())
            mention(work, OrganisationFactory(part_of=whole))
            Award.objects.create(work=work, name="Pris")
            Broadcast.objects.create(work=work, channel="Närradion")
    return {
        "series": series.get_absolute_url(),
        "film": film.get_absolute_url(),
        "episode": episodes[1].get_absolute_url(),
        "works": "/works/",
        "episodes": "/works/?kind=radio_episode",
        "subject": reverse("catalogue:subject", kwargs={"slug": subject.slug}),
        "organisation": reverse("catalogue:organisation", kwargs={"slug": whole.slug}),
        "home": "/",
    }


def begin() -> None:
    locale, _ = Locale.objects.get_or_create(language_code="sv")
    page = Page.get_first_root_node().add_child(instance=HomePage(title="Välkommen", slug="hem", locale=locale))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=page, is_default_site=True)


@pytest.fixture(scope="module")
def filled(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, str]]:
    """The addresses of a site with so many of everything, built once for all tests that look at it."""
    with django_db_blocker.unblock(), databases.shared():
        with translation.override("sv"):
            begin()
            addresses = fill(request.param)
        yield addresses


def asked(client: Client, url: str) -> list[str]:
    client.get(url)  # what is kept in memory for all requests is not asked again
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [MOMENT.sub("now", query["sql"]) for query in captured.captured_queries]


@pytest.mark.parametrize(
    ("page", "queries"),
    [
        ("series", 18),
        ("film", 20),
        ("episode", 24),
        ("works", 14),
        ("episodes", 16),
        ("subject", 14),
        ("organisation", 17),
        ("home", 20),
    ],
)
@pytest.mark.parametrize("filled", [1, 3], indirect=True)
def test_a_page_asks_as_much_for_one_as_for_many_and_nothing_twice(
    client: Client, filled: dict[str, str], page: str, queries: int
) -> None:
    found = asked(client, filled[page])
    assert (len(found), [sql for sql, times in Counter(found).items() if times > 1]) == (queries, [])


@pytest.mark.parametrize("page", ["series", "film", "episode", "works", "subject", "organisation", "home"])
@pytest.mark.parametrize("filled", [2], indirect=True)
def test_nothing_is_asked_twice_for_a_member_either(
    client_of: ClientOf, filled: dict[str, str], researcher: User, page: str
) -> None:
    found = asked(client_of(researcher), filled[page])
    assert [sql for sql, times in Counter(found).items() if times > 1] == []
