"""Words of Wagtail that its Persian lacks stand in ours."""

import gettext
from pathlib import Path

import pytest
import wagtail
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from config.borrowed_words import WORDS

THEIRS = Path(wagtail.__file__).parent


def test_no_page_of_the_admin_shows_them_in_swedish_to_who_reads_persian(client: Client, archivist: User) -> None:
    UserProfile.objects.update_or_create(user=archivist, defaults={"preferred_language": "fa"})
    client.force_login(archivist)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("رفتن به محتوای اصلی" in page, "Hoppa till huvudinnehåll" in page) == (True, False)


@pytest.mark.parametrize("word", WORDS)
def test_each_is_said_in_persian(word: str) -> None:
    with translation.override("fa"):
        said = translation.gettext(word)
    with translation.override("sv"):
        assert said not in (word, translation.gettext(word))


def test_none_is_kept_that_wagtail_says_itself() -> None:
    theirs: set[str] = set()
    for catalogue in THEIRS.rglob("locale/fa/LC_MESSAGES/django.mo"):
        with catalogue.open("rb") as file:
            theirs |= {str(word) for word in gettext.GNUTranslations(file)._catalog}  # type: ignore[attr-defined]
    assert [word for word in WORDS if word in theirs] == []
