"""A hole in the gate, and the part of the leak test that has to notice it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from tests.leaks.mutations.slices import Slice


@dataclass(frozen=True)
class Mutation:
    """`name` says what would have gone wrong; `hole` makes it; `noticed` is where it shows."""

    name: str
    hole: Callable[[], AbstractContextManager[None]]
    noticed: Slice
