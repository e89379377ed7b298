"""The world of the matrix: an open specimen among open neighbours, the people who look at it, and what they saw."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from wagtail.models import Locale, Page, Site

from archive import access
from archive.access import STRANGER, Level, Viewer
from catalogue import face, models
from search.index import build as indexing
from search.index import outbox
from tests.catalogue.factories import DocumentaryFactory, RadioEpisodeFactory, RadioSeriesFactory, mention
from tests.leaks import verbs
from tests.leaks.answers import Answer, ask
from tests.leaks.approaches import Approach
from tests.leaks.assets import ASSETS, Asset
from tests.leaks.clock import Clock
from tests.leaks.old_index import OldIndex, kept_index
from tests.leaks.pages import pages
from tests.leaks.specimen import GHOST, NAMES, WORD, Specimen, make, take_away
from tests.leaks.transitions import LAYERS
from tests.search.scenes import spoken_work

TOKEN_OF_YESTERDAY = timedelta(days=1)


@dataclass
class Person:
    """Somebody at a browser of her own. `level` is what she may be, whatever the product takes her for.

    `viewer` is who she is to the gate, `was` who she was when her addresses of before were issued.
    """

    name: str
    level: Level
    user: User | None
    client: Client
    was: Viewer

    @property
    def viewer(self) -> Viewer:
        return access.viewer_of(self.user)


@dataclass
class World:
    clock: Clock
    specimen: Specimen
    companion: models.Work
    for_staff: models.Work
    people: dict[str, Person]
    # By asset and the name of whom it was issued to.
    open_addresses: dict[tuple[str, str], str] = field(default_factory=dict)
    ghost_addresses: dict[tuple[str, str], str] = field(default_factory=dict)
    # By address: what was seen of it when all was open.
    tags: dict[str, str] = field(default_factory=dict)
    of_ghosts: dict[Any, Answer] = field(default_factory=dict)
    without: dict[Any, dict[str, Answer]] = field(default_factory=dict)
    old_index: OldIndex = field(default_factory=OldIndex)

    def tick(self) -> None:
        """The periodic tick of a worker."""
        with verbs.settled(execute=True):
            face.pass_moments()
            outbox.refresh()

    def outsiders(self, sees: Mapping[str, int]) -> list[Person]:
        """A stranger, and of those who may not meet everything the one who nearly does."""
        most = max(sees.values())
        out = [one for one in self.people.values() if one.level < most and one.name != "superuser"]
        return list({one.name: one for one in (*out[:1], *sorted(out, key=lambda one: one.level)[-1:])}.values())

    def insiders(self, sees: Mapping[str, int]) -> list[Person]:
        """An archivist, and the one who only just meets what is closed to others."""
        most = max(sees.values())
        just = min((one for one in self.people.values() if one.level >= most), key=lambda one: one.level, default=None)
        found = [self.people["archivist"], *([just] if just else [])]
        return list({one.name: one for one in found}.values())

    def fresh_address(self, person: Person, asset: Asset) -> str:
        """The asset's address as it is issued to this person now."""
        return asset.address(self.specimen, person.viewer)

    def things(self) -> dict[str, Any]:
        """By layer, a row that the gate decides about."""
        one = self.specimen
        names = {"person": one.person, "names": one.place}
        sounds = dict.fromkeys(("recording", "sound", "picture"), one.recording)
        parts = {**sounds, "extra": one.extra, "words": one.track, "document": one.document}
        return {"work": one.work, **parts, **names}

    def ghost(self, person: Person, asset: Asset, approach: Approach, address: str) -> Answer:
        """What somebody is answered about a thing that never was."""
        key = person.name, asset.name, approach.name, address
        if key not in self.of_ghosts:
            tag = self.tags.get(asset.name, "")
            self.of_ghosts[key] = ask(person.client, address, approach.method, approach.headers(tag))
        return self.of_ghosts[key]

    def as_if_without(self, person: Person, layers: frozenset[str], sealed: str = "") -> dict[str, Answer]:
        """What somebody meets on all pages where these layers of the specimen never were.

        `sealed` names the present state where its pages say of it that something is sealed.
        """
        key = person.name, layers, sealed
        if key not in self.without:
            with kept_index(), turned_back():
                take_away(self.specimen, layers)
                indexing.rebuild()
                self.without[key] = {address: ask(person.client, address) for address in pages(layers)}
        return self.without[key]


