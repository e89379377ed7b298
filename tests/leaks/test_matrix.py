"""Whatever becomes of a thing, whoever asks for it, at whatever address, in whatever way."""

import pytest

from search.models import PendingUpdate
from tests.leaks import matrix as asked
from tests.leaks.assets import TRIED
from tests.leaks.borrowing import LENT, MEMBERS_OF, OLD, STRANGERS
from tests.leaks.pages import searches
from tests.leaks.standing import World
from tests.leaks.transitions import OPEN, PARTS, TRANSITIONS, WORK, Transition

pytestmark = pytest.mark.django_db

ALL = pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda transition: transition.name)
ONE_FILE = LENT[:1]
SOME_PAGES = ["/", "/works/", "/works/serien/", "/works/granne-ett/", "/places/granne-place/", *searches()[:3]]


def listed(wrong: list[str]) -> str:
    """The first leaks, one on a line."""
    return "\n".join([f"{len(wrong)} leaks:", *wrong[:20]])


def test_what_is_open_is_met_by_everybody_in_every_way(matrix: World) -> None:
    everybody = list(matrix.people.values())
    few = [matrix.people[name] for name in ("stranger", "deactivated", "researcher", "archivist")]
    wrong = [
        *asked.gate(matrix, everybody, OPEN),
        *asked.reachable(matrix, everybody, OPEN),
        *asked.hidden(matrix, everybody, OPEN),
        *asked.approached(matrix, few, OPEN),
        *asked.shown(matrix, few),
    ]
    assert wrong == [], listed(wrong)


def test_an_address_opens_nothing_in_other_hands_or_at_another_time(matrix: World) -> None:
    wrong = list(asked.borrowed(matrix, matrix.people.values(), OPEN))
    assert wrong == [], listed(wrong)


@ALL
def test_what_is_closed_is_as_if_it_had_never_been(transition: Transition, matrix: World) -> None:
    transition.close(matrix)
    outsiders = matrix.outsiders(transition.sees)
    closed = [asset for asset in TRIED if transition.sees[asset.layer]]
    assert list(asked.underneath()) == []
    nearest = outsiders[-1:]
    wrong = [
        *asked.gate(matrix, matrix.people.values(), transition),
        *asked.hidden(matrix, [*outsiders, matrix.people["deactivated"]], transition),
        *asked.reachable(matrix, matrix.insiders(transition.sees), transition),
        *asked.approached(matrix, nearest, transition, closed),
        *asked.borrowed(matrix, outsiders, transition, (STRANGERS, MEMBERS_OF, OLD), ONE_FILE),
    ]
    assert wrong == [], listed(wrong)


@ALL
def test_what_is_closed_leaves_no_trace_on_other_pages(transition: Transition, matrix: World) -> None:
    transition.close(matrix)
    wrong = list(asked.surrounded(matrix, matrix.outsiders(transition.lists), transition))
    assert wrong == [], listed(wrong)


@pytest.mark.parametrize("transition", [each for each in TRANSITIONS if each.back], ids=lambda each: each.name)
def test_what_is_opened_again_is_met_again(transition: Transition, matrix: World) -> None:
    transition.close(matrix)
    assert transition.back is not None
    transition.back(matrix)
    assert list(asked.underneath()) == []
    stranger = [matrix.people["stranger"]]
    wrong = [
        *asked.gate(matrix, matrix.people.values(), OPEN),
        *asked.reachable(matrix, stranger, OPEN),
        *asked.shown(matrix, stranger, SOME_PAGES),
    ]
    assert wrong == [], listed(wrong)


@pytest.mark.parametrize("transition", (*WORK, *PARTS), ids=lambda each: each.name)
def test_an_index_that_could_not_follow_tells_nothing_of_what_is_closed(transition: Transition, matrix: World) -> None:
    with matrix.old_index.out_of_reach():
        transition.close(matrix)
    people = matrix.outsiders(transition.lists)
    wrong = list(asked.unsettled(matrix, people, transition))
    # Somebody puts an old copy back, and nothing says that it is behind.
    PendingUpdate.objects.all().delete()
    wrong += asked.misled(matrix, people, transition)
    assert wrong == [], listed(wrong)
