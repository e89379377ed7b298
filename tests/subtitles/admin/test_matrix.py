"""Recordings by languages: what is shown of each, what is left out, and what a press on "Begin" does."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.models import Recording
from subtitles.models import Stage, Track, Translator
from tests.archive.factories import RecordingFactory, RestrictionFactory
from tests.catalogue.factories import DocumentaryFactory, RadioEpisodeFactory, RadioSeriesFactory
from tests.subtitles.factories import TrackFactory, imported, published

pytestmark = pytest.mark.django_db

MATRIX = "tracks:matrix"


def titles(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"{reverse(MATRIX)}?{query}")
    assert answer.status_code == 200
    return sorted(recording.title for recording in answer.context["object_list"])


def cell(page: str, language: str) -> str:
    """What the cell of a page's only recording says, without its markup."""
    found = re.search(rf'<td data-label="{language}">(.*?)</td>', page, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def test_a_cell_says_what_there_is_and_how_far_it_is(client: Client) -> None:
    recording = RecordingFactory(title="Film", language="fa")
    published(recording, "یک", "دو", "سه", language="fa")
    Track.objects.filter(pk=imported(recording, "Ett", "", language="sv").track.pk).update(stage=Stage.REVIEW)
    page = client.get(reverse(MATRIX)).content.decode()
    assert cell(page, "فارسی") == "Published 3 cues"
    assert cell(page, "Svenska") == "In review 1 of 3 cues · 1 empty"
    assert cell(page, "English") == "Begin"
    assert 'data-label="دری"' not in page


def test_more_cues_than_the_source_has_are_counted_by_themselves(client: Client) -> None:
    recording = RecordingFactory(language="fa")
    published(recording, "یک", "دو", language="fa")
    imported(recording, "ett", "två", "tre", language="sv")
    page = client.get(reverse(MATRIX)).content.decode()
    assert cell(page, "Svenska") == "Draft 3 cues"


def test_a_machines_draft_is_shown_and_can_still_be_begun_beside(client: Client) -> None:
    imported(RecordingFactory(language="fa"), "Ett", language="sv", origin="machine")
    page = client.get(reverse(MATRIX)).content.decode()
    assert cell(page, "Svenska") == "Draft · by a machine 1 cue Begin"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["both", "draft", "none"]),
        ("missing=sv", ["none"]),
        ("missing=fa", ["draft", "none"]),
        ("stage=draft", ["draft"]),
        ("stage=published", ["both"]),
        ("stage=published&written_in=fa", ["both"]),
        ("stage=draft&written_in=fa", []),
        ("written_in=sv", ["both", "draft"]),
        ("q=no", ["none"]),
        ("language=ps", ["none"]),
        ("missing=klingon", ["both", "draft", "none"]),
        ("p=nowhere", ["both", "draft", "none"]),
    ],
)
def test_it_is_filtered_and_searched(client: Client, query: str, expected: list[str]) -> None:
    made: dict[str, Recording] = {
        name: RecordingFactory(title=name, language="ps" if name == "none" else "fa")
        for name in ("both", "draft", "none")
    }
    published(made["both"], language="sv")
    published(made["both"], language="fa")
    imported(made["draft"], language="sv")
    assert titles(client, query) == expected


def test_it_is_filtered_by_series_and_found_by_what_works_are_called(client: Client) -> None:
    programme, film, _other = (RecordingFactory(title=name) for name in ("programme", "film", "other"))
    series = RadioSeriesFactory(titles={"sv": "Kvinnors röst"})
    RadioEpisodeFactory(series=series, recordings=[programme])
    DocumentaryFactory(recordings=[film], titles={"sv": "Systrarna"})
    assert titles(client, f"series={series.pk}") == ["programme"]
    assert titles(client, "q=systra") == ["film"]
    page = client.get(reverse(MATRIX)).content.decode()
    assert f'<option value="{series.pk}">Kvinnors röst</option>' in page
    assert "Systrarna" in page


def test_nothing_of_what_is_closed_is_told(client: Client) -> None:
    hidden = RestrictionFactory(withdrawn=True, recording__title="hemlig").recording
    series = RadioSeriesFactory(titles={"sv": "hemlig serie"}, audience="sealed", withdrawn=True)
    DocumentaryFactory(recordings=[hidden], titles={"sv": "hemligfilm"}, withdrawn=True)
    imported(hidden, language="ckb")
    page = client.get(reverse(MATRIX) + "?q=hemlig").content.decode()
    page += client.get(reverse(MATRIX)).content.decode()
    assert re.findall(r"hemlig(?!&|\")\w*", page.replace('value="hemlig"', "")) == []
    assert titles(client, f"series={series.pk}") == []


def test_it_asks_the_same_of_one_recording_and_of_twelve(client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(MATRIX))
        return len(queries)

    def grow(count: int) -> None:
        for _ in range(count):
            recording = RecordingFactory(language="fa")
            DocumentaryFactory(recordings=[recording])
            published(recording, language="fa")
            imported(recording, language="sv")

    grow(1)
    asked()  # what is remembered from now on
    one = asked()
    grow(11)
    assert asked() == one


def test_begin_makes_an_empty_track_and_opens_the_workbench(client: Client, translator: User) -> None:
    recording = RecordingFactory(language="fa")
    answer = client.post(reverse("tracks:begin"), {"what": f"{recording.pk} sv"})
    track = Track.objects.get()
    assert (track.recording, track.language) == (recording, "sv")
    assert answer["Location"] == reverse("tracks:workbench", args=[track.pk])
    assert client.get(answer["Location"]).status_code == 200
    client.post(reverse("tracks:begin"), {"what": f"{recording.pk} sv"})
    assert Track.objects.count() == 1


@pytest.mark.parametrize("what", ["", "sv", "0 sv", "{pk}", "{pk} tlh", "x sv", "{pk} sv extra", "{hidden} sv"])
def test_begin_refuses_what_is_not_there(client: Client, what: str) -> None:
    hidden = RestrictionFactory(withdrawn=True).recording
    address = {"what": what.format(pk=RecordingFactory().pk, hidden=hidden.pk)}
    assert client.post(reverse("tracks:begin"), address).status_code == 404
    assert client.get(reverse("tracks:begin")).status_code == 405
    assert Track.objects.count() == 0


def test_a_translator_begins_in_her_languages_alone(client: Client, translator: User) -> None:
    Translator.objects.create(user=translator, languages=["sv"])
    recording = RecordingFactory(language="fa")
    page = client.get(reverse(MATRIX)).content.decode()
    assert (cell(page, "Svenska"), cell(page, "English")) == ("Begin", "– None yet")
    assert client.post(reverse("tracks:begin"), {"what": f"{recording.pk} en"}).status_code == 404


def test_it_is_for_members_alone(client_of: Callable[[User | None], Client], researcher: User) -> None:
    TrackFactory()
    for user in (None, researcher):
        client = client_of(user)
        assert client.get(reverse(MATRIX)).status_code in {302, 403, 404}
        assert client.post(reverse("tracks:begin"), {"what": "1 sv"}).status_code in {302, 403, 404}