@contextmanager
def turned_back() -> Iterator[None]:
    """What happens inside is as if it had not, but for the files."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
            for kept in ("faces", "lists"):
                caches[kept].clear()  # versions are given again


def build(folder: Path) -> World:
    """Everything open, seen once by everybody."""
    clock = Clock()
    with clock.rules():
        by = _user("boss", "Archivists")
        series, shared, companion = _neighbours()
        for_staff = DocumentaryFactory(slug="granne-intern", audience="staff", year=2004)
        specimen = make(WORD, series, shared, folder, by)
        ghost = make(GHOST, series, shared, folder, by)
        world = World(clock, specimen, companion, for_staff, _people())
        _remember_addresses(world, ghost)
        take_away(ghost, frozenset(LAYERS))
        indexing.rebuild()
        face.settle()  # as commits would, so that pages are kept
        world.old_index.keep()
        archivist = world.people["archivist"]
        for asset in ASSETS:
            seen = ask(archivist.client, world.open_addresses[asset.name, "archivist"])
            world.tags[asset.name] = seen.headers.get("ETag", "")
    return world


def _user(name: str, *groups: str, **fields: Any) -> User:
    user = User.objects.create_user(name, **fields)
    user.groups.set([Group.objects.get_or_create(name=group)[0] for group in groups])
    return user


PEOPLE: dict[str, tuple[Level, tuple[str, ...]]] = {
    "stranger": (Level.STRANGER, ()),
    "member": (Level.STRANGER, ()),
    "deactivated": (Level.STRANGER, ("Archivists",)),
    "researcher": (Level.RESEARCHER, ("Researchers",)),
    "translator": (Level.TRANSLATOR, ("Translators",)),
    "archivist": (Level.ARCHIVIST, ("Archivists",)),
    "superuser": (Level.ARCHIVIST, ()),
}


def _people() -> dict[str, Person]:
    people = {}
    for name, (level, groups) in PEOPLE.items():
        user = None if name == "stranger" else _user(name, *groups, is_superuser=name == "superuser")
        client = Client()
        if user:
            client.force_login(user)
        people[name] = Person(name, level, user, client, access.viewer_of(user) if user else STRANGER)
    left = people["deactivated"].user
    assert left is not None
    left.is_active = False
    left.save()
    return people


def _neighbours() -> tuple[models.RadioSeries, dict[str, Any], models.Work]:
    """A series of which the specimen is the second programme, names that others mention too, and an open film."""
    root = Page.get_first_root_node()
    locale = Locale.objects.get_or_create(language_code="sv")[0]
    home = root.add_child(instance=models.HomePage(title="Hem", slug="hem", locale=locale))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": home})
    series = RadioSeriesFactory(slug="serien", titles={"sv": "Serien"})
    shared = {kind: _shared(model, f"granne-{kind}") for kind, model in NAMES.items()}
    neighbour, _ = spoken_work(
        {"sv": ["grannens frihet"]}, RadioEpisodeFactory, slug="granne-ett", series=series, number=1
    )
    RadioEpisodeFactory(slug="granne-tre", series=series, number=3, year=2004)
    for name in shared.values():
        mention(neighbour, name, "ive")
    companion = DocumentaryFactory(slug="granne-film", year=2004, titles={"sv": "Grannens film"})
    return series, shared, companion


def _shared(model: Any, slug: str) -> Any:
    thing = model(slug=slug, audience="public")
    thing.names.add(models.Name(language="sv", text=f"Granne {slug}"))
    thing.save()
    return thing


def _remember_addresses(world: World, ghost: Specimen) -> None:
    """Every asset's address as it is issued to everybody while everything is open, and those of the old set."""
    for which, specimen in (("open", world.specimen), ("ghost", ghost)):
        known = getattr(world, f"{which}_addresses")
        for asset in ASSETS:
            for person in world.people.values():
                known[asset.name, person.name] = asset.address(specimen, person.was)
                if asset.is_streamed:
                    with world.clock.at(world.clock.now - TOKEN_OF_YESTERDAY):
                        known[asset.name, f"{person.name} yesterday"] = asset.address(specimen, person.was)
        verbs.stream(specimen.old_set)
        for asset in ASSETS:
            if asset.is_streamed and asset.layer != "extra":
                for person in world.people.values():
                    known[asset.name, f"{person.name} old"] = asset.address(specimen, person.was)
        verbs.stream(specimen.live_set)
