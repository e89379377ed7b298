"""The matrix of the leak test, asked of nginx, to which the archive leaves the sending of files.

What a rule opens and closes, in every state but those that only time brings about: the clock of a real server cannot be
moved. Asked for is what nginx may send, and one page, by strangers and members, at addresses of now and of before.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from wagtail.models import Locale, Page

from tests.leaks import matrix as asked
from tests.leaks import standing, verbs
from tests.leaks.approaches import APPROACHES
from tests.leaks.assets import ASSETS, BY_NAME
from tests.leaks.borrowing import LENT, MEMBERS_OF, OLD, STRANGERS
from tests.leaks.clock import Clock
from tests.leaks.standing import World
from tests.leaks.test_matrix import listed
from tests.leaks.transitions import OPEN, TRANSITIONS, Transition
from tests.services.asking import Browser
from tests.services.nginx import front

pytestmark = pytest.mark.django_db(transaction=True)

FILES = [asset for asset in ASSETS if asset.is_file] + [BY_NAME["work page sv"]]
TRIED = [BY_NAME["stream recording v1080/seg00000.m4s"], BY_NAME["document"]]
# Another method is refused for want of a form's token before anything is looked for.
SAFE = [approach for approach in APPROACHES if approach.method in {"GET", "HEAD"}]


BY_TIME = "embargo"  # opened by hand here
ONLY_BY_TIME = ("has ended", "is over")
STATES = [each for each in TRANSITIONS if each.back and not any(words in each.name for words in ONLY_BY_TIME)]


class Now(Clock):
    """It is what it is."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Its people ask nginx."""
    monkeypatch.setattr(standing, "Clock", Now)
    if Page.get_first_root_node() is None:  # the test before emptied the tables
        Locale.objects.get_or_create(language_code="sv")
        Page.add_root(title="Root")
    built = standing.build(tmp_path)
    with front(tmp_path, accel=True) as served:
        for person in built.people.values():
            person.client = Browser(person.client, served.nginx)  # type: ignore[assignment]
        yield built
    built.old_index.forget()
    cache.clear()


def test_what_is_closed_is_as_if_it_had_never_been(world: World) -> None:
    stranger = world.people["stranger"]
    wrong = [
        *asked.reachable(world, world.people.values(), OPEN, FILES),
        *asked.approached(world, [stranger, world.people["archivist"]], OPEN, TRIED, SAFE),
    ]
    for state in STATES:
        state.close(world)
        wrong += [f"{state.name}: {leak}" for leak in _leaks(world, state)]
        _open_again(world, state)
        wrong += [f"after {state.name}: {leak}" for leak in asked.reachable(world, [stranger], OPEN, TRIED)]
    assert wrong == [], listed(wrong)


def _leaks(world: World, state: Transition) -> Iterator[str]:
    outsiders = world.outsiders(state.sees)
    closed = [asset for asset in TRIED if state.sees[asset.layer]]
    yield from asked.hidden(world, outsiders, state, FILES)
    yield from asked.reachable(world, world.insiders(state.sees), state, FILES)
    yield from asked.approached(world, outsiders[-1:], state, closed, SAFE)
    yield from asked.borrowed(world, outsiders, state, (STRANGERS, MEMBERS_OF, OLD), LENT[1:2])


def _open_again(world: World, state: Transition) -> None:
    assert state.back
    if BY_TIME in state.name:
        verbs.give_rule(getattr(world.specimen, state.name.split(" ")[1]))
    else:
        state.back(world)
