"""What the player is given follows the layers that are open to whoever looks."""

import pytest

from archive.access import STRANGER
from archive.languages import Tagged
from archive.models import Recording
from archive.streaming.player import Player, player
from tests.archive.factories import RenditionSetFactory, RestrictionFactory

pytestmark = pytest.mark.django_db
TITLE = Tagged.of("Frihet", "sv")


def recording(kind: str, *closed: str) -> Recording:
    found: Recording = RestrictionFactory(recording__kind=kind).recording
    RenditionSetFactory(recording=found, live=True, extras=["poster.jpg", "sprites.vtt", "peaks.json"])
    for layer in closed:
        RestrictionFactory(recording=found, layer=layer, audience="staff")
    return Recording.objects.select_related("rendition_set").get(pk=found.pk)


def given(found: Player | None) -> tuple[str, set[str]] | None:
    if found is None:
        return None
    addresses = {"src": found.src, "poster": found.poster, "thumbnails": found.thumbnails, "peaks": found.peaks}
    return found.kind, {name for name, address in addresses.items() if address}


@pytest.mark.parametrize(
    ("kind", "closed", "expected"),
    [
        ("video", [], ("video", {"src", "poster", "thumbnails", "peaks"})),
        ("video", ["words"], ("video", {"src", "poster", "thumbnails", "peaks"})),
        ("video", ["picture"], ("audio", {"src", "peaks"})),
        ("video", ["sound"], ("video", {"src", "poster", "thumbnails"})),
        ("video", ["sound", "picture"], None),
        ("video", ["exists"], None),
        ("audio", ["sound"], None),
        ("audio", ["picture"], ("audio", {"src", "peaks"})),
    ],
)
def test_a_player_has_the_addresses_of_open_layers_only(
    kind: str, closed: list[str], expected: tuple[str, set[str]] | None
) -> None:
    assert given(player(recording(kind, *closed), STRANGER, TITLE)) == expected


def test_without_renditions_there_is_no_player() -> None:
    assert player(RestrictionFactory().recording, STRANGER, TITLE) is None
