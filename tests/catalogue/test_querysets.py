"""The two forms of the gate say the same of works and names."""

from datetime import UTC, datetime
from typing import Any

import pytest

from archive.access import Level, Viewer, decide
from catalogue.models import Person, Work
from tests.catalogue.factories import DocumentaryFactory, PersonFactory, mention

pytestmark = pytest.mark.django_db

LATER = datetime(2100, 1, 1, tzinfo=UTC)
RULES: list[dict[str, Any]] = [
    {"audience": "public"},
    {"audience": "unlisted"},
    {"audience": "researchers"},
    {"audience": "staff"},
    {"audience": "a word not known"},
    {"embargo_until": LATER},
    {"withdrawn": True},
    {"live": False},
]


def admitted(queryset: Any, thing: Any) -> list[Level]:
    return [level for level in Level if queryset.visible_to(Viewer(level)).filter(pk=thing.pk).exists()]


def decided(thing: Any) -> list[Level]:
    return [level for level in Level if decide(Viewer(level), thing).allowed]


@pytest.mark.parametrize("rule", RULES)
def test_a_work_is_decided_alike_at_hand_and_in_a_query(rule: dict[str, Any]) -> None:
    work = DocumentaryFactory(**rule)
    assert admitted(Work.objects.all(), work) == decided(work)


@pytest.mark.parametrize("rule", RULES)
def test_a_name_is_decided_alike_through_its_work(rule: dict[str, Any]) -> None:
    person = PersonFactory()
    mention(DocumentaryFactory(**rule), person)
    assert admitted(Person.objects.all(), person) == decided(person)


@pytest.mark.parametrize("rule", RULES[:-1])
def test_a_name_is_decided_alike_by_its_own_rule(rule: dict[str, Any]) -> None:
    person = PersonFactory(**rule)
    mention(DocumentaryFactory(), person)
    assert admitted(Person.objects.all(), person) == decided(person)


def test_a_name_that_no_work_mentions_is_for_those_who_see_drafts() -> None:
    person = PersonFactory()
    assert admitted(Person.objects.all(), person) == decided(person) == [Level.TRANSLATOR, Level.ARCHIVIST]


def test_a_name_that_only_a_withdrawn_work_mentions_is_for_archivists() -> None:
    person = PersonFactory()
    mention(DocumentaryFactory(withdrawn=True), person)
    assert admitted(Person.objects.all(), person) == [Level.ARCHIVIST]


def test_a_name_met_through_an_unlisted_work_only_is_in_no_list() -> None:
    person = PersonFactory()
    mention(DocumentaryFactory(audience="unlisted"), person)
    stranger = Viewer()
    found = [Person.objects.visible_to(stranger).count(), Person.objects.listed_to(stranger).count()]
    assert found == [1, 0]
