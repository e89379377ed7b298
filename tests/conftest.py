"""People, places and servers that every test may ask for by name."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import caches
from django.db import connection
from django.test import Client, override_settings
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from archive.access import STRANGER, Viewer
from search.engines.chosen import place
from tests import databases, left_closed, migrated, pristine
from tests.browser import chromium, page
from tests.services import opensearch, search_server

__all__ = ["chromium", "page"]  # one browser for the whole run

# How long an example takes says how busy the machine is.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is about the files of the embedded engine says nothing about a search server."""
    if search_server.given():
        for item in items:
            if item.get_closest_marker("fts5"):
                item.add_marker(pytest.mark.skip(reason="is about the embedded engine's own files"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """This is asked for before the test database is made."""
    with migrated.beginning():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        taken = pristine.take()
        if databases.IS_SQLITE:
            left_closed.watch(str(connection.settings_dict["NAME"]))
    with pristine.put_back(taken):
        yield


@pytest.fixture(autouse=True)
def no_language_of_another() -> None:
    """A request leaves its language in the thread; the next test begins in the site's own."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> Iterator[Path]:
    """Every test gets stores of its own, a search index of its own on the server where one is given, and keeps no page
    of another, whose versions were taken back with it."""
    for kept in ("faces", "lists"):
        caches[kept].clear()
    places: dict[str, object] = {
        name: tmp_path / name.lower() for name in ("ORIGINALS_DIR", "RENDITIONS_DIR", "WORK_DIR", "SEARCH_DIR")
    }
    places["ROSTARKIVET_LEDGER"] = tmp_path / "withdrawals.jsonl"
    if url := search_server.given():
        places |= search_server.as_settings(url, tmp_path)
    with override_settings(**places, CLOSED_FILE=tmp_path / "closed"):
        yield tmp_path
        if url:
            search_server.forget(place())


@pytest.fixture(scope="session")
def search_url() -> Iterator[str]:
    """A real search server: the one that was given, or one that is started for this run."""
    if url := search_server.given():
        yield url
        return
    try:
        with opensearch.running() as server:
            yield server.url
    except opensearch.MissingError as error:
        pytest.skip(str(error))


def person(name: str, *groups: str) -> User:
    user = User.objects.create_user(name, password=name)
    user.groups.set([Group.objects.get_or_create(name=group)[0] for group in groups])
    return user


@pytest.fixture
def archivist(db: None) -> User:
    return person("archivist", "Archivists")


@pytest.fixture
def translator(db: None) -> User:
    return person("translator", "Translators")


@pytest.fixture
def invited(db: None) -> User:
    return person("invited", "Invited translators")


@pytest.fixture
def researcher(db: None) -> User:
    return person("researcher", "Researchers")


@pytest.fixture
def stranger() -> Viewer:
    return STRANGER


@pytest.fixture
def client_of() -> Callable[[User | None], Client]:
    """A test client logged in as this person; as nobody for None."""

    def build(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return build
