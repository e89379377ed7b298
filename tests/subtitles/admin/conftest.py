import pytest
from django.contrib.auth.models import User
from wagtail.users.models import UserProfile


@pytest.fixture(autouse=True)
def in_english(archivist: User, translator: User) -> None:
    """The people of these tests read the admin in English, whatever the site's language."""
    for user in (archivist, translator):
        UserProfile.objects.create(user=user, preferred_language="en")
