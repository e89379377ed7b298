"""The menu is made once, and anew with every change of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from catalogue.editorial import menu
from catalogue.models import HomePage
from tests.catalogue.editorial.test_scheduling import home, page_below

pytestmark = pytest.mark.django_db
__all__ = ["home"]


def titles(language: str = "sv") -> list[str]:
    return [entry.title for entry in menu.entries(language)]


def test_it_is_asked_only_whether_it_is_still_the_same(home: HomePage) -> None:
    page_below(home, show_in_menus=True)
    assert titles() == ["Upprop"]
    with CaptureQueriesContext(connection) as captured:
        assert titles() == ["Upprop"]
    assert len(captured) == 1


def test_whatever_changes_it_is_seen_at_once(home: HomePage) -> None:
    assert titles() == []
    page = page_below(home, show_in_menus=True)
    assert (titles(), titles("fa")) == (["Upprop"], [])
    page.title = "Kallelse"
    page.save_revision().publish()
    assert titles() == ["Kallelse"]
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert titles() == []
    PageViewRestriction.objects.all().delete()
    assert titles() == ["Kallelse"]
    page.unpublish()
    assert titles() == []


def test_a_page_whose_time_is_over_is_in_no_menu(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    over = timezone.now() + timedelta(hours=1)
    page_below(home, show_in_menus=True, expire_at=over)
    assert titles() == ["Upprop"]
    monkeypatch.setattr(timezone, "now", lambda: over)
    assert titles() == []
    assert Page.objects.filter(live=True, expire_at=over).exists()
