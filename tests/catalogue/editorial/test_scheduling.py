"""Editorial pages that open and close by themselves."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, Revision, Site

from archive.jobs import periodic
from catalogue.editorial import scheduling
from catalogue.models import HomePage, StandardPage
from tests.catalogue.factories import BookFactory, DocumentaryFactory, RadioEpisodeFactory, RadioSeriesFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def home() -> HomePage:
    locale, _ = Locale.objects.get_or_create(language_code="sv")
    page = Page.get_first_root_node().add_child(instance=HomePage(title="Välkommen", slug="hem", locale=locale))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=page, is_default_site=True)
    return page


def page_below(home: HomePage, **about: Any) -> StandardPage:
    page: StandardPage = home.add_child(instance=StandardPage(title="Upprop", slug="upprop", **about))
    page.save_revision()
    return page


def test_a_page_whose_time_is_over_is_not_served_though_no_worker_ever_ran(home: HomePage, client: Client) -> None:
    page = page_below(home, expire_at=timezone.now() + HOUR)
    assert client.get("/upprop/").status_code == 200
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    closed, nothing = client.get("/upprop/"), client.get("/uppror/")
    assert (closed.status_code, nothing.status_code) == (404, 404)
    assert Page.objects.get(pk=page.pk).live


def test_an_archivist_who_is_logged_in_does_not_meet_it_on_the_site_either(
    home: HomePage, client: Client, archivist: User
) -> None:
    page_below(home, expire_at=timezone.now() - HOUR)
    client.force_login(archivist)
    assert client.get("/upprop/").status_code == 404


def test_it_leaves_the_menu_at_the_same_moment(home: HomePage, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    over = timezone.now() + HOUR
    page_below(home, show_in_menus=True, expire_at=over)
    assert "Upprop" in client.get("/").content.decode()
    monkeypatch.setattr(timezone, "now", lambda: over)
    assert "Upprop" not in client.get("/").content.decode()


def test_a_translation_whose_time_is_over_is_not_linked_to(home: HomePage, client: Client) -> None:
    persian = Locale.objects.get_or_create(language_code="fa")[0]
    home.copy_for_translation(persian).save_revision().publish()
    translated = page_below(home).copy_for_translation(persian)
    translated.slug = "farakhan"
    translated.save_revision().publish()
    assert "/farakhan/" in client.get("/upprop/").content.decode()
    Page.objects.filter(pk=translated.pk).update(expire_at=timezone.now())
    assert "/farakhan/" not in client.get("/upprop/").content.decode()


def test_the_worker_closes_what_is_over_once(home: HomePage) -> None:
    page = page_below(home, expire_at=timezone.now() - HOUR)
    for _ in range(2):
        scheduling.carry_out()
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)


def test_the_worker_opens_what_was_to_open_by_now_and_nothing_else(home: HomePage, client: Client) -> None:
    page = page_below(home, live=False)
    page.go_live_at = timezone.now() + HOUR
    page.save_revision().publish()
    scheduling.carry_out()
    assert client.get("/upprop/").status_code == 404
    passed = timezone.now() - HOUR
    stored = page.latest_revision
    stored.content["go_live_at"], stored.approved_go_live_at = passed.isoformat(), passed
    stored.save()
    scheduling.carry_out()
    assert client.get("/upprop/").status_code == 200


def test_a_page_whose_two_moments_have_both_passed_ends_up_closed(home: HomePage, client: Client) -> None:
    page = page_below(home, live=False)
    page.go_live_at, page.expire_at = timezone.now() - HOUR - HOUR, timezone.now() - HOUR
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=page.go_live_at)
    scheduling.carry_out()
    page.refresh_from_db()
    assert (page.live, client.get("/upprop/").status_code) == (False, 404)


def test_closing_does_not_call_off_what_is_to_open_later(home: HomePage) -> None:
    page = page_below(home, expire_at=timezone.now() - HOUR)
    later = timezone.now() + HOUR
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=later)
    scheduling.carry_out()
    page.refresh_from_db()
    assert (page.live, page.latest_revision.approved_go_live_at) == (False, later)


def test_one_page_that_fails_does_not_keep_the_others_open(home: HomePage) -> None:
    broken = page_below(home, live=False)
    Revision.objects.filter(pk=broken.latest_revision_id).update(
        approved_go_live_at=timezone.now() - HOUR, content={"nothing": "of a page"}
    )
    over = home.add_child(instance=StandardPage(title="Slut", slug="slut", expire_at=timezone.now() - HOUR))
    scheduling.carry_out()
    over.refresh_from_db()
    assert not over.live


def test_every_worker_sees_to_it() -> None:
    assert periodic._registered["scheduled pages"].seconds <= 60


@pytest.mark.parametrize("factory", [DocumentaryFactory, RadioSeriesFactory, RadioEpisodeFactory, BookFactory])
def test_a_work_offers_no_moment_that_nobody_would_carry_out(client: Client, archivist: User, factory: Any) -> None:
    work = factory()
    client.force_login(archivist)
    for name, args in (("edit", [work.pk]), ("add", [])):
        response = client.get(reverse(work.snippet_viewset.get_url_name(name), args=args))
        page = response.content.decode()
        fields = set(response.context["form"].fields)
        assert (fields & {"go_live_at", "expire_at"}, "go_live_at" in page, "expire_at" in page) == (
            set(),
            False,
            False,
        )
