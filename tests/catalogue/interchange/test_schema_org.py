"""What machines are told of works: in schema.org's own words, of what every stranger may know."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.template import Context
from django.utils import translation

from archive import moment
from archive.access import STRANGER
from archive.models import Recording
from catalogue import linking, policy
from catalogue.interchange import schema_org
from catalogue.interchange.json_ld import Node
from catalogue.models import Broadcast, Edition, Role, Work
from catalogue.public import building
from catalogue.public.transcript import transcript
from catalogue.templatetags.catalogue import json_ld, script
from demo.loading import records
from subtitles.models import Track
from tests.archive.factories import CleanCopyFactory, RecordingFactory, RenditionSetFactory
from tests.catalogue.factories import (
    BookFactory,
    DocumentaryFactory,
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    RadioEpisodeFactory,
    RadioSeriesFactory,
    SubjectFactory,
    mention,
)
from tests.catalogue.interchange.vocabulary import problems
from tests.subtitles.factories import published

pytestmark = pytest.mark.django_db
HERE = "https://example.org"


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


def absolute(path: str) -> str:
    return f"{HERE}{path}"


def describe(work: Work, language: str = "sv") -> Node:
    shown = building.work(work.specific(), STRANGER, language)
    readings = [reading for part in shown.parts for reading in transcript(part.tracks, STRANGER)]
    with translation.override(language):
        return schema_org.describe(shown, absolute, readings)


def heard(kind: str = "video", **about: object) -> Recording:
    made = RenditionSetFactory(recording=RecordingFactory(kind=kind, **about), live=True, extras=["poster.jpg"])
    return made.recording


def full(work: Work) -> Work:
    """With everything that any work can have, in ways that do not all fit its kind."""
    for role in Role.values:
        mention(work, PersonFactory(), role)
        mention(work, OrganisationFactory(), role)
    mention(work, PlaceFactory())
    mention(work, SubjectFactory())
    for kind in ("video", "audio"):
        recording = heard(kind)
        linking.attach(recording, work)
        published(recording, "Frihet", language="sv")
        published(recording, "آزادی", language="fa", kind="captions")
    linking.attach(CleanCopyFactory().document, work)
    Broadcast.objects.create(work=work, date=date(2005, 3, 8), channel="Närradion")
    return work


@pytest.mark.parametrize("factory", [DocumentaryFactory, RadioSeriesFactory, RadioEpisodeFactory, BookFactory])
@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_word_is_schema_orgs_and_stands_where_it_may(factory: type[DocumentaryFactory], language: str) -> None:
    work = full(factory(year=2004, titles={"sv": "Frihet", "fa": "آزادی"}, summaries={"sv": "Om frihet."}))
    assert list(problems(describe(work, language))) == []
    policy.set_access(work, "public", layers={layer: {"audience": "staff"} for layer in ("words", "sound", "picture")})
    assert list(problems(describe(work, language))) == []


def test_every_work_of_the_demonstration_is_said_in_schema_orgs_words() -> None:
    collection, series = records.read("collection"), records.read("series")
    records.load_names(collection)
    for kind, record in records.works(collection, series):
        records.load_work(kind, record)
    works = Work.objects.listed_to(STRANGER)
    assert works.count() > 60
    for language, _ in settings.LANGUAGES:
        assert {work.slug: found for work in works if (found := list(problems(describe(work, language))))} == {}


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"@type": "Organisation"}, "no type of theirs"),
        ({"@type": "Book", "director": {"@type": "Person"}}, "no property of it"),
        ({"@type": "Movie", "director": {"@type": "Organization"}}, "no value for it"),
        ({"@type": "Movie", "duration": "62500"}, "no value for it"),
        ({"@type": "VideoObject", "thumbnailUrl": "/poster.jpg"}, "no value for it"),
        ({"@type": "VideoObject", "uploadDate": "8 mars"}, "no value for it"),
        ({"@type": "Movie", "name": [{"@language": "", "@value": "Frihet"}]}, "no text"),
    ],
)
def test_what_is_no_word_of_theirs_is_found(node: Node, expected: str) -> None:
    assert expected in " ".join(problems(node))


def test_a_film_is_a_movie_with_its_titles_and_makers() -> None:
    work = DocumentaryFactory(
        slug="frihet", year=2004, titles={"sv": "Frihet", "fa": "آزادی"}, recordings=[RecordingFactory(language="prs")]
    )
    person = PersonFactory(names={"sv": "Öppna Olsson"}, slug="oppna")
    mention(work, person, "drt")
    mention(work, PersonFactory(names={"sv": "Hemliga Hansson"}, audience="researchers"), "drt")
    data = describe(work)
    media = data.pop("associatedMedia")
    assert data == {
        "@context": "https://schema.org",
        "@type": "Movie",
        "@id": f"{HERE}/works/frihet/",
        "url": f"{HERE}/works/frihet/",
        "name": [{"@language": "sv", "@value": "Frihet"}, {"@language": "fa", "@value": "آزادی"}],
        "datePublished": "2004",
        "inLanguage": ["prs"],
        "director": [
            {"@type": "Person", "@id": f"{HERE}/people/oppna/", "name": [{"@language": "sv", "@value": "Öppna Olsson"}]}
        ],
    }
    assert isinstance(media, list) and len(media) == 1


def media_of(work: Work) -> list[dict[str, Any]]:
    """What is told of the recordings of a work."""
    told: Any = describe(work)["associatedMedia"]
    return list(told)


def test_a_recording_is_told_of_with_its_length_picture_subtitles_and_what_is_said() -> None:
    recording = heard(language="fa")
    work = DocumentaryFactory(slug="frihet", titles={"sv": "Frihet"}, recordings=[recording])
    track = published(recording, "Frihet är", language="sv").track
    (media,) = media_of(work)
    assert media == {
        "@type": "VideoObject",
        "@id": f"{HERE}/works/frihet/#part-1",
        "url": f"{HERE}/works/frihet/",
        "name": [{"@language": "sv", "@value": "Frihet"}],
        "duration": "PT1M",
        "inLanguage": "fa",
        "thumbnailUrl": f"{HERE}/works/frihet/poster/1/",
        "uploadDate": moment.local(recording.created_at).date().isoformat(),
        "caption": [
            {
                "@type": "MediaObject",
                "contentUrl": f"{HERE}/tracks/{track.uuid}.vtt",
                "encodingFormat": "text/vtt",
                "inLanguage": "sv",
            }
        ],
        "transcript": "Frihet är",
    }


def test_several_recordings_are_parts_of_their_work() -> None:
    work = DocumentaryFactory(slug="frihet", recordings=[heard("audio"), heard("audio")])
    parts = describe(work)["hasPart"]
    assert [(part["@type"], part["position"], part["isPartOf"]) for part in parts] == [  # type: ignore[union-attr,index,call-overload]
        ("AudioObject", number, {"@id": f"{HERE}/works/frihet/"}) for number in (1, 2)
    ]


def test_an_id_is_the_same_in_every_language() -> None:
    work = full(RadioEpisodeFactory())
    ids = [_ids(describe(work, language)) for language in ("sv", "en", "fa")]
    assert len(ids[0]) > 40 and ids[0] == ids[1] == ids[2]


def _ids(value: object) -> list[str]:
    if isinstance(value, dict):
        return [str(value[word]) for word in value if word == "@id"] + _ids(list(value.values()))
    return [found for each in value for found in _ids(each)] if isinstance(value, list) else []


def test_what_is_closed_to_strangers_is_told_to_no_machine() -> None:
    recording = heard("video")
    work = DocumentaryFactory(recordings=[recording])
    published(recording, "hemliga ord", language="sv")
    policy.set_access(work, "public", layers={"words": {"audience": "staff"}, "picture": {"audience": "staff"}})
    (media,) = media_of(work)
    assert (media["@type"], {"caption", "transcript", "thumbnailUrl"} & set(media)) == ("AudioObject", set())
    policy.set_access(work, "public", layers={"exists": {"audience": "staff"}})
    assert "associatedMedia" not in describe(work)


def test_a_recording_or_document_that_another_work_keeps_to_its_address_is_not_named() -> None:
    recording, document = heard(), CleanCopyFactory().document
    work = DocumentaryFactory(recordings=[recording])
    linking.attach(document, work)
    assert len(describe(work)["associatedMedia"]) == 2  # type: ignore[arg-type]
    hidden = DocumentaryFactory(recordings=[recording], audience="unlisted")
    linking.attach(document, hidden)
    assert "associatedMedia" not in describe(work)


def test_a_track_that_is_kept_to_its_address_is_told_to_no_machine() -> None:
    recording = heard()
    work = DocumentaryFactory(recordings=[recording])
    published(recording, "bara för den som vet", language="sv")
    Track.objects.order_by().write_rule(audience="unlisted")
    shown = building.work(work, STRANGER).parts[0].tracks
    assert (len(shown), {"caption", "transcript"} & set(media_of(work)[0])) == (1, set())


def test_an_episode_names_its_series_its_number_and_its_broadcast() -> None:
    series = RadioSeriesFactory(slug="kvinnors-rost", titles={"sv": "Kvinnors Röst"})
    work = RadioEpisodeFactory(series=series, number=7)
    Broadcast.objects.create(work=work, date=date(2005, 3, 8), channel="Närradion")
    data = describe(work)
    assert (data["@type"], data["episodeNumber"]) == ("RadioEpisode", 7)
    assert data["partOfSeries"] == {
        "@type": "RadioSeries",
        "@id": f"{HERE}/works/kvinnors-rost/",
        "name": [{"@language": "sv", "@value": "Kvinnors Röst"}],
    }
    station = {"@type": "BroadcastService", "name": "Närradion"}
    assert data["publication"] == [{"@type": "BroadcastEvent", "startDate": "2005-03-08", "publishedOn": station}]


def test_a_closed_series_is_not_named() -> None:
    work = RadioEpisodeFactory(series=RadioSeriesFactory(audience="unlisted"))
    assert "partOfSeries" not in describe(work)


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
    assert (describe(book)["workExample"], describe(book)["inLanguage"]) == ([edition], ["fa"])


def test_no_text_can_end_the_script_element() -> None:
    html = script({"name": "</script><!-- & \u2028"})
    expected = '{"name":"\\u003C/script\\u003E\\u003C!-- \\u0026 \\u2028"}'
    assert html == f'<script type="application/ld+json">{expected}</script>'


def test_nothing_to_say_is_no_element() -> None:
    assert json_ld(Context(), None) == ""
