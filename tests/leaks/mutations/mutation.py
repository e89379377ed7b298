"""A hole in the gate, and the part of the leak test that has to notice it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from tests.leaks.mutations.holes import anew
from tests.leaks.mutations.slices import Slice


@dataclass(frozen=True)
class Mutation:
    """`name` says what would have gone wrong; `hole` makes it; `noticed` is where it shows."""

    name: str
    hole: Callable[[], AbstractContextManager[None]]
    noticed: Slice

    @contextmanager
    def made(self) -> Iterator[None]:
        with anew(), self.hole():
            yield
