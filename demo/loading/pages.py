"""The editorial pages, home and about, in the site's three languages. A page that is there already stays as it is."""

from django.db import transaction
from wagtail.models import Page

from catalogue.editorial import skeleton
from catalogue.editorial.skeleton import Welcome
from catalogue.models import HomePage, StandardPage
from demo.loading.records import Record


@transaction.atomic
def load(pages: Record) -> bool:
    """Make the site's pages; False when there is a home page already."""
    if HomePage.objects.exists():
        return False
    written = pages["home"].items()
    skeleton.lay({language: Welcome(home["title"], home["welcome"]) for language, home in written})
    homes = skeleton.homes()
    skeleton.translated(list(homes), homes.__getitem__, lambda language: _about(pages["about"][language]))
    return True


def _about(record: Record) -> Page:
    body = [{"type": "text", "value": record["text"]}]
    return StandardPage(title=record["title"], body=body, slug=record["slug"], show_in_menus=True)
