"""What the home page says is in the archive."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone

from archive import access
from archive.access import Layer, Viewer
from archive.models import Recording
from catalogue.models import Kind, Work
from catalogue.models.work import HEADINGS
from catalogue.public.building import cards
from catalogue.public.data import SectionShown
from catalogue.public.kept import Shelf
from catalogue.querysets import WorkQuerySet

SHOWN = 6


def sections(request: HttpRequest) -> list[SectionShown]:
    """One for every kind that has something for this viewer, with how many there are and a few of them."""
    viewer, at = access.viewer(request), timezone.now()
    works = Work.objects.listed_to(viewer, at)
    counts, chosen = Shelf(viewer, at).keep("home", lambda: _found(works, viewer, at))
    fetched = works.with_words().in_bulk([key for keys in chosen.values() for key in keys])
    shown = dict(zip(fetched, cards(fetched.values(), viewer, at), strict=True))
    return [
        SectionShown(kind, str(HEADINGS[Kind(kind)]), counts[kind], tuple(shown[key] for key in keys if key in shown))
        for kind, keys in chosen.items()
    ]


def _found(works: WorkQuerySet[Work], viewer: Viewer, at: datetime) -> tuple[dict[str, int], dict[str, list[int]]]:
    """By kind, how many works there are, and the keys of the few that are shown."""
    counts = dict(works.order_by().values_list("kind").annotate(Count("pk")))
    return counts, {kind: _first(works, kind, viewer, at) for kind in Kind.values if counts.get(kind)}


def _first(works: WorkQuerySet[Work], kind: str, viewer: Viewer, at: datetime) -> list[int]:
    """The keys of the newest works of a kind; of episodes those that can be heard."""
    works = works.filter(kind=kind)
    if kind == Kind.RADIO_EPISODE:
        recordings = Recording.objects.filter(work_links__work=OuterRef("pk")).order_by()
        works = works.filter(Exists(recordings.listed_to(viewer, at, Layer.SOUND)))
    return list(works.values_list("pk", flat=True)[:SHOWN])
