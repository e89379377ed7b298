"""The leak test bites: every hole that is made in the gate on purpose turns it red."""

from collections.abc import Iterator

import pytest

from tests.leaks.mutations import (
    of_rules,
    of_search,
    of_streams,
    of_the_admin,
    of_the_catalogue,
    of_the_gate,
    of_translators,
)
from tests.leaks.mutations.mutation import Mutation
from tests.leaks.standing import World, turned_back

pytestmark = pytest.mark.django_db

ROOMS = (of_the_gate, of_streams, of_the_catalogue, of_search, of_rules, of_the_admin, of_translators)
MUTATIONS: list[Mutation] = [mutation for room in ROOMS for mutation in room.MUTATIONS]


@pytest.fixture(scope="module")
def proven() -> Iterator[set[object]]:
    """The slices that were asked without a hole and found none."""
    yield set()


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_hole_in_the_gate_is_noticed(mutation: Mutation, matrix: World, proven: set[object]) -> None:
    part = mutation.noticed
    if part not in proven:
        began = matrix.clock.now
        with turned_back():
            assert list(part.leaks(matrix)) == [], "there is a leak without a hole"
        matrix.clock.now = began
        matrix.old_index.put_back()
        proven.add(part)
    matrix.of_ghosts.clear()  # with a hole what never was may be answered otherwise too
    with mutation.made():
        leak = next(part.leaks(matrix), None)
    matrix.of_ghosts.clear()
    assert leak, f"nobody noticed that {mutation.name}"


def test_holes_are_made_in_every_room() -> None:
    assert len(MUTATIONS) >= 30
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)
    assert all(len(room.MUTATIONS) >= 3 for room in ROOMS)
