"""A researcher to whom the work was granted meets all of it where its own rule closes it, and nothing more than others
where something else does."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from archive import grants
from tests.leaks import matrix as asked
from tests.leaks import verbs
from tests.leaks.standing import Person, World
from tests.leaks.test_matrix import listed
from tests.leaks.transitions import BY_NAME, EVERYTHING, Transition

pytestmark = pytest.mark.django_db

LIFTED = (
    "the work is for staff",
    "the work is for researchers",
    "the work is under embargo",
    "the work's rule has ended",
    "the work's embargo is over and nobody opened it",
)
KEPT = (
    "the work is withdrawn",
    "the work is unpublished",
    "the recording is for staff",
    "the recording is taken out of its work",
    "that the recording exists is closed",
    "the work is listed but sealed",
    "a work for staff plays the recording too",
    "a recording is taken out of a withdrawn work and put into an open one",
)


@pytest.fixture
def granted(matrix: World) -> Iterator[Person]:
    researcher = matrix.people["researcher"]
    assert researcher.user is not None
    with verbs.settled(execute=True):
        grants.grant(researcher.user, f"work:{matrix.specimen.work.pk}", None, None)
    yield researcher


@pytest.mark.parametrize("name", LIFTED)
def test_what_the_works_own_rule_closes_is_open_to_her_alone(name: str, matrix: World, granted: Person) -> None:
    transition = BY_NAME[name]
    transition.close(matrix)
    hers = replace(transition, sees=EVERYTHING, listed=transition.lists)
    others = [matrix.people[other] for other in ("stranger", "member")]
    wrong = [*asked.reachable(matrix, [granted], hers), *asked.hidden(matrix, others, transition)]
    assert wrong == [], listed(wrong)


@pytest.mark.parametrize("name", KEPT)
def test_what_something_else_closes_stays_closed_to_her(name: str, matrix: World, granted: Person) -> None:
    transition: Transition = BY_NAME[name]
    transition.close(matrix)
    wrong = [*asked.gate(matrix, [granted], transition), *asked.hidden(matrix, [granted], transition)]
    assert wrong == [], listed(wrong)


def test_a_grant_that_is_taken_back_opens_nothing(matrix: World, granted: Person) -> None:
    transition = BY_NAME["the work is for staff"]
    transition.close(matrix)
    assert granted.user is not None
    grants.take_back(granted.user, f"work:{matrix.specimen.work.pk}", None)
    wrong = list(asked.hidden(matrix, [granted], transition))
    assert wrong == [], listed(wrong)
