"""Time codes, digits and the way to a page in another language."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.template import Context
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override
from wagtail.models import Locale, Page

from config.templatetags.site import LanguageLink, digits, language_links, language_name, seconds, timecode

LINKS_OF_LOGIN = [
    LanguageLink("sv", "Svenska", "ltr", "/login/?next=/&page=2", True),
    LanguageLink("en", "English", "ltr", "/en/login/?next=/&page=2", False),
    LanguageLink("fa", "فارسی", "rtl", "/fa/login/?next=/&page=2", False),
]


@pytest.mark.parametrize(
    ("milliseconds", "language", "shown"),
    [(0, "sv", "0:00"), (62_500, "sv", "1:02"), (3_723_000, "en", "1:02:03"), (62_500, "fa", "۱:۰۲")],
)
def test_a_time_code_is_written_in_the_digits_of_the_language(milliseconds: int, language: str, shown: str) -> None:
    with override(language):
        assert f">{shown}</time>" in timecode(milliseconds)


def test_a_time_code_carries_its_length_for_machines_and_nothing_stands_for_nothing() -> None:
    assert timecode(3_723_000) == '<time class="timecode" datetime="PT1H2M3S">1:02:03</time>'
    assert timecode(None) == ""


@pytest.mark.parametrize(("milliseconds", "written"), [(0, "0"), (62_500, "62.5"), (60_000, "60"), (1_001, "1.001")])
def test_a_moment_in_an_address_has_no_more_digits_than_it_needs(milliseconds: int, written: str) -> None:
    assert seconds(milliseconds) == written


def test_digits_and_language_names_are_the_readers() -> None:
    with override("fa"):
        assert (digits(1994), digits("12")) == ("۱۹۹۴", "۱۲")
    with override("en"):
        assert (digits(1994), language_name("prs"), language_name("tlh")) == ("1994", "Dari", "tlh")


@pytest.mark.parametrize("moment", ["", "&t=12"])
def test_the_way_to_another_language_keeps_the_query_and_leaves_the_moment_to_the_player(moment: str) -> None:
    request = RequestFactory().get(f"/login/?next=/&page=2{moment}")

    with override("sv"):
        assert language_links(Context({"request": request})) == LINKS_OF_LOGIN


def test_an_address_that_leads_nowhere_leads_home_in_another_language() -> None:
    request = RequestFactory().get("/static/no/such/address?x=1")

    with override("fa"):
        found = language_links(Context({"request": request}))

    assert [(link.code, link.current) for link in found] == [("sv", False), ("en", False), ("fa", True)]


@pytest.mark.django_db
def test_an_editorial_page_leads_to_its_own_translation_and_home_where_there_is_none() -> None:
    Locale.objects.get_or_create(language_code="sv")
    english, _ = Locale.objects.get_or_create(language_code="en")
    page = Page.objects.filter(depth=2).get()
    about = page.add_child(instance=Page(title="Om arkivet", slug="om", locale=page.locale, show_in_menus=True))
    about.copy_for_translation(english, copy_parents=True).save_revision().publish()
    request = RequestFactory().get("/om/")

    with override("sv"):
        found = language_links(Context({"request": request, "page": about}))

    assert [link.url for link in found if link.code != "sv"][1:] == ["/fa/"]
    assert "/en/" in next(link.url for link in found if link.code == "en")


def test_a_pagination_keeps_the_rest_of_the_query() -> None:
    page = Paginator(range(90), 30).page(2)
    request = RequestFactory().get("/works/?kind=book&page=2")

    with override("fa"):
        shown = render_to_string("components/pagination.html", {"page": page}, request=request)

    assert 'href="?kind=book&amp;page=1"' in shown
    assert 'href="?kind=book&amp;page=3"' in shown
    assert "۲" in shown


@pytest.mark.django_db
def test_the_login_page_bears_the_name_of_the_archive(client: Client) -> None:
    page = client.get("/login/").content.decode()
    assert f'<span lang="sv" dir="ltr">{settings.WAGTAIL_SITE_NAME}</span>' in page


@pytest.mark.django_db
def test_who_logs_in_and_out_stays_in_her_language(client: Client, researcher: User) -> None:
    with override(None):  # the request leaves its language behind
        entrance = client.get("/fa/login/").content.decode()
        client.force_login(researcher)
        inside = client.get("/fa/works/").content.decode()
    assert ['<input type="hidden" name="next" value="/fa/">' in each for each in (entrance, inside)] == [True, True]
