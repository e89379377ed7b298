"""Behind the admin's door: strangers and researchers stay outside, and what was withdrawn stays with archivists."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse

from archive.access import Level
from tests.leaks.routes import Route, all_routes
from tests.leaks.test_leaks import leaks, read
from tests.leaks.world import World, build

# Wagtail's own page for trying how an error is reported.
CRASHES_ON_PURPOSE = "wagtailadmin_error_test"
ADMIN = [route for route in all_routes() if route.is_admin and route.name != CRASHES_ON_PURPOSE]
# The admin's own front door and what it needs before anybody has logged in; none of it knows the archive.
OPEN_TO_ALL = {
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
}


@pytest.fixture
def world(archivist: User, tmp_path: Path) -> World:
    return build(tmp_path, archivist)


def addresses(world: World, route: Route) -> list[str]:
    """The route filled in with the withdrawn seed's keys, as far as they fit its arguments."""
    seed = world.seeds["withdrawn"]
    thing = _thing_of(route, seed)
    latest = getattr(thing, "latest_revision_id", None) or 1
    known: dict[str, Any] = {
        "pk": thing.pk,
        "uuid": getattr(thing, "uuid", seed.recording.uuid),
        "slug": seed.work.slug,
        "revision_id": latest,
        "revision_id_a": latest,
        "revision_id_b": latest,
        "mode_name": "",
        "app_label": "catalogue",
        "model_name": "documentary",
    }
    guesses = [known.get(name, thing.pk) for name in route.arguments]
    ways: list[dict[str, Any]] = [
        {"kwargs": dict(zip(route.arguments, guesses, strict=True))},
        {"args": guesses},
        {"args": ["catalogue", "documentary", thing.pk][: len(route.arguments)]},
    ]
    found = []
    for way in ways:
        try:
            found.append(reverse(route.name, **way))
        except (NoReverseMatch, ValueError):
            continue
    return found[:1]


def _thing_of(route: Route, seed: Any) -> Any:
    """The seed's object that the route is about, by the model named in its namespace."""
    things = (seed.work, seed.recording, seed.document, seed.track, seed.person, seed.place, seed.subject)
    by_model = {thing._meta.model_name: thing for thing in (*things, seed.organisation)}
    by_model |= {"original": seed.recording.originals.get(), "revision": seed.track.revisions.get()}
    words = route.name.replace(":", "_").replace("-", "_").split("_")
    return next((by_model[word] for word in words if word in by_model), seed.recording)


@pytest.mark.parametrize("who", ["stranger", "researcher"])
def test_no_admin_page_opens_to_someone_from_outside(
    who: str, world: World, researcher: User, client_of: Callable[[User | None], Client]
) -> None:
    client = client_of(researcher if who == "researcher" else None)
    tried = 0
    for route in ADMIN:
        if route.name in OPEN_TO_ALL:
            continue
        for address in addresses(world, route):
            status, text = read(client, address)
            assert status in {302, 403, 404, 405}, f"{route.name} {address}: {status}"
            assert "kanarie" not in text.replace(address, ""), address
            tried += 1
    assert tried > len(ADMIN) * 0.8


def test_a_translator_meets_nothing_in_the_admin_that_was_withdrawn(
    world: World, translator: User, client_of: Callable[[User | None], Client]
) -> None:
    client = client_of(translator)
    opened = 0
    for route in ADMIN:
        for address in addresses(world, route):
            if route.name == "wagtailadmin_logout":
                continue
            status, text = read(client, address)
            assert status < 500, f"{route.name} {address}: {status}"
            assert leaks(text, address, world.forbidden(Level.TRANSLATOR, listed=False)) == [], address
            opened += status == 200
    assert opened > 10


def test_every_admin_page_answers_an_archivist_without_an_error(
    world: World, archivist: User, client_of: Callable[[User | None], Client]
) -> None:
    client = client_of(archivist)
    for route in ADMIN:
        for address in addresses(world, route):
            if route.name == "wagtailadmin_logout":
                continue
            status, _ = read(client, address)
            assert status < 500, f"{route.name} {address}: {status}"
