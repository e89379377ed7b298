"""What an archivist types is saved once, and as what she said, however quickly she goes on."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Page as WagtailPage

from catalogue.admin.permissions import grant_pages
from catalogue.models import Documentary, HomePage
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEY_MS = 60
# From the last key to the click.
PAUSES_MS = [100, 300, 450, 500, 550, 600, 650, 700, 800, 900, 1000, 1200, 1500, 100, 300, 500, 600, 700, 800, 1500]


def type_title(desk: Page, words: str) -> None:
    field = desk.locator("[name=titles-0-text]")
    field.click()
    field.press_sequentially(words, delay=KEY_MS)


def press(desk: Page, name: str, count: int = 1) -> None:
    """Click on an action of the form; `publish` waits in the menu beside the button."""
    if name == "publish":
        desk.locator("footer [data-w-dropdown-target=toggle]").last.click()
        desk.locator("button[name=action-publish]").click(click_count=count, delay=1, no_wait_after=True)
    else:
        desk.locator("footer button[type=submit]:visible").first.click(click_count=count, delay=1, no_wait_after=True)


def test_works_are_saved_once_and_stay_what_they_were_published_as(
    site: LiveServer, open_as: OpenAs, archivist: User
) -> None:
    desk = open_as(archivist)
    add = site.url + reverse("wagtailsnippets_catalogue_documentary:add")
    for number, pause in enumerate(PAUSES_MS):
        desk.goto(add)
        type_title(desk, f"Film {number}")
        desk.wait_for_timeout(pause)
        press(desk, "publish" if number % 2 else "save")
        desk.wait_for_url(lambda url: url != add)
        desk.wait_for_load_state()
    found = sorted((str(work), work.live) for work in Documentary.objects.all())
    assert found == sorted((f"Film {number}", bool(number % 2)) for number in range(len(PAUSES_MS)))
    assert {work.has_unpublished_changes for work in Documentary.objects.filter(live=True)} == {False}


def test_a_work_that_is_changed_and_published_does_not_become_a_draft_again(
    site: LiveServer, open_as: OpenAs, archivist: User
) -> None:
    desk = open_as(archivist)
    desk.goto(site.url + reverse("wagtailsnippets_catalogue_documentary:add"))
    type_title(desk, "Film")
    press(desk, "publish")
    desk.wait_for_url("**/documentary/")
    edit = site.url + reverse("wagtailsnippets_catalogue_documentary:edit", args=[Documentary.objects.get().pk])
    for number, pause in enumerate((100, 500, 600, 700, 800, 1200)):
        desk.goto(edit)
        type_title(desk, f" {number}")
        desk.wait_for_timeout(pause)
        press(desk, "publish")
        desk.wait_for_url("**/documentary/")
        desk.wait_for_timeout(700)
        work = Documentary.objects.get()
        assert (work.live, work.has_unpublished_changes, str(number) in str(work)) == (True, False, True)


@pytest.mark.parametrize("name", ["save", "publish"])
def test_two_clicks_make_one_work(site: LiveServer, open_as: OpenAs, archivist: User, name: str) -> None:
    desk = open_as(archivist)
    add = site.url + reverse("wagtailsnippets_catalogue_documentary:add")
    desk.goto(add)
    type_title(desk, "Film")
    press(desk, name, count=2)
    desk.wait_for_url(lambda url: url != add)
    desk.wait_for_load_state()
    assert [(str(work), work.live) for work in Documentary.objects.all()] == [("Film", name == "publish")]


def leaves(desk: Page, go: Callable[[], object]) -> bool:
    """Whether the browser asked before it left."""
    asked: list[str] = []

    def accept(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.accept()  # type: ignore[attr-defined]

    desk.on("dialog", accept)
    go()
    desk.remove_listener("dialog", accept)
    return "beforeunload" in asked


def test_leaving_what_is_not_saved_is_asked_about(site: LiveServer, open_as: OpenAs, archivist: User) -> None:
    desk = open_as(archivist)
    desk.goto(site.url + reverse("wagtailsnippets_catalogue_documentary:add"))
    type_title(desk, "Film")
    desk.wait_for_timeout(800)
    recordings = reverse("recordings:index")
    assert leaves(desk, desk.locator(f"a[href='{recordings}']").first.click)
    desk.wait_for_url(f"**{recordings}")
    assert Documentary.objects.count() == 0


def test_an_editorial_page_is_not_saved_behind_the_back_of_its_writer(
    site: LiveServer, open_as: OpenAs, archivist: User
) -> None:
    grant_pages()
    desk = open_as(archivist)
    root = WagtailPage.get_first_root_node()
    desk.goto(site.url + reverse("wagtailadmin_pages:add", args=["catalogue", "homepage", root.pk]))
    before = HomePage.objects.count()
    desk.locator("[name=title]").press_sequentially("En ny framsida", delay=KEY_MS)
    desk.wait_for_timeout(2000)
    assert HomePage.objects.count() == before
    desk.locator("footer button[type=submit]:visible").first.click(click_count=2, delay=1)
    expect(desk.locator("[name=title]")).to_have_value("En ny framsida")
    desk.wait_for_url("**/edit/")
    assert HomePage.objects.count() == before + 1
