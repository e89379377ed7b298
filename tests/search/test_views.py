import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.utils.html import escape

from search.index import outbox
from tests.catalogue.factories import BookFactory, RadioEpisodeFactory
from tests.search.scenes import spoken_work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(client: Client) -> Callable[..., str]:
    """The search page's HTML, on one line."""

    def get(prefix: str = "", status: int = 200, **asked: str) -> str:
        response = client.get(f"{prefix}/search/", asked)
        assert response.status_code == status
        return " ".join(response.content.decode().split())

    return get


def radio(**fields: object) -> str:
    work, _ = spoken_work(
        {"sv": ["Om friheten"], "fa": ["درباره‌ی آزادی"], "en": ["About freedom"]},
        RadioEpisodeFactory,
        **{"titles": {"sv": "Programmet", "fa": "برنامه"}, **fields},
    )
    return work.slug


def test_a_swedish_cue_and_what_is_spoken_in_persian_stand_side_by_side(page: Callable[..., str]) -> None:
    slug = radio()
    html = page("/en", q="frihet")
    assert "1 result<" in html
    sides = re.findall(r'<div class="pair__side[^>]*>.*?</div>', html)
    assert [re.findall(r'lang="(\w+)" dir="(\w+)"', side)[0] for side in sides] == [("sv", "ltr"), ("fa", "rtl")]
    assert ["Subtitle in Swedish" in sides[0], "Spoken in Persian" in sides[1]] == [True, True]
    assert ["Om <mark>friheten</mark>" in sides[0], "درباره‌ی آزادی" in sides[1]] == [True, True]
    assert f'href="/en/works/{slug}/?t=1"' in sides[0]


@pytest.mark.parametrize(("prefix", "title"), [("", "Programmet"), ("/en", "Programmet"), ("/fa", "برنامه")])
def test_the_moment_is_found_in_every_language_of_the_site(page: Callable[..., str], prefix: str, title: str) -> None:
    slug = radio()
    html = page(prefix, q="آزادی")
    assert f'href="{prefix}/works/{slug}/?t=1"' in html
    assert f">{title}</bdi>" in html


def test_before_a_question_the_page_says_what_it_is_for(page: Callable[..., str]) -> None:
    html = page("/en")
    assert "Search finds the second at which something is said" in html
    assert 'href="/en/works/"' in html


def test_nothing_found_offers_ways_out(page: Callable[..., str]) -> None:
    radio()
    html = page("/en", q="frihet båtar")
    assert "Nothing was found for <bdi>frihet båtar</bdi>." in html
    assert re.findall(r'class="tag" dir="auto" href="([^"]+)"', html) == ["?q=frihet", "?q=b%C3%A5tar"]


def test_a_choice_that_leaves_nothing_can_be_taken_back(page: Callable[..., str]) -> None:
    radio()
    html = page("/en", q="frihet", kind="book")
    assert 'href="?q=frihet">Search in everything</a>' in html


def test_facets_are_links_that_keep_the_question(page: Callable[..., str]) -> None:
    radio()
    BookFactory(titles={"sv": "Frihet"}, year=2004)
    html = page("/en", q="frihet", kind="book")
    assert re.findall(r'class="tag" href="(\?[^"]+)"( aria-current="true")?', html) == [
        ("?q=frihet", ""),
        ("?q=frihet&amp;kind=book", ' aria-current="true"'),
        ("?q=frihet&amp;kind=radio_episode", ""),
    ]
    assert '<input type="hidden" name="kind" value="book">' in html


def test_results_come_in_pages(page: Callable[..., str]) -> None:
    for _ in range(21):
        BookFactory(titles={"sv": "Frihet"})
    html = page("/en", q="frihet", page="2")
    assert ("21 results" in html, html.count('<li class="result">'), "Page 2 of 2" in html) == (True, 1, True)


HOSTILE = ['"', "<script>alert(1)</script>", "\x00", "frihet\x00x", 'a" OR (b', "%%%", "å" * 10_000, "\ud7ff\ufeff"]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_question_gets_a_page(page: Callable[..., str], text: str) -> None:
    radio()
    html = page("/en", q=text)
    assert ("<script>alert" in html, "\0" in html) == (False, False)
    assert f'value="{escape(text.replace(chr(0), " ").strip()[:1000])}"' in html


CHOICES = [{"page": "x"}, {"page": "0"}, {"page": "9" * 30}, {"year": "9" * 30}, {"year": "-1"}, {"kind": "'"}]


@pytest.mark.parametrize("choice", CHOICES)
def test_any_choice_gets_a_page(page: Callable[..., str], choice: dict[str, str]) -> None:
    radio()
    assert "<mark>friheten</mark>" in page("/en", q="frihet", **choice)


def test_a_page_is_never_kept_for_others(client: Client) -> None:
    kept = client.get("/search/", {"q": "frihet"})["Cache-Control"]
    assert set(kept.split(", ")) == {"no-cache", "private"}


def test_the_public_index_shows_members_nothing_more(
    client_of: Callable[[User | None], Client], archivist: User
) -> None:
    radio(audience="staff", titles={"sv": "Hemligt"})
    for user in (None, archivist):
        assert "Hemligt" not in client_of(user).get("/search/", {"q": "frihet"}).content.decode()


@pytest.mark.fts5
def test_an_index_that_cannot_be_read_says_so_and_offers_the_works(page: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with override_settings(SEARCH_DIR=tmp_path / "file"):
        html = page("/en", status=503, q="frihet")
    assert ("Search cannot answer at the moment." in html, 'href="/en/works/"' in html) == (True, True)


UNAVAILABLE = {
    "": "Sökningen kan inte svara just nu.",
    "/en": "Search cannot answer at the moment.",
    "/fa": "جست‌وجو",
}


@pytest.mark.fts5
@pytest.mark.parametrize(("prefix", "sentence"), UNAVAILABLE.items())
@pytest.mark.parametrize("fault", [shutil.rmtree, lambda folder: (folder / "current").write_text("index-1.sqlite3")])
def test_without_an_index_the_page_says_when_to_come_back_and_never_that_nothing_was_found(
    client: Client, folders: Path, prefix: str, sentence: str, fault: Callable[[Path], object]
) -> None:
    radio()
    fault(folders / "search_dir")
    response = client.get(f"{prefix}/search/", {"q": "frihet"})
    html = response.content.decode()
    assert (response.status_code, int(response["Retry-After"]) > 0) == (503, True)
    assert (sentence in html, 'value="frihet"' in html, "noindex" in html or "<mark>" not in html) == (True,) * 3
    assert client.get(f"{prefix}/search/").status_code == 200  # nothing asked, nothing missed
    assert client.get(f"{prefix}/").status_code in (200, 404)  # the front page needs no index


@pytest.mark.fts5
def test_damage_met_by_a_visitor_is_mended_by_the_next_tick(client: Client, folders: Path) -> None:
    radio()
    folder = folders / "search_dir"
    (folder / (folder / "current").read_text()).write_bytes(b"noise" * 5000)
    asked = {"q": "frihet"}
    assert client.get("/search/", asked).status_code == 503
    outbox.refresh()
    assert "<mark>friheten</mark>" in client.get("/search/", asked).content.decode()
