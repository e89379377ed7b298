"""Requests that nobody sends by accident: each gets an ordinary answer, and none tells what is there."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import Locale, Page, Site

from catalogue import models
from search.index import build
from tests.catalogue.factories import (
    DocumentaryFactory,
    PersonFactory,
    RadioEpisodeFactory,
    RadioSeriesFactory,
    mention,
)
from tests.search.scenes import spoken_work

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
DIGITS = "9" * 5000  # more than `int` reads
HUGE = "9" * 30  # more than a column holds
NUMBERS = (DIGITS, HUGE, "-1", "%00", "١", "²", "nan", "1e999", "1_0", "%ED%A0%80", "'\"<>")
QUERIES = [f"{name}={number}" for name in ("page", "year", "t", "part", "q") for number in NUMBERS]
QUERIES += ["kind=" + "x" * 20_000, "subject=%00", "series=%FF", "language=%00"]
PATHS = ("/", "/works/", "/works/filmen/", "/works/serien/", "/people/hon/", "/search/", "/fa/works/filmen/")


@pytest.fixture
def site() -> None:
    root = Page.get_first_root_node()
    locale = Locale.objects.get_or_create(language_code="sv")[0]
    home = root.add_child(instance=models.HomePage(title="Hem", slug="hem", locale=locale))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": home})
    RadioEpisodeFactory(series=RadioSeriesFactory(slug="serien"))
    work, _ = spoken_work({"sv": ["ord"]}, slug="filmen")
    mention(work, PersonFactory(slug="hon"))
    build.rebuild()


@pytest.mark.parametrize("path", PATHS)
def test_no_query_breaks_a_page(path: str, site: None, client: Client) -> None:
    odd = [
        (query, status)
        for query in QUERIES
        if (status := client.get(f"{path}?{query}&q=ord").status_code) != 200
        # A part that is not there is not found.
        and not (status == 404 and query.startswith("part="))
    ]
    assert odd == []


METHODS = ("get", "head", "post", "put", "delete", "options", "patch", "trace")
SPELLINGS = (
    "/works/{}/",
    "/works/{}",
    "/en/works/{}/",
    "/sv/works/{}/",
    "/fa/works/{}",
    "/works/{}/?part=2",
    "/works//{}/",
    "//works/{}/",
    "/works/%2e/{}/",
    "/works/{}%00/",
    "/WORKS/{}/",
)


def answer(client: Client, method: str, spelling: str, slug: str) -> tuple[object, ...]:
    response = getattr(client, method)(spelling.format(slug), headers={"accept-language": "fa"})
    changing = {"Content-Security-Policy", "Content-Length"}
    headers = sorted((name, value.replace(slug, "")) for name, value in response.items() if name not in changing)
    return response.status_code, headers, len(response.content.replace(slug.encode(), b""))


@pytest.mark.parametrize("method", METHODS)
def test_no_way_of_asking_tells_a_hidden_work_from_none(method: str, site: None, client: Client) -> None:
    DocumentaryFactory(slug="hemlig-film", withdrawn=True)
    for spelling in SPELLINGS:
        hidden, none = (answer(client, method, spelling, slug) for slug in ("hemlig-film", "ingen-film"))
        assert hidden == none, spelling


@pytest.mark.parametrize("path", [*PATHS, "/works/ingen-film/", "/nothing/", "/login/"])
def test_no_page_is_kept_where_somebody_else_could_find_it(
    path: str, site: None, client_of: ClientOf, researcher: User
) -> None:
    of_stranger = client_of(None).get(path)["Cache-Control"]
    of_member = client_of(researcher).get(path)["Cache-Control"]
    assert {"private", "no-cache"} <= set(of_stranger.split(", "))
    assert {"private", "no-store"} <= set(of_member.split(", "))


@pytest.mark.parametrize("number", [DIGITS, HUGE])
def test_no_number_breaks_a_page_of_the_admin(
    number: str, client_of: ClientOf, archivist: User, settings: Settings
) -> None:
    settings.RECOGNISER_COMMAND, settings.TRANSLATOR_COMMAND = "/opt/hear", "/opt/translate"
    client = client_of(archivist)
    recording = spoken_work({"sv": ["ord"]})[1]
    asked = [
        f"{reverse('jobs:state')}?id={number}",
        f"{reverse('recordings:upload')}?recording={number}",
        f"{reverse('recordings:page', args=[1])[:-2]}{number}/",
        f"{reverse('tracks:import')}?track={number}",
        f"{reverse('tracks:import')}?recording={number}",
        f"{reverse('tracks:transcribe')}?track={number}",
        f"{reverse('tracks:transcribe')}?recording={number}",
        f"{reverse('tracks:translate')}?track={number}",
        f"{reverse('tracks:index')}?recording={number}&p={number}",
        f"{reverse('events:index')}?p={number}",
        f"{reverse('wagtailsnippets_catalogue_documentary:list')}?year={number}",
    ]
    attach = reverse("catalogue_admin:attach", args=["recording", recording.pk])
    answers = {address[:40]: client.get(address).status_code for address in asked}
    answers[attach] = client.post(attach, {"work": number}).status_code
    assert {address: status for address, status in answers.items() if status not in {200, 404}} == {}


def test_nobody_is_sent_away_after_logging_in(client: Client, researcher: User) -> None:
    for place in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil"):
        client.logout()
        response = client.post("/login/", {"username": "researcher", "password": "researcher", "next": place})
        assert (response.status_code, response["Location"]) == (302, "/")


def test_every_form_asks_where_it_came_from(researcher: User) -> None:
    client = Client(enforce_csrf_checks=True)
    for address in ("/login/", "/logout/"):
        assert client.post(address, {"username": "researcher", "password": "researcher"}).status_code == 403
    client.force_login(researcher)
    for name in ("recordings:upload", "recordings:send", "tracks:import", "wagtailsnippets_catalogue_documentary:add"):
        assert client.post(reverse(name)).status_code == 403
    for name in ("tracks:pending", "tracks:proofread"):
        assert client.post(reverse(name, args=[uuid4()])).status_code == 403
    tracks = ("tracks:unpublish", "tracks:publish", "tracks:repair", "tracks:rules", "tracks:confirm")
    flow = ("tracks:work_step", "tracks:assign", "tracks:divide", "tracks:end_assignment", "tracks:workbench_review")
    for name in ("jobs:cancel", "jobs:again", "tracks:decide", "tracks:proof", *tracks, *flow):
        assert client.post(reverse(name, args=[1])).status_code == 403
    for name in ("tracks:accept_word", "tracks:take_back_word", "tracks:replace_word", "tracks:workbench_word"):
        assert client.post(reverse(name, args=[1])).status_code == 403
