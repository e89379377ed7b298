"""A stranger's page of a work is made once after every change, and nothing of it is given past one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from archive.models import Recording
from catalogue import face, linking, policy
from catalogue.models import HomePage, Work
from catalogue.public import work_page
from subtitles import publishing
from subtitles.models import Track
from tests.archive.factories import RecordingFactory, RenditionSetFactory
from tests.catalogue.factories import (
    DocumentaryFactory,
    PersonFactory,
    RadioEpisodeFactory,
    RadioSeriesFactory,
    mention,
)
from tests.subtitles.factories import published

pytestmark = pytest.mark.django_db(transaction=True)
ClientOf = Callable[[User | None], Client]
ASKED_OF_A_KEPT_PAGE = 1


@pytest.fixture
def film() -> Work:
    recording = RenditionSetFactory(recording=RecordingFactory(kind="video"), live=True).recording
    work: Work = DocumentaryFactory(recordings=[recording], titles={"sv": "Frihet"})
    published(recording, "Ord för ord")
    mention(work, PersonFactory(), "ive")
    return work


@pytest.fixture
def home() -> Page:
    locale, _ = Locale.objects.get_or_create(language_code="sv")
    top = Page.add_root(instance=Page(title="Allt", slug="allt", locale=locale))
    page = top.add_child(instance=HomePage(title="Välkommen", slug="hem", locale=locale))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=page, is_default_site=True)
    return page


def asked(client: Client, address: str, **more: Any) -> tuple[int, str]:
    """How many questions the answer took, and its text."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, **more)
    return len(captured), response.content.decode()


def kept(address: str, client: Client | None = None) -> bool:
    return asked(client or Client(), address)[0] == ASKED_OF_A_KEPT_PAGE


