"""People and places that every test may ask for by name."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import caches
from django.test import Client, override_settings

from archive.access import STRANGER, Viewer
from tests.browser import chromium, page

__all__ = ["chromium", "page"]  # one browser for the whole run


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> Iterator[Path]:
    """Every test gets stores of its own, and keeps no page of another, whose versions were taken back with it."""
    caches["faces"].clear()
    places = {name: tmp_path / name.lower() for name in ("ORIGINALS_DIR", "RENDITIONS_DIR", "WORK_DIR", "SEARCH_DIR")}
    places["ROSTARKIVET_LEDGER"] = tmp_path / "withdrawals.jsonl"
    with override_settings(**places, CLOSED_FILE=tmp_path / "closed"):
        yield tmp_path


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
