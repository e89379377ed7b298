"""What stands in the menu of every page: the editorial pages that an archivist put there.

It is made once for each version of the frame and kept in memory; which version is the newest is asked at every request.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from archive.questions import Question
from catalogue.editorial.scheduling import in_time
from catalogue.models import Frame


@dataclass(frozen=True, slots=True)
class MenuEntry:
    title: str
    url: str


def entries(language: str, at: datetime | None = None) -> tuple[MenuEntry, ...]:
    """The pages of the menu that are there for everybody, for a reader of `language`."""
    at = at or timezone.now()
    versions = _newest(at=at)
    if not versions:  # its time is over, and nobody has said so yet
        return _made(language, at)
    key = f"menu:{versions[0]}:{language}"
    kept: tuple[MenuEntry, ...] | None = caches["pages"].get(key)
    if kept is None:
        kept = _made(language, at)
        caches["pages"].set(key, kept)
    return kept


@Question
def _newest(at: datetime) -> QuerySet[Frame, int]:
    return Frame.objects.filter(Q(moment=None) | Q(moment__gt=at)).values_list("version", flat=True)


def _made(language: str, at: datetime) -> tuple[MenuEntry, ...]:
    pages = in_time(Page.objects.live().public(), at).filter(show_in_menus=True, locale__language_code=language)
    return tuple(MenuEntry(page.title, page.url or "") for page in pages)
