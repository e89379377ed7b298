"""Somebody to whom a recording is lent meets of it what a translator meets, and of all the rest what she met before."""

from collections.abc import Iterator

import pytest

from archive import grants
from archive.access import lending
from tests.leaks import matrix as asked
from tests.leaks.lending import lend, lent
from tests.leaks.standing import Person, World
from tests.leaks.test_matrix import listed
from tests.leaks.transitions import BY_NAME

pytestmark = pytest.mark.django_db
STATES = (
    "the work is for staff",
    "the work is under embargo",
    "the work is withdrawn",
    "the recording is for staff",
    "the second part is for staff",
    "the recording is taken out of its work",
    "the words are unpublished",
)


@pytest.fixture
def borrower(matrix: World) -> Iterator[Person]:
    member = matrix.people["member"]
    assert member.user is not None
    lend(member, matrix.specimen.recording)
    yield member


@pytest.mark.parametrize("name", STATES)
def test_what_a_translator_meets_of_it_is_open_to_her_and_nothing_else(
    name: str, matrix: World, borrower: Person
) -> None:
    transition = BY_NAME[name]
    transition.close(matrix)
    hers = lent(transition)
    others = [matrix.people[other] for other in ("stranger", "researcher")]
    wrong = [*asked.gate(matrix, [borrower], hers), *asked.hidden(matrix, [borrower], hers)]
    wrong += asked.gate(matrix, others, transition)
    assert wrong == [], listed(wrong)


def test_when_it_is_taken_back_all_is_as_it_was(matrix: World, borrower: Person) -> None:
    transition = BY_NAME["the work is for staff"]
    transition.close(matrix)
    assert borrower.user is not None
    grants.take_back(borrower.user, lending("recording", matrix.specimen.recording.pk), None)
    wrong = [*asked.gate(matrix, [borrower], transition), *asked.hidden(matrix, [borrower], transition)]
    assert wrong == [], listed(wrong)
