"""An empty archive has front pages in its languages, and nobody's words are ever overwritten."""

import pytest
from django.test import Client, override_settings
from wagtail.models import Locale, Page, Site

from catalogue.editorial import skeleton
from catalogue.editorial.skeleton import Welcome
from catalogue.models import HomePage

pytestmark = pytest.mark.django_db

ALL = {tag: Welcome(f"Arkivet {tag}", f"<p>välkommen {tag}</p>") for tag in ("sv", "en", "fa")}
ADDRESS = {"WAGTAILADMIN_BASE_URL": "https://arkiv.example.org", "ALLOWED_HOSTS": ["arkiv.example.org"]}


def state() -> list[object]:
    """All that the skeleton could change."""
    pages = Page.objects.order_by("pk").values_list("pk", "title", "path", "latest_revision_id", "last_published_at")
    return [list(pages), list(Site.objects.values()), list(Locale.objects.values())]


@pytest.fixture
def fresh() -> None:
    """What Wagtail's own migrations leave behind."""
    Page.objects.filter(depth__gt=1).delete()
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    welcome = root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)


@override_settings(**ADDRESS)
def test_every_language_has_a_front_page_and_wagtails_welcome_is_gone(fresh: None) -> None:
    assert skeleton.lay(ALL) == ["sv", "en", "fa"]
    for path, language in {"/": "sv", "/en/": "en", "/fa/": "fa"}.items():
        answer = Client().get(path, headers={"host": "arkiv.example.org"})
        assert answer.status_code == 200
        assert f"välkommen {language}" in answer.content.decode()
    assert not Page.objects.filter(title__contains="Wagtail").exists()
    assert len(set(HomePage.objects.values_list("translation_key"))) == 1
    site = Site.objects.get()
    assert (site.hostname, site.port) == ("arkiv.example.org", 443)


def test_a_second_time_changes_nothing(fresh: None) -> None:
    skeleton.lay(ALL)
    before = state()
    assert skeleton.lay({tag: Welcome("other", "other") for tag in ALL}) == []
    assert state() == before


def test_a_language_that_is_added_later_gets_its_front_page_beside_the_others(fresh: None) -> None:
    with override_settings(LANGUAGES=[("sv", "Swedish")]):
        assert skeleton.lay(ALL) == ["sv"]
    HomePage.objects.update(title="Changed by hand")
    assert skeleton.lay(ALL) == ["en", "fa"]
    assert list(HomePage.objects.order_by("pk").values_list("title", flat=True)) == [
        "Changed by hand",
        "Arkivet en",
        "Arkivet fa",
    ]
    assert len(set(HomePage.objects.values_list("translation_key"))) == 1


def test_pages_of_others_stay(fresh: None) -> None:
    skeleton.lay(ALL)
    home = HomePage.objects.get(locale__language_code="en")
    home.title = "Ours"
    home.save_revision().publish()
    skeleton.lay(ALL)
    assert HomePage.objects.get(pk=home.pk).title == "Ours"
