"""A hole in the gate, and the part of the leak test that has to notice it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from archive.streaming import admitting
from tests.leaks.mutations.slices import Slice


@dataclass(frozen=True)
class Mutation:
    """`name` says what would have gone wrong; `hole` makes it; `noticed` is where it shows."""

    name: str
    hole: Callable[[], AbstractContextManager[None]]
    noticed: Slice

    @contextmanager
    def made(self) -> Iterator[None]:
        """The hole is there; the gate's question about streams, which is written down once, is written anew."""
        admitting.written.cache_clear()
        with self.hole():
            yield
        admitting.written.cache_clear()
