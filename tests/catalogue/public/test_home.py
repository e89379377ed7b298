"""The editorial pages: words in three languages, and what is in the archive for whoever looks."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation
from wagtail.models import Locale, Page, Site

from catalogue.models import HomePage, StandardPage
from catalogue.public.data import SectionShown
from tests.archive.factories import RecordingFactory
from tests.catalogue.factories import DocumentaryFactory, RadioEpisodeFactory, RadioSeriesFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


@pytest.fixture
def home() -> HomePage:
    """A home page in Swedish and its translation to Persian, as the site's front."""
    locale, _ = Locale.objects.get_or_create(language_code="sv")
    page = Page.get_first_root_node().add_child(instance=HomePage(title="Välkommen", slug="hem", locale=locale))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=page, is_default_site=True)
    persian, _ = Locale.objects.get_or_create(language_code="fa")
    translated = page.copy_for_translation(persian)
    translated.title = "خوش آمدید"
    translated.save_revision().publish()
    return page


def sections(client: Client, url: str = "/") -> dict[str, SectionShown]:
    return {section.kind: section for section in client.get(url).context["sections"]}


def test_the_front_page_speaks_the_readers_language(client: Client, home: HomePage) -> None:
    pages = [client.get(url).content.decode() for url in ("/", "/fa/")]
    assert ["<h1>Välkommen</h1>" in pages[0], "<h1>خوش آمدید</h1>" in pages[1]] == [True, True]


def test_it_shows_what_a_stranger_may_be_shown(client: Client, home: HomePage) -> None:
    shown = DocumentaryFactory(year=2004)
    for closed in ({"audience": "staff"}, {"audience": "unlisted"}, {"withdrawn": True}, {"live": False}):
        DocumentaryFactory(**closed)
    found = sections(client)["documentary"]
    assert (found.count, [card.url for card in found.cards]) == (1, [shown.get_absolute_url()])


def test_of_episodes_it_shows_those_that_can_be_heard(client: Client, home: HomePage) -> None:
    series = RadioSeriesFactory()
    RadioEpisodeFactory(series=series)
    heard = RadioEpisodeFactory(series=series, recordings=[RecordingFactory()])
    found = sections(client)["radio_episode"]
    assert (found.count, [card.url for card in found.cards]) == (2, [heard.get_absolute_url()])


def test_an_empty_archive_says_so(client: Client, home: HomePage) -> None:
    assert client.get("/").context["sections"] == []


def test_a_page_of_text_shows_its_paragraphs_and_quotes(client: Client, home: HomePage) -> None:
    body = [("text", "<p>Sedan 1994.</p>"), ("quote", "Rösten finns kvar.")]
    home.add_child(instance=StandardPage(title="Om arkivet", slug="om", locale=home.locale, body=body))
    page = client.get("/om/").content.decode()
    assert ["<p>Sedan 1994.</p>" in page, "<blockquote>Rösten finns kvar.</blockquote>" in page] == [True, True]
