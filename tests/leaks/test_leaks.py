"""Nobody meets a word that is not for her, on any address that there is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.access import Level, Viewer, viewer_of
from search import indexing
from tests.leaks.routes import all_routes
from tests.leaks.table import ROUTES, Row
from tests.leaks.world import SEEN_FROM, World, build

OPEN = sorted(SEEN_FROM)
PUBLIC_ROUTES = sorted({route.name for route in all_routes() if not route.is_admin})
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
    return response.status_code, headers + body.decode(errors="replace")


def test_every_public_route_has_a_row() -> None:
    assert [name for name in PUBLIC_ROUTES if name not in ROUTES] == []


def test_every_row_is_of_a_route_that_exists() -> None:
    assert [name for name in ROUTES if name not in PUBLIC_ROUTES] == []


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("route", [name for name, row in ROUTES.items() if row.of_seed])
def test_a_thing_shows_itself_to_whom_it_is_for_and_is_not_there_for_others(
    route: str, who: str, world: World, browser_of: Callable[[str], tuple[Client, Viewer]]
) -> None:
    client, viewer = browser_of(who)
    row = ROUTES[route]
    assert row.of_seed is not None
    for seed in world.seeds.values():
        for address in row.of_seed(seed, viewer):
            status, text = read(client, address)
            if viewer.level >= SEEN_FROM[seed.state]:
                assert (status, seed.word in text) == (200, True), address
            else:
                assert status == 404, address
                assert_clean(text, address, [f"{seed.word}tell", *world.forbidden(viewer.level, listed=False)])


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("route", [name for name, row in ROUTES.items() if row.pages])
def test_no_page_shows_a_word_that_is_not_for_its_reader(
    route: str, who: str, world: World, browser_of: Callable[[str], tuple[Client, Viewer]]
) -> None:
    client, viewer = browser_of(who)
    row = ROUTES[route]
    assert row.pages is not None
    seen = ""
    for address in row.pages(world):
        status, text = read(client, address)
        assert status in {200, 404, 405}, address
        assert_clean(text, address, world.forbidden(viewer.level, listed=True))
        seen += text
    if row.lists:
        assert "kanariepublic" in seen, "a list that shows nothing proves nothing"


@pytest.mark.parametrize("route", [name for name, row in ROUTES.items() if row.of_seed])
def test_what_is_hidden_answers_exactly_like_what_does_not_exist(
    route: str, world: World, browser_of: Callable[[str], tuple[Client, Viewer]]
) -> None:
    client, viewer = browser_of("stranger")
    row: Row = ROUTES[route]
    assert row.of_seed is not None
    hidden, missing = world.seeds["withdrawn"], world.seeds["staff"]
    addresses = zip(row.of_seed(hidden, viewer), row.of_seed(missing, viewer), strict=True)
    before = [(read(client, one), one) for one, _ in addresses]
    hidden.track.__class__.objects.filter(pk=hidden.track.pk).update(published_revision=None)
    delete(hidden)
    after = [(read(client, one), one) for _, one in before]
    assert before == after


def delete(seed: object) -> None:
    """Take the seed's rows away, from the top down."""
    from subtitles.models import Cue, Revision

    seed.work.delete()  # type: ignore[attr-defined]
    for thing in (seed.person, seed.place, seed.subject, seed.organisation):  # type: ignore[attr-defined]
        thing.delete()
    Cue.objects.filter(revision__track=seed.track).delete()  # type: ignore[attr-defined]
    Revision.objects.filter(track=seed.track).delete()  # type: ignore[attr-defined]
    seed.track.delete()  # type: ignore[attr-defined]
    seed.recording.rendition_sets.all().delete()  # type: ignore[attr-defined]
    for thing in (seed.recording, seed.document):  # type: ignore[attr-defined]
        thing.originals.all().delete()
        thing.delete()


def assert_clean(text: str, address: str, words: list[str]) -> None:
    """No forbidden word stands in the text, but for the address that was asked for and what a search repeats."""
    asked = address.rsplit("=", 1)[-1].rsplit("/", 2)[-2 if address.endswith("/") else -1]
    rest = text.replace(address, "").replace(asked, "") if "kanarie" in asked else text.replace(address, "")
    leaks = [word for word in words if word in rest]
    assert leaks == [], f"{address}: {rest[max(0, rest.find(leaks[0]) - 200) : rest.find(leaks[0]) + 60]}"


def test_a_word_on_a_page_would_be_noticed() -> None:
    with pytest.raises(AssertionError):
        assert_clean("<p>kanariestafftell</p>", "/search/?q=kanariestaffcue", ["kanariestaff"])
    assert_clean("<p>/search/?q=kanariestaffcue kanariestaffcue</p>", "/search/?q=kanariestaffcue", ["kanariestaff"])


def test_the_levels_of_the_states_are_all_tried() -> None:
    assert set(SEEN_FROM.values()) == set(Level)
