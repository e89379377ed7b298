from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.users.models import UserProfile


@pytest.fixture(autouse=True)
def in_english(archivist: User, translator: User) -> None:
    """The people of these tests read the admin in English, whatever the site's language."""
    for user in (archivist, translator):
        UserProfile.objects.create(user=user, preferred_language="en")


@pytest.fixture
def client(client_of: Callable[[User | None], Client], translator: User) -> Client:
    """A translator's; a test of somebody else's pages has one of its own."""
    client = client_of(translator)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client
