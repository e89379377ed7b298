"""Who a session belongs to, and what she may do, is what Django says, and what it is at this moment."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from config.accounts.members import Members
from config.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


def person(name: str, **fields: Any) -> User:
    made: User = User.objects.create_user(name, **fields)
    made.user_permissions.add(Permission.objects.get(codename="view_track"))
    made.groups.add(Group.objects.get(name="Researchers"), Group.objects.get(name="Translators"))
    return made


@pytest.mark.parametrize("fields", [{}, {"is_active": False}, {"is_superuser": True}])
def test_her_permissions_are_what_django_says(fields: dict[str, bool]) -> None:
    key = person("one", **fields).pk
    of_django = ModelBackend().get_all_permissions(User.objects.get(pk=key))
    assert Members().get_all_permissions(User.objects.get(pk=key)) == of_django
    assert bool(of_django) == fields.get("is_active", True)
    assert Members().get_all_permissions(User.objects.get(pk=key), obj=User(pk=1)) == set()
    assert Members().get_all_permissions(AnonymousUser()) == set()


def test_another_has_none_of_hers() -> None:
    person("one")
    other = User.objects.create_user("other")
    assert Members().get_all_permissions(other) == set()


def test_a_permission_is_gone_in_the_next_request() -> None:
    one = person("one")
    assert User.objects.get(pk=one.pk).has_perm("subtitles.view_track")
    one.user_permissions.clear()
    one.groups.clear()
    assert not User.objects.get(pk=one.pk).has_perm("subtitles.view_track")


def test_a_member_is_found_with_her_profile(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    with_one, without = person("one"), person("other")
    profile = UserProfile.get_for_user(with_one)
    with django_assert_num_queries(2):
        found, other = Members().get_user(with_one.pk), Members().get_user(without.pk)
        assert found is not None
        assert (found, found.password, getattr(found, "wagtail_userprofile")) == (with_one, with_one.password, profile)  # noqa: B009
        assert (other, hasattr(other, "wagtail_userprofile")) == (without, False)


def test_whoever_is_not_active_or_not_there_is_nobody() -> None:
    one = person("one", is_active=False)
    assert Members().get_user(one.pk) is None
    assert Members().get_user(one.pk + 1000) is None


def test_a_session_ends_with_its_time_its_row_and_its_owner(client: Client) -> None:
    one = person("one", password="x" * 12)
    address = reverse("wagtailadmin_account")

    def gets_in() -> bool:
        return client.get(address).status_code == 200

    client.force_login(one)
    assert gets_in()
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not gets_in()
    client.force_login(one)
    assert gets_in()
    Session.objects.all().delete()
    assert not gets_in()
    client.force_login(one)
    User.objects.filter(pk=one.pk).update(is_active=False)
    assert not gets_in()


def test_a_session_holds_what_was_put_into_it() -> None:
    store = SessionStore()
    store["said"] = "hej"
    store.save()
    assert SessionStore(store.session_key)["said"] == "hej"
    gone = SessionStore("a" * 32)
    assert (gone.get("said"), gone.session_key) == (None, None)
