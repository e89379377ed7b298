"""Addresses of streams in other hands than those they were issued to, at another time, or not issued at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.access import Level
from tests.leaks.assets import BY_NAME, Asset

if TYPE_CHECKING:
    from tests.leaks.standing import Person, World

LENT = tuple(BY_NAME[f"stream recording {name}"] for name in ("master.m3u8", "v1080/seg00000.m4s", "poster.jpg"))
MEMBERS = ("archivist", "superuser", "translator", "researcher")
STRANGERS, MEMBERS_OF, EXPIRED, OLD, FORGED, UNKNOWN = (
    "a stranger's address",
    "another member's address",
    "an expired address",
    "an address of the set before",
    "a forged address",
    "an address with another name in it",
)
KINDS = (STRANGERS, MEMBERS_OF, EXPIRED, OLD, FORGED, UNKNOWN)
# Names that no file of a set has, and ways out of its folder.
NAMES = ("index.html", "../master.m3u8", "%2e%2e/poster.jpg", "v1080", "v1080/", ".", "MASTER.M3U8", "master.m3u8%00")


@dataclass(frozen=True)
class Borrowed:
    """`ghosts` is the same of what never was; `level` is how far the address lets its bearer in, None for nowhere."""

    kind: str
    asset: Asset
    address: str
    ghosts: str
    level: Level | None


def borrowed_addresses(world: "World", person: "Person", assets: Iterable[Asset]) -> Iterator[Borrowed]:
    for asset in assets:
        for kind, whose, level in _whose(person):
            yield Borrowed(kind, asset, *_pair(world, asset, whose), level)
        for address, ghosts in zip(
            _forged(world.open_addresses, asset, person.name),
            _forged(world.ghost_addresses, asset, person.name),
            strict=True,
        ):
            yield Borrowed(FORGED, asset, address, ghosts, None)
    for name in NAMES:
        address, ghosts = (one.replace("master.m3u8", name) for one in _pair(world, LENT[0], person.name))
        yield Borrowed(UNKNOWN, LENT[0], address, ghosts, None)


def _whose(person: "Person") -> Iterator[tuple[str, str, Level | None]]:
    if person.name != "stranger":
        yield STRANGERS, "stranger", Level.STRANGER
    # A copied address opens no more than is open to everybody.
    yield from ((MEMBERS_OF, member, Level.STRANGER) for member in MEMBERS if member != person.name)
    yield from ((EXPIRED, f"{name} yesterday", None) for name in {person.name, "stranger"})
    yield from ((OLD, f"{name} old", None) for name in {person.name, "stranger"})


def _pair(world: "World", asset: Asset, whose: str) -> tuple[str, str]:
    return world.open_addresses[asset.name, whose], world.ghost_addresses[asset.name, whose]


def _forged(addresses: dict[tuple[str, str], str], asset: Asset, name: str) -> list[str]:
    """The token of somebody's address changed in many ways, and an archivist's and a stranger's put together."""
    own, high, low = (_token(addresses[asset.name, whose]) for whose in (name, "archivist", "stranger"))
    half, quarter = len(own) // 2, len(own) // 4
    made = [_changed(own, place) for place in (0, 9, quarter, half, half + 5, half + quarter, -1)]
    made += [own[:half], own[:-4], own + "AAAA", own.lower(), "x"]
    made += [
        one[:cut] + other[cut:] for cut in (quarter, half, half + quarter) for one, other in ((high, low), (low, high))
    ]
    address = addresses[asset.name, name]
    return [address.replace(own, token) for token in made if token not in {own, high, low}]


def _token(address: str) -> str:
    """What in a stream's address is neither the route nor the file's name."""
    return address.split("/")[2]


def _changed(token: str, place: int) -> str:
    place %= len(token)
    other = "7" if token[place] != "7" else "3"
    return token[:place] + other + token[place + 1 :]
