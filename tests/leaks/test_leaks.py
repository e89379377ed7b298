"""Nobody meets a word that is not for her, on any address that there is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.test import Client

from archive.access import Level, Viewer, viewer_of
from search.index import build as indexing
from subtitles.models import Change, Cue, Revision, Track
from tests.leaks.routes import all_routes
from tests.leaks.table import ROUTES, none
from tests.leaks.world import SEEN_FROM, Seed, World, build

PUBLIC_ROUTES = sorted({route.name for route in all_routes() if not route.is_admin})
THINGS = {name: row for name, row in ROUTES.items() if row.of_seed is not none}
PAGES = {name: row for name, row in ROUTES.items() if row.pages is not none}
PEOPLE = ("stranger", "researcher", "translator", "archivist")


@pytest.fixture
def world(archivist: User, translator: User, researcher: User, tmp_path: Path) -> World:
    world = build(tmp_path, archivist)
    indexing.rebuild()
    return world


@pytest.fixture
def browser_of(
    world: World, archivist: User, translator: User, researcher: User, client_of: Callable[[User | None], Client]
) -> Callable[[str], tuple[Client, Viewer]]:
    people = {"stranger": None, "researcher": researcher, "translator": translator, "archivist": archivist}

    def build_client(name: str) -> tuple[Client, Viewer]:
        return client_of(people[name]), viewer_of(people[name])

    return build_client


def read(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    headers = " ".join(f"{name}: {value}" for name, value in response.items())
    # Drawn anew for every answer.
    text = headers + body.decode(errors="replace")
    return response.status_code, text


def test_every_public_route_has_a_row() -> None:
    assert [name for name in PUBLIC_ROUTES if name not in ROUTES] == []


def test_every_row_is_of_a_route_that_exists() -> None:
    assert [name for name in ROUTES if name not in PUBLIC_ROUTES] == []


@pytest.mark.parametrize("who", PEOPLE)
def test_a_thing_shows_itself_to_whom_it_is_for_and_is_not_there_for_others(
    who: str, world: World, browser_of: Callable[[str], tuple[Client, Viewer]]
) -> None:
    client, viewer = browser_of(who)
    forbidden = world.forbidden(viewer.level, listed=False)
    wrong = []
    for row in THINGS.values():
        for seed in world.seeds.values():
            for address in row.of_seed(seed, viewer):
                status, text = read(client, address)
                if viewer.level >= SEEN_FROM[seed.state]:
                    right = status == 200 and seed.word in text
                else:
                    right = status == 404 and f"{seed.word}tell" not in text
                wrong += [] if right else [f"{address}: {status}"]
                wrong += leaks(text, address, [word for word in forbidden if word != seed.word])
    assert wrong == []


@pytest.mark.parametrize("who", PEOPLE)
def test_a_closed_part_of_something_public_answers_those_it_is_for_alone(
    who: str, world: World, browser_of: Callable[[str], tuple[Client, Viewer]]
) -> None:
    client, viewer = browser_of(who)
    wrong = []
    for inner in world.inner:
        for address in inner.addresses(viewer):
            status, text = read(client, address)
            seen = status == 200 and inner.word in text
            closed = status == 404 and inner.word not in text.replace(address, "").replace(inner.word + "slug", "")
            wrong += [] if (seen if viewer.level >= inner.seen_from else closed) else [f"{address}: {status}"]
    assert wrong == []


@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_shows_a_word_that_is_not_for_its_reader(
    who: str, world: World, browser_of: Callable[[str], tuple[Client, Viewer]]
) -> None:
    client, viewer = browser_of(who)
    wrong = []
    for name, row in PAGES.items():
        seen = ""
        for address in row.pages(world):
            status, text = read(client, address)
            wrong += [] if status in {200, 405} else [f"{address}: {status}"]
            wrong += leaks(text, address, world.forbidden(viewer.level, listed=True))
            seen += text
        if row.lists and "kanariepublictell" not in seen:
            wrong.append(f"{name}: a list that shows nothing proves nothing")
    assert wrong == []


def test_what_is_hidden_answers_exactly_like_what_does_not_exist(
    world: World, browser_of: Callable[[str], tuple[Client, Viewer]]
) -> None:
    client, viewer = browser_of("stranger")
    hidden = world.seeds["withdrawn"]
    addresses = [address for row in THINGS.values() for address in row.of_seed(hidden, viewer)]
    before = [read(client, address) for address in addresses]
    remove(hidden)
    assert [status for status, _ in before] == [404] * len(addresses)
    assert before == [read(client, address) for address in addresses]


def remove(seed: Seed) -> None:
    """Take the seed's rows away, from the top down."""
    seed.work.delete()
    for name in (seed.person, seed.place, seed.subject, seed.organisation):
        name.delete()
    Track.objects.filter(pk=seed.track.pk).update(published_revision=None)
    QuerySet(Change).filter(track=seed.track).delete()  # its own queries refuse
    Cue.objects.filter(revision__track=seed.track).delete()
    seed.track.steps.all().delete()
    Revision.objects.filter(track=seed.track).delete()
    seed.track.delete()
    seed.recording.rendition_sets.all().delete()
    seed.recording.assemblies.all().delete()
    seed.document.clean_copy.delete()
    for thing in (seed.recording, seed.document):
        thing.originals.all().delete()
        thing.delete()


def leaks(text: str, address: str, words: list[str]) -> list[str]:
    """The forbidden words in the text, apart from the address that was asked for and what a search repeats."""
    asked = address.partition("=")[2]
    rest = text.replace(address, "")
    if asked:
        rest = rest.replace(asked, "")
    return [f"{address} shows {word}" for word in words if word in rest]


def test_a_word_on_a_page_would_be_noticed() -> None:
    address = "/search/?q=kanariestaffcue"
    assert leaks("<p>kanariestafftell</p>", address, ["kanariestaff"]) == [f"{address} shows kanariestaff"]
    assert leaks("<p>kanariestaffcue</p>", address, ["kanariestaff"]) == []


def test_every_level_is_the_first_to_see_some_state() -> None:
    assert set(SEEN_FROM.values()) == set(Level)
