"""The page of figures and its table: for archivists, with numbers alone."""

import csv
import io
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.moment import local
from subtitles import workbench
from subtitles.admin.overview import figures as screen
from subtitles.overview import figures
from tests.subtitles.factories import published
from tests.subtitles.workbench.sending import cues, text, track_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(translator: User) -> None:
    track = track_of("ett")
    workbench.submit(track, 0, [text(cues(track)[0], "ett två")], translator)
    published(None, "one two three", language="en", by=translator)
    published(None, "یک دو", language="fa", by=translator, origin="machine")


@pytest.fixture
def client(client_of: Callable[[User | None], Client], archivist: User) -> Client:
    return client_of(archivist)


def test_the_table_has_a_row_for_each_month_and_language(client: Client, work: None) -> None:
    answer = client.get(reverse("figures:csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    month = f"{local(timezone.now()):%Y-%m}"
    assert rows[0][:3] == ["Month", "Language code", "Language"]
    assert rows[1:] == [
        [month, "en", "English", "0", "0", "1", "1", "3", "1", "1", "0", "0", "0"],
        [month, "fa", "Persian", "0", "0", "1", "0", "0", "0", "1", "2", "1", "2"],
        [month, "sv", "Swedish", "1", "2", "0", "0", "0", "1", "1", "0", "0", "0"],
    ]


def test_no_cell_of_it_is_a_formula(monkeypatch: pytest.MonkeyPatch, work: None) -> None:
    monkeypatch.setattr(screen, "name", lambda language: f"=1+1 {language}")
    months = figures.of_year(local(timezone.now()).year)
    assert [row[2] for row in csv.reader(io.StringIO(screen.written(months)))][1:] == [
        "'=1+1 en",
        "'=1+1 fa",
        "'=1+1 sv",
    ]


def test_the_page_says_the_same_and_names_nobody(client: Client, work: None, translator: User) -> None:
    page = client.get(reverse("figures:index"))
    assert page.context["whole"].words == 2
    text_of = page.content.decode().split("<main")[1]
    assert "English" in text_of
    assert translator.username not in text_of
    assert f"{reverse('figures:csv')}?year={page.context['year']}" in text_of


@pytest.mark.parametrize("year", ["", "1066", "x", "20250", "-1"])
def test_a_year_that_is_not_there_is_the_newest(client: Client, year: str) -> None:
    answer = client.get(reverse("figures:index"), {"year": year})
    assert answer.context["year"] == local(timezone.now()).year
    assert "Nothing was written or published in this year." in answer.content.decode()
    assert client.get(reverse("figures:csv"), {"year": year}).status_code == 200


def test_it_is_for_archivists_alone(client_of: Callable[[User | None], Client], translator: User) -> None:
    for name in ("figures:index", "figures:csv"):
        assert client_of(translator).get(reverse(name)).status_code == 404
        assert client_of(None).get(reverse(name)).status_code == 302
    assert "Work on subtitles" not in client_of(translator).get(reverse("wagtailadmin_home")).content.decode()
