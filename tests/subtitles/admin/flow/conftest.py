import pytest
from django.contrib.auth.models import User
from wagtail.users.models import UserProfile


@pytest.fixture(autouse=True)
def invited_in_english(invited: User) -> None:
    """She reads the admin in English too."""
    UserProfile.objects.create(user=invited, preferred_language="en")
