"""The editorial pages, home and about, in the site's three languages. A page that is there already stays as it is."""

from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from catalogue.models import HomePage, StandardPage
from demo.loading.records import Record

LANGUAGES = ("sv", "en", "fa")


@transaction.atomic
def load(pages: Record) -> bool:
    """Make the site's pages; False when there is a home page already."""
    if HomePage.objects.exists():
        return False
    root = Page.get_first_root_node()
    for language in LANGUAGES:
        Locale.objects.get_or_create(language_code=language)
    placeholders = list(root.get_children())
    homes = _in_every_language(root, pages["home"], _home)
    _site(homes["sv"])
    for placeholder in placeholders:
        placeholder.delete()
    _in_every_language(homes, pages["about"], _about)
    return True


def _home(record: Record, language: str) -> Page:
    return HomePage(title=record["title"], welcome=record["welcome"], slug=f"home-{language}")


def _about(record: Record, language: str) -> Page:
    body = [("text", record["text"])]
    return StandardPage(title=record["title"], body=_stream(body), slug=record["slug"], show_in_menus=True)


def _stream(body: list[tuple[str, str]]) -> Any:
    return [{"type": kind, "value": value} for kind, value in body]


def _in_every_language(parents: Any, records: Record, build: Any) -> dict[str, Page]:
    """One page per language, known to Wagtail as translations of each other."""
    made: dict[str, Page] = {}
    for language in LANGUAGES:
        page = build(records[language], language)
        page.locale = Locale.objects.get(language_code=language)
        if made:
            page.translation_key = made["sv"].translation_key
        parent = parents[language] if isinstance(parents, dict) else parents
        parent.add_child(instance=page)
        page.save_revision().publish()
        made[language] = page
    return made


def _site(home: Page) -> None:
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, hostname="localhost")
    site.root_page, site.site_name = home, settings.WAGTAIL_SITE_NAME
    site.save()
