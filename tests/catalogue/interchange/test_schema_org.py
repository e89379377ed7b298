from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from catalogue.interchange.schema_org import describe
from catalogue.models import Broadcast, Edition
from catalogue.templatetags.catalogue import json_ld
from tests.archive.factories import RecordingFactory
from tests.catalogue.factories import (
    BookFactory,
    DocumentaryFactory,
    PersonFactory,
    RadioEpisodeFactory,
    RadioSeriesFactory,
    mention,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


def absolute(path: str) -> str:
    return f"https://example.org{path}"


def test_a_film_is_a_movie_with_its_titles_and_makers() -> None:
    work = DocumentaryFactory(
        slug="frihet", year=2004, titles={"sv": "Frihet", "fa": "آزادی"}, recordings=[RecordingFactory(language="prs")]
    )
    mention(work, PersonFactory(names={"sv": "Öppna Olsson"}), "drt")
    mention(work, PersonFactory(names={"sv": "Hemliga Hansson"}, audience="researchers"), "drt")
    assert describe(work, absolute) == {
        "@context": "https://schema.org",
        "@type": "Movie",
        "@id": "https://example.org/works/frihet/",
        "url": "https://example.org/works/frihet/",
        "name": [{"@language": "sv", "@value": "Frihet"}, {"@language": "fa", "@value": "آزادی"}],
        "datePublished": "2004",
        "inLanguage": ["prs"],
        "director": [{"@type": "Person", "name": [{"@language": "sv", "@value": "Öppna Olsson"}]}],
    }


def test_an_episode_names_its_series_its_number_and_its_broadcast() -> None:
    series = RadioSeriesFactory(slug="kvinnors-rost", titles={"sv": "Kvinnors Röst"})
    work = RadioEpisodeFactory(series=series, number=7)
    Broadcast.objects.create(work=work, date=date(2005, 3, 8), channel="Närradion")
    data = describe(work, absolute)
    assert (data["@type"], data["episodeNumber"]) == ("RadioEpisode", 7)
    assert data["partOfSeries"] == {
        "@type": "RadioSeries",
        "@id": "https://example.org/works/kvinnors-rost/",
        "name": [{"@language": "sv", "@value": "Kvinnors Röst"}],
    }
    assert data["publication"] == [{"@type": "BroadcastEvent", "startDate": "2005-03-08", "name": "Närradion"}]


def test_a_closed_series_is_not_named() -> None:
    work = RadioEpisodeFactory(series=RadioSeriesFactory(audience="unlisted"))
    assert "partOfSeries" not in describe(work, absolute)


def test_a_book_lists_its_editions() -> None:
    book = BookFactory()
    Edition.objects.create(book=book, language="fa", year=2013, isbn="9789113014081", pages=120)
    edition = {
        "@type": "Book",
        "inLanguage": "fa",
        "isbn": "9789113014081",
        "datePublished": "2013",
        "numberOfPages": 120,
    }
    assert (describe(book, absolute)["workExample"], describe(book, absolute)["inLanguage"]) == ([edition], ["fa"])


def test_no_text_can_end_the_script_element() -> None:
    html = json_ld({"name": "</script><!-- & \u2028"})
    expected = '{"name": "\\u003C/script\\u003E\\u003C!-- \\u0026 \\u2028"}'
    assert html == f'<script type="application/ld+json">{expected}</script>'


def test_nothing_to_say_is_no_element() -> None:
    assert json_ld(None) == ""
