"""One world for all tests of a file: what each does to it is taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.leaks.answers import ask
from tests.leaks.pages import pages_of_its_work
from tests.leaks.standing import World, build, turned_back


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("leaks")
    names = ("ORIGINALS_DIR", "RENDITIONS_DIR", "WORK_DIR", "SEARCH_DIR")
    return {name: folder / name.lower() for name in names} | {"given": folder}


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: DjangoDbBlocker, places: dict[str, Path]) -> Iterator[World]:
    settings = {name: path for name, path in places.items() if name.isupper()}
    outermost = transaction.atomic()
    outermost._from_testcase = True  # type: ignore[attr-defined]  # what asks to be outermost may be inside it
    with django_db_blocker.unblock(), override_settings(**settings), outermost:
        world = build(places["given"])
        yield world
        world.old_index.forget()
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture
def matrix(
    standing: World, folders: Path, places: dict[str, Path], caplog: pytest.LogCaptureFixture
) -> Iterator[World]:
    """The open world, at the time at which it was built."""
    settings = {name: path for name, path in places.items() if name.isupper()}
    cache.clear()
    # Most of what is asked for here is not found, which is no news.
    caplog.set_level("ERROR", "django.request")
    began = standing.clock.now
    with override_settings(**settings), standing.clock.rules(), turned_back():
        standing.old_index.put_back()
        for address in pages_of_its_work():
            ask(standing.people["stranger"].client, address)  # kept, as long as that holds
        yield standing
    standing.clock.now = began
