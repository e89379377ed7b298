"""What one test writes for good, no other meets."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TransactionTestCase

from tests import databases, pristine

pytestmark = [databases.on_sqlite, pytest.mark.django_db(transaction=True)]


def everything() -> list[str]:
    return list(connection.connection.iterdump())


@pytest.fixture
def ended() -> Iterator[TransactionTestCase]:
    """A test of Django's, before which the database was as it is now."""
    with pristine.put_back(pristine.take()):
        yield TransactionTestCase()


def test_what_was_written_is_gone_and_what_was_deleted_is_there(ended: TransactionTestCase) -> None:
    before = everything()
    User.objects.create_user("somebody")
    Group.objects.all().delete()
    assert everything() != before
    ended._fixture_teardown()  # type: ignore[attr-defined]
    assert everything() == before


def test_the_migrations_wrote_something_that_could_be_lost() -> None:
    assert Group.objects.exists() and ContentType.objects.exists()


def test_who_keeps_the_database_locked_is_not_waited_for_for_ever(
    ended: TransactionTestCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pristine, "PATIENCE_SECONDS", 0)
    databases.wait_no_longer()
    with databases.locked(), pytest.raises(TimeoutError):
        ended._fixture_teardown()  # type: ignore[attr-defined]
