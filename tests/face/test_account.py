"""The pages of one's own account, as axe sees them and as they are used with the keyboard alone."""

from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from config.accounts import links
from tests.browser import axe_violations
from tests.conftest import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOOD = "ett nytt och gott lösenord"


@pytest.mark.parametrize("language", ["sv", "fa"])
def test_a_link_is_used_and_the_password_changed_with_the_keyboard(page: Page, site: str, language: str) -> None:
    user: User = person("leila", "Researchers")
    prefix = "" if language == "sv" else f"/{language}"
    link = site + urlsplit(links.one_time(user, language)).path
    page.goto(link)
    assert axe_violations(page) == []
    page.locator("[name=new_password1]").focus()
    page.keyboard.type(GOOD)
    page.keyboard.press("Tab")
    page.keyboard.type(GOOD)
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_be_visible()

    page.locator("[name=username]").fill("leila")
    page.locator("[name=password]").fill(GOOD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}{prefix}/")
    page.goto(f"{site}{prefix}/nothing-here/")
    page.locator(f"footer a[href='{prefix}/account/password/']").click()
    assert axe_violations(page) == []
    page.locator("[name=old_password]").fill("wrong")
    page.locator("[name=new_password1]").fill(GOOD)
    page.locator("[name=new_password2]").fill(GOOD)
    page.keyboard.press("Enter")
    expect(page.locator(".errorlist").first).to_be_visible()
    assert axe_violations(page) == []

    page.goto(link)
    assert axe_violations(page) == []
    expect(page.locator("[name=new_password1]")).to_have_count(0)