def pass_time(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_the_second_stranger_is_given_what_was_made_for_the_first(film: Work) -> None:
    first, second = (asked(Client(), film.get_absolute_url()) for _ in range(2))
    assert (first[0] > 10, second[0]) == (True, ASKED_OF_A_KEPT_PAGE)
    assert first[1] == second[1]


def test_it_is_packed_for_whoever_takes_that_and_plain_for_others_with_the_same_headers(film: Work) -> None:
    address = film.get_absolute_url()
    fresh = [Client(headers=headers).get(address) for headers in ({}, {"Accept-Encoding": "gzip"})]
    caches["faces"].clear()
    first = Client(headers={"Accept-Encoding": "gzip"}).get(address)
    assert first["Content-Encoding"] == fresh[1]["Content-Encoding"] == "gzip"
    assert len(fresh[1].content) < len(fresh[0].content) / 3
    assert fresh[0].headers.keys() - {"Content-Length"} == first.headers.keys() - {"Content-Encoding", "Content-Length"}
    assert first["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Accept-Encoding"} <= set(first["Vary"].split(", "))


CHANGES: dict[str, Callable[[Work], object]] = {
    "its title": lambda work: work.titles.get().delete(),
    "its rule": lambda work: policy.set_access(work, "researchers"),
    "its withdrawal": policy.withdraw,
    "its publication": lambda work: work.specific().unpublish(),
    "a new part": lambda work: linking.attach(RecordingFactory(), work),
    "a language of the text": lambda work: published(Recording.objects.get(), "Sohan", language="fa"),
    "the text": lambda work: publishing.unpublish(Track.objects.get()),
    "a name": lambda work: policy.withdraw(work.mentions.get().authority),
    "how a name is written": lambda work: work.mentions.get().authority.names.get().delete(),
    "the copy that is streamed": lambda work: Recording.objects.update(rendition_set=None),
    "a page in the menu": lambda work: _in_menu("Om arkivet"),
}


def _in_menu(title: str, **fields: Any) -> Page:
    above = HomePage.objects.get()
    return above.add_child(instance=Page(title=title, locale=above.locale, show_in_menus=True, **fields))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_met_at_once(film: Work, home: Page, change: Callable[[Work], object]) -> None:
    address = film.get_absolute_url()
    before = asked(Client(), address)[1]
    assert kept(address)
    change(film)
    assert asked(Client(), address)[1] != before


def test_an_episode_changes_with_the_ones_beside_it() -> None:
    series = RadioSeriesFactory()
    first = RadioEpisodeFactory(series=series, number=1)
    asked(Client(), first.get_absolute_url())
    assert kept(first.get_absolute_url())
    second = RadioEpisodeFactory(series=series, number=2)
    assert second.get_absolute_url() in asked(Client(), first.get_absolute_url())[1]


def test_what_closes_by_its_time_closes_though_nobody_says_so(film: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    address, now = film.get_absolute_url(), timezone.now()
    policy.set_access(film, "public", until=now + timedelta(hours=1))
    asked(Client(), address)
    assert kept(address)
    pass_time(monkeypatch, now + timedelta(hours=1))
    assert Client().get(address).status_code == 404


def test_a_page_of_the_menu_whose_time_is_over_is_gone_though_no_worker_runs(
    film: Work, home: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, now = film.get_absolute_url(), timezone.now()
    _in_menu("Om arkivet", expire_at=now + timedelta(hours=1))
    assert "Om arkivet" in asked(Client(), address)[1]
    assert kept(address)
    pass_time(monkeypatch, now + timedelta(hours=1))
    assert "Om arkivet" not in asked(Client(), address)[1]


@pytest.mark.parametrize("later", [timedelta(hours=6), timedelta(days=1)])
def test_addresses_of_streams_and_the_day_of_the_visit_are_of_now(
    film: Work, monkeypatch: pytest.MonkeyPatch, later: timedelta
) -> None:
    address, now = film.get_absolute_url(), timezone.now()
    before = asked(Client(), address)[1]
    pass_time(monkeypatch, now + later)
    assert asked(Client(), address)[1] != before


def test_another_language_part_or_host_is_another_page_and_another_moment_is_not(film: Work) -> None:
    linking.attach(RenditionSetFactory(live=True).recording, film)
    address = film.get_absolute_url()
    asked(Client(), address)
    for other in (f"/fa{address}", f"{address}?part=2", f"{address}?transcript=fa"):
        assert not kept(other)
        assert kept(other)
    with override_settings(ALLOWED_HOSTS=["*"]):
        assert not kept(address, Client(headers={"Host": "arkiv.example.org"}))
    assert kept(f"{address}?t=62.5")
    assert kept(f"{address}?part=2&t=62.5")


def test_whoever_may_see_more_or_less_is_never_given_it(
    film: Work, client_of: ClientOf, archivist: User, researcher: User
) -> None:
    address = film.get_absolute_url()
    asked(Client(), address)
    stray = Client()
    stray.cookies["messages"] = "x"
    for client in (client_of(archivist), client_of(researcher), stray):
        assert not kept(address, client)
        assert not kept(address, client)
    assert kept(address)


def test_what_a_visitor_makes_up_is_not_kept(film: Work) -> None:
    address = film.get_absolute_url()
    for made_up in ("?x=1", f"?transcript={'x' * 100}"):
        asked(Client(), address + made_up)
        assert not kept(address + made_up)
    assert Client().get(f"{address}?part=99").status_code == 404
    assert Client().get(f"{address}?part=99").status_code == 404


def test_a_page_that_was_made_while_something_changed_is_not_kept(film: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    address, context = film.get_absolute_url(), work_page.context

    def meanwhile(*args: Any) -> dict[str, object]:
        made = context(*args)
        Work.objects.get(pk=film.pk).titles.get().delete()
        return made

    monkeypatch.setattr(work_page, "context", meanwhile)
    old = asked(Client(), address)[1]
    monkeypatch.undo()
    assert asked(Client(), address)[1] != old


def test_while_it_is_not_known_until_when_a_face_holds_nothing_is_kept(
    film: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(face, "settle", lambda *_: None)
    face.raise_version([film.pk])
    address = film.get_absolute_url()
    assert asked(Client(), address)[0] > ASKED_OF_A_KEPT_PAGE
    assert not kept(address)
