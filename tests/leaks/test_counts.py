"""No number that counts leaves the archive: how many things there are and which came first is nobody's business."""

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection, models
from django.test import Client

from archive.access import STRANGER, Viewer, viewer_of
from archive.streaming import links
from tests.conftest import person
from tests.databases import IS_SQLITE
from tests.leaks.table import ROUTES
from tests.leaks.world import World, build

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
PAGES_OF_A_ROUTE = 8
FIRST, STEP = 7_310_000, 10_007  # numbers that stand nowhere by accident, of their own for every table


def count_from_far() -> None:
    """Let every table count from a number that is recognised wherever it turns up."""
    with connection.cursor() as cursor:
        for place, model in enumerate(counting()):
            set_counter(cursor, model._meta.db_table, model._meta.pk.column, FIRST + place * STEP)


def set_counter(cursor: Any, table: str, column: str | None, last: int) -> None:
    if IS_SQLITE:
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, last])
    else:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table}"', column, last])


def counting() -> list[type[models.Model]]:
    return [
        model for model in apps.get_models() if isinstance(model._meta.pk, models.AutoField) and model._meta.managed
    ]


def numbers() -> set[int]:
    found: set[int] = set()
    for model in counting():
        found |= set(model._default_manager.filter(pk__gte=FIRST).values_list("pk", flat=True))
    return found


@pytest.fixture
def world(tmp_path: Path, db: None) -> Iterator[World]:
    count_from_far()
    return build(tmp_path, person("giver", "Archivists"))  # type: ignore[return-value]


def addresses(world: World, viewer: Viewer) -> list[str]:
    found: list[str] = []
    for row in ROUTES.values():
        found += row.pages(world)[:PAGES_OF_A_ROUTE]
        found += [address for seed in world.seeds.values() for address in row.of_seed(seed, viewer)]
    return found


def told(client: Client, address: str) -> str:
    """All that an answer says: its headers, its cookies and its body."""
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    heads = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{heads}\n{body.decode(errors='replace')}"


def spoken(text: str) -> set[int]:
    """The numbers that stand in a text by themselves, in figures or in hexadecimal."""
    found = re.findall(r"(?<![0-9a-zA-Z])[0-9a-fA-F]{6,7}(?![0-9a-zA-Z])", text)
    return {int(word, base) for word in found for base in (10, 16) if base == 16 or word.isdigit()}


@pytest.mark.parametrize("group", ["", "Translators"])
def test_nothing_that_goes_out_names_the_number_of_a_row(world: World, client_of: ClientOf, group: str) -> None:
    user = person("reader", group) if group else None
    client, viewer = client_of(user), viewer_of(user)
    asked = addresses(world, viewer)
    texts = {address: f"{address}\n{told(client, address)}" for address in asked}
    known = numbers()
    assert len(known) > 50  # the tables do count from there
    leaks = [(address, sorted(said)) for address, whole in texts.items() if (said := spoken(whole) & known)]
    assert leaks == []


def test_a_streams_address_is_sealed_bytes_without_a_number(world: World) -> None:
    known = numbers()
    reader = person("reader", "Translators")
    for seed in world.seeds.values():
        for viewer in (STRANGER, viewer_of(reader)):
            token = links.prefix(seed.recording, viewer).split("/")[2]
            sealed = base64.urlsafe_b64decode(token)
            held = {int.from_bytes(sealed[place : place + size]) for size in (3, 4, 8) for place in range(len(sealed))}
            assert held & (known | {reader.pk}) == set()
            assert len(token) <= 150


def test_the_same_bytes_have_one_entity_tag_whoever_asks(world: World, client_of: ClientOf) -> None:
    reader = person("reader", "Translators")
    seed = world.seeds["public"]
    for name in ("subtitles:vtt", "archive:document", "archive:stream"):
        address = [ROUTES[name].of_seed(seed, viewer_of(user))[0] for user in (None, reader)]
        tags = {client_of(user).get(each)["ETag"] for user, each in zip((None, reader), address, strict=True)}
        assert len(tags) == 1


def test_neighbours_have_entity_tags_and_addresses_with_nothing_in_common(world: World, client: Client) -> None:
    first, second = world.seeds["public"], world.seeds["unlisted"]
    for pair in (
        [f"/tracks/{seed.track.uuid}.vtt" for seed in (first, second)],
        [f"/documents/{seed.document.uuid}/" for seed in (first, second)],
        [links.prefix(seed.recording, STRANGER) + "master.m3u8" for seed in (first, second)],
    ):
        tags = [client.get(address)["ETag"].strip('"') for address in pair]
        assert all(re.fullmatch("[0-9a-f]{32}", tag) for tag in tags)
        assert longest_common(*tags) < 10
    tokens = [links.prefix(seed.recording, STRANGER).split("/")[2] for seed in (first, second)]
    # The moment at which they expire is the same, eight bytes in the middle.
    assert longest_common(tokens[0][:20], tokens[1][:20]) < 6


def longest_common(one: str, other: str) -> int:
    """Letters of the longest piece that stands in both."""
    pieces = {one[start:end] for start in range(len(one)) for end in range(start + 1, len(one) + 1)}
    return max((len(piece) for piece in pieces if piece in other), default=0)
