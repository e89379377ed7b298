"""The names on a work's page: by role, by kind, each through the gate, all with one question."""

from typing import Any

import pytest

from archive.access import STRANGER
from catalogue.models import Documentary
from catalogue.public import facts
from tests.catalogue.factories import (
    NAMES,
    DocumentaryFactory,
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    SubjectFactory,
    mention,
)

pytestmark = pytest.mark.django_db


def shown(names: list[dict[str, Any]]) -> list[str]:
    return [str(entry["name"]) for entry in names]


def test_names_stand_by_role_or_by_kind_in_the_order_they_were_given() -> None:
    work = DocumentaryFactory()
    for factory, name in ((SubjectFactory, "a"), (PersonFactory, "b"), (PlaceFactory, "c"), (OrganisationFactory, "d")):
        mention(work, factory(names={"sv": name}))
    mention(work, SubjectFactory(names={"sv": "e"}))
    mention(work, PersonFactory(names={"sv": "f"}, audience="staff"))
    found = facts.mentions(work, STRANGER)
    credits = [(entry["role"], shown(entry["names"])) for entry in found.pop("credits")]
    assert credits == [("drt", ["b", "d"])]
    assert {kind: shown(names) for kind, names in found.items()} == {"places": ["c"], "subjects": ["a", "e"]}


def test_a_name_that_is_mentioned_twice_in_one_way_is_shown_once() -> None:
    work, place = DocumentaryFactory(), PlaceFactory()
    mention(work, place)
    mention(work, place)
    assert len(facts.mentions(work, STRANGER)["places"]) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_all_names_of_a_work_cost_one_question_to_the_gate(count: int, django_assert_num_queries: Any) -> None:
    work = DocumentaryFactory()
    for _ in range(count):
        for factory in NAMES:
            mention(work, factory())
    work = Documentary.objects.get(pk=work.pk)
    with django_assert_num_queries(3):  # the mentions, those that the gate lets through, what they are called
        facts.mentions(work, STRANGER)
