"""The admin's one door: shut to all but archivists, save for the addresses that a room opened by name."""

import html
import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from archive.admin import door
from tests.conftest import person
from tests.leaks.routes import all_routes

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
NAMES = {route.name for route in all_routes() if route.is_admin}


DRAWN_ANEW = re.compile(r"""nonce[-=][^\s>]+|name="csrfmiddlewaretoken" value="[^"]+""")
# Links stand in the markup and, for the menu, in a piece of JSON.
LINK = re.compile(r"/admin/[^\"'&#<> \\]*(?:\?[^\"'#<> \\]*)?")


def read(client: Client, address: str) -> tuple[int, str]:
    """An answer without what any answer repeats of the question."""
    response = client.get(address)
    text = DRAWN_ANEW.sub("", response.content.decode())
    for spelling in (quote(address, safe=""), quote(address), address):
        text = text.replace(spelling, "")
    return response.status_code, text


@pytest.mark.parametrize(
    "address",
    [
        "reports/site-history/",
        "workflows/list/",
        "bulk/wagtailcore/page/delete/?id=all",
        "users/",
        "pages/",
        "api/main/pages/",
    ],
)
def test_what_nobody_opened_answers_a_translator_as_if_it_were_not_there(
    client_of: ClientOf, translator: User, archivist: User, address: str
) -> None:
    closed, nothing = (read(client_of(translator), f"/admin/{path}") for path in (address, "no-such-page/"))
    assert closed == nothing
    assert closed[0] == 404
    assert client_of(archivist).get(f"/admin/{address}").status_code != 404


def test_a_permission_given_by_hand_does_not_open_the_door(client_of: ClientOf, translator: User) -> None:
    translator.user_permissions.set(Permission.objects.all())
    statuses = {client_of(translator).get(f"/admin/{path}").status_code for path in ("users/", "reports/site-history/")}
    assert statuses == {404}


def test_a_group_of_ones_own_that_may_enter_the_admin_sees_no_more_than_its_front_page(client_of: ClientOf) -> None:
    guest = person("guest", "Guests")
    Group.objects.get(name="Guests").permissions.add(Permission.objects.get(codename="access_admin"))
    client = client_of(guest)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert client.get("/admin/pages/").status_code == 404


def test_whoever_may_not_enter_the_admin_is_asked_to_log_in_wherever_she_knocks(
    client_of: ClientOf, researcher: User
) -> None:
    for client in (client_of(None), client_of(researcher)):
        answers = {client.get(f"/admin/{path}").status_code for path in ("", "users/", "tracks/", "no-such-page/")}
        assert answers == {302}


def test_the_door_cannot_be_passed_by_another_method_or_spelling(client_of: ClientOf, translator: User) -> None:
    client = client_of(translator)
    answers = {
        method: getattr(client, method)("/admin/users/").status_code for method in ("post", "head", "options", "put")
    }
    assert set(answers.values()) == {404}
    assert client.get("//admin/users/").status_code == 404


def test_only_addresses_that_exist_were_opened() -> None:
    assert sorted(door.OPEN - NAMES) == []


def test_none_of_wagtails_own_views_of_things_was_opened() -> None:
    assert len(NAMES - door.OPEN) > 200
    of_wagtail = ("wagtailadmin_reports:", "wagtailadmin_pages:", "wagtailadmin_workflows:", "wagtail_bulk")
    assert [name for name in door.OPEN if name.startswith(of_wagtail)] == []


# Where a page says to its scripts which addresses there are; asked as a script asks.
FOR_SCRIPTS = re.compile(r'<script id="wagtail-config".*?</script>', re.DOTALL)
NOT_LINKS = ("/admin/logout/", "/admin/jsi18n/")


def test_every_link_that_a_translator_is_offered_opens(client_of: ClientOf, translator: User) -> None:
    client = client_of(translator)
    seen: set[str] = set()
    waiting = {reverse("wagtailadmin_home")}
    while waiting:
        address = waiting.pop()
        seen.add(address)
        response = client.get(address)
        assert response.status_code == 200, address
        found = {html.unescape(link) for link in LINK.findall(FOR_SCRIPTS.sub("", response.content.decode()))}
        waiting |= {link for link in found if not link.startswith(NOT_LINKS)} - seen
    assert len(seen) > 15


def test_the_front_page_of_the_admin_shows_a_translator_no_panel_that_nobody_opened(
    client_of: ClientOf, translator: User, archivist: User
) -> None:
    url = reverse("wagtailadmin_home")
    panels = client_of(translator).get(url).context["panels"]
    assert {panel.name for panel in panels} == door.OPEN_PANELS
    assert len(client_of(archivist).get(url).context["panels"]) > 2


@pytest.mark.parametrize("who", ["translator", "archivist"])
def test_the_door_costs_at_most_one_question(
    client_of: ClientOf, translator: User, archivist: User, who: str, django_assert_max_num_queries: object
) -> None:
    from django.test.client import RequestFactory
    from django.urls import resolve

    request = RequestFactory().get("/admin/users/")
    request.user = User.objects.get(username=who)
    request.resolver_match = resolve("/admin/users/")
    request.user.has_perm("wagtailadmin.access_admin")
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        door.is_open(request)
