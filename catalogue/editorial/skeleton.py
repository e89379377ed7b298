"""What a site of this house stands on: its languages, a front page in each, and the site that leads to them.

What is there already stays as it is: front pages belong to those who write them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from catalogue.models import HomePage

PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Welcome:
    """What a front page says; `text` is in the little HTML that Wagtail's editor writes."""

    title: str
    text: str


def languages() -> list[str]:
    """The languages of the site, that of the addresses without a prefix first."""
    return [language for language, _name in settings.LANGUAGES]


def homes() -> dict[str, Page]:
    """The front pages that there are, by language."""
    return {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}


@transaction.atomic
def lay(welcomes: Mapping[str, Welcome]) -> list[str]:
    """Make what is missing; returns the languages whose front page was made now."""
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    placeholders = [page for page in root.get_children() if page.specific_class is Page]
    there = homes()
    missing = [language for language in languages() if language not in there]

    def build(language: str) -> Page:
        welcome = welcomes[language]
        return HomePage(title=welcome.title, welcome=welcome.text, slug=f"home-{language}")

    there |= translated(missing, lambda language: root, build, there)
    _site(there[settings.LANGUAGE_CODE])
    for page in placeholders:  # Wagtail's own welcome
        page.delete()
    return missing


def translated(
    wanted: list[str],
    parent: Callable[[str], Page],
    build: Callable[[str], Page],
    there: Mapping[str, Page] | None = None,
) -> dict[str, Page]:
    """One published page per language, known to Wagtail as translations of each other and of those that are `there`."""
    made: dict[str, Page] = {}
    for language in wanted:
        page = build(language)
        page.locale = Locale.objects.get_or_create(language_code=language)[0]
        sibling = next(iter([*(there or {}).values(), *made.values()]), None)
        if sibling is not None:
            page.translation_key = sibling.translation_key
        # A fresh look: the tree has changed since the parent was read.
        Page.objects.get(pk=parent(language).pk).add_child(instance=page)
        page.save_revision().publish()
        made[language] = page
    return made


def _site(home: Page) -> None:
    """The one site, at the address of the settings; its root is changed only where it is no front page."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    wanted = {
        "hostname": address.hostname or "localhost",
        "port": address.port or PORTS.get(address.scheme, 80),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "root_page_id": site.root_page_id if HomePage.objects.filter(pk=site.root_page_id).exists() else home.pk,
    }
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
