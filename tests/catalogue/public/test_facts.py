"""The names on a work's page: by role, by kind, each through the gate, all with one question."""

from collections.abc import Iterable

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from archive.access import STRANGER
from catalogue.models import Documentary
from catalogue.public import building, facts
from catalogue.public.data import NameShown
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


def shown(names: Iterable[NameShown]) -> list[str]:
    return [str(name.name) for name in names]


def test_names_stand_by_role_or_by_kind_in_the_order_they_were_given() -> None:
    work = DocumentaryFactory()
    for factory, name in ((SubjectFactory, "a"), (PersonFactory, "b"), (PlaceFactory, "c"), (OrganisationFactory, "d")):
        mention(work, factory(names={"sv": name}))
    mention(work, SubjectFactory(names={"sv": "e"}))
    mention(work, PersonFactory(names={"sv": "f"}, audience="staff"))
    found = building.work(work, STRANGER, "sv")
    assert [(credit.role, shown(credit.names)) for credit in found.credits] == [("drt", ["b", "d"])]
    assert (shown(found.places), shown(found.subjects)) == (["c"], ["a", "e"])


def test_a_name_that_is_mentioned_twice_in_one_way_is_shown_once() -> None:
    work, place, person = DocumentaryFactory(), PlaceFactory(), PersonFactory()
    for each in (place, place, person, person):
        mention(work, each)
    found = building.work(work, STRANGER, "sv")
    assert (len(found.places), len(found.credits[0].names)) == (1, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_all_names_of_a_work_cost_one_question_to_the_gate(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    work = DocumentaryFactory()
    for _ in range(count):
        for factory in NAMES:
            mention(work, factory())
    work = Documentary.objects.get(pk=work.pk)
    with django_assert_num_queries(3):  # the mentions, those that the gate lets through, what they are called
        facts.named([row.authority_id for row in work.mentions.all()], STRANGER, "sv", timezone.now())
