"""The whole site in a real browser: a live server, a home page, and people who log in by the form."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Locale, Site
from wagtail.models import Page as WagtailPage

from catalogue.models import HomePage
from tests.archive.conftest import clip
from tests.conftest import person

__all__ = ["clip"]

OpenAs = Callable[[User | None], Page]


@pytest.fixture
def site(live_server: LiveServer, transactional_db: None) -> LiveServer:
    """A site with a home page in Swedish, and groups that may do what they may do."""
    Locale.objects.get_or_create(language_code="sv")
    home = WagtailPage.get_first_root_node().add_child(instance=HomePage(title="Hem", slug="journey-home"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    return live_server


@pytest.fixture
def archivist(site: LiveServer) -> User:
    return person("archivist", "Archivists")


@pytest.fixture
def translator(site: LiveServer) -> User:
    return person("translator", "Translators")


@pytest.fixture
def open_as(chromium: Browser, site: LiveServer, tmp_path: Path) -> Iterator[OpenAs]:
    """A browser of one's own, logged in by the admin's form; a visitor's for None."""
    contexts = []

    def build(user: User | None) -> Page:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        if user is not None:
            page.goto(f"{site.url}/admin/")
            page.fill("[name=username]", user.username)
            page.fill("[name=password]", user.username)
            page.keyboard.press("Enter")
            page.wait_for_url(f"{site.url}/admin/")
        return page

    yield build
    for context in contexts:
        context.close()
