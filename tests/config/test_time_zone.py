"""A moment that somebody types in the admin is the archive's own, whoever types it."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Site
from wagtail.users.models import UserProfile

from catalogue.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


def test_an_account_can_be_given_no_zone_of_its_own(client: Client, archivist: User) -> None:
    client.force_login(archivist)
    address = reverse("wagtailadmin_account")
    assert "current_time_zone" not in client.get(address).content.decode()
    client.post(address, {"locale-preferred_language": "en", "locale-current_time_zone": "Asia/Kabul"})
    assert set(UserProfile.objects.values_list("current_time_zone", flat=True)) <= {""}


def test_a_page_goes_live_at_a_moment_of_the_archives_zone(client: Client, archivist: User) -> None:
    root, locale = Page.get_first_root_node(), Locale.objects.get_or_create(language_code="sv")[0]
    home = root.add_child(instance=HomePage(title="Hem", slug="hem", locale=locale))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": home})
    page = home.add_child(instance=StandardPage(title="Om", slug="om", locale=locale))
    client.force_login(archivist)
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    data = {name: value for name, value in form.initial.items() if isinstance(value, str | int)}
    empty = {f"body-{name}": "0" for name in ("count",)} | {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    sent = {**data, **empty, "go_live_at": "2030-06-01 00:00"}
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)
    assert response.status_code == 302, response.context["form"].errors
    revision = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert revision.go_live_at == datetime(2030, 5, 31, 22, tzinfo=UTC)
