"""Parts of the leak test, small enough to be asked once for every hole: the same functions about fewer things."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from search.models import PendingUpdate
from tests.leaks import assets, matrix
from tests.leaks.standing import World
from tests.leaks.transitions import BY_NAME, OPEN

Part = Callable[..., Iterator[str]]
FOLLOWS, CANNOT_FOLLOW, PUT_BACK = "follows", "cannot follow", "put back"


@dataclass(frozen=True)
class Slice:
    """`part` of the matrix, in the state that a transition leads to (or back from), for a few people and things."""

    state: str
    part: Part
    people: tuple[str, ...] = ("stranger",)
    things: tuple[Any, ...] = ()
    back: bool = False
    index: str = FOLLOWS

    def leaks(self, world: World) -> Iterator[str]:
        transition = BY_NAME[self.state] if self.state else OPEN
        with world.old_index.out_of_reach() if self.index != FOLLOWS else nullcontext():
            transition.close(world)
        if self.index == PUT_BACK:
            PendingUpdate.objects.all().delete()
        if self.back:
            assert transition.back is not None
            transition.back(world)
        state = OPEN if self.back else transition
        yield from self.part(world, [world.people[name] for name in self.people], state, *self.things)


def these(*names: str) -> tuple[assets.Asset, ...]:
    return tuple(assets.BY_NAME[name] for name in names)


# Of the master playlist the gate is asked twice.
SEGMENT = these("stream recording v1080/seg00000.m4s")
WORK_PAGE = these("work page sv")


def files(state: str, *names: str, who: str = "stranger") -> Slice:
    """Are these met by somebody who may not?"""
    return Slice(state, matrix.hidden, (who,), (these(*names),))


def open_files(*names: str, who: str = "stranger") -> Slice:
    return Slice("", matrix.reachable, (who,), (these(*names),))


def ways(state: str, name: str, *approaches: Any) -> Slice:
    return Slice(state, matrix.approached, ("stranger",), (these(name), approaches))


def lent(state: str, kind: str, who: str = "stranger") -> Slice:
    return Slice(state, matrix.borrowed, (who,), ((kind,), SEGMENT))


def other_pages(state: str, *addresses: str, who: str = "stranger") -> Slice:
    return Slice(state, matrix.surrounded, (who,), (addresses,))


def of_gate(state: str, who: str = "stranger") -> Slice:
    return Slice(state, matrix.gate, (who,))
