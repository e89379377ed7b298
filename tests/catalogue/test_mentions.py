"""A name that was met through a withdrawn work alone stays with archivists when that work mentions it no more."""

from collections.abc import Callable
from typing import Any

import pytest

from archive import events
from archive.access import Level, Viewer
from archive.models import Event
from catalogue import policy
from catalogue.models import Authority, Documentary, Mention, Person, Work
from tests.catalogue.factories import DocumentaryFactory, PersonFactory, PlaceFactory, SubjectFactory, mention

pytestmark = pytest.mark.django_db
TRANSLATOR = Viewer(Level.TRANSLATOR)


def film(*names: Authority) -> Any:
    work = DocumentaryFactory()
    for name in names:
        mention(work, name, "ive")
        mention(work, name, "drt")
    return work


def seen(*names: Any) -> list[bool]:
    return [type(name).objects.visible_to(TRANSLATOR).filter(pk=name.pk).exists() for name in names]


def deleted(work: Any) -> None:
    work.delete()


def all_works_deleted(work: Any) -> None:
    Work.objects.filter(pk=work.pk).delete()


def saved_without_them(work: Any) -> None:
    work = Documentary.objects.get(pk=work.pk)
    work.mentions = []
    work.save()


def rows_deleted(work: Any) -> None:
    Mention.objects.filter(work=work.pk).delete()


WAYS = [deleted, all_works_deleted, saved_without_them, rows_deleted]


@pytest.mark.parametrize("leave", WAYS)
def test_it_is_withdrawn_with_an_event_that_says_why(leave: Callable[[Any], None]) -> None:
    names = PersonFactory(), PlaceFactory(), SubjectFactory()
    work = film(*names)
    assert seen(*names) == [True] * 3
    policy.withdraw(work)
    number = work.pk
    leave(work)
    assert seen(*names) == [False] * 3
    told = events.about(names[0]).latest("pk")
    assert told.values["follows"] == {"code": "work.left_withdrawn", "values": {"work": number}}


@pytest.mark.parametrize("leave", WAYS)
def test_one_that_another_work_mentions_stays_as_it_is(leave: Callable[[Any], None]) -> None:
    person = PersonFactory()
    work = film(person)
    film(person)
    policy.withdraw(work)
    leave(work)
    assert seen(person) == [True]


@pytest.mark.parametrize("leave", WAYS)
def test_one_that_leaves_an_open_work_stays_as_it_is(leave: Callable[[Any], None]) -> None:
    person = PersonFactory()
    leave(film(person))
    assert seen(person) == [True]


def test_a_mention_that_is_given_to_another_person_lets_the_first_go_closed() -> None:
    first, second = PersonFactory(), PersonFactory()
    work = film(first)
    policy.withdraw(work)
    for row in Mention.objects.filter(work=work):
        row.authority = second
        row.save()
    assert seen(first) == [False]


def test_one_of_two_mentions_may_go() -> None:
    person = PersonFactory()
    work = film(person)
    policy.withdraw(work)
    Mention.objects.filter(work=work).first().delete()  # type: ignore[union-attr]
    assert not Person.objects.get(pk=person.pk).withdrawn


def test_a_name_can_be_deleted_while_its_work_is_withdrawn() -> None:
    for delete in (Person.delete, lambda person: Person.objects.filter(pk=person.pk).delete()):
        person = PersonFactory()
        policy.withdraw(film(person))
        delete(person)
        assert not Event.objects.filter(subject_type="authority", code="rule.withdrawn").exists()
