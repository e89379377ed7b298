"""What the home page says is in the archive."""

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
from catalogue.querysets import WorkQuerySet

SHOWN = 6


def sections(request: HttpRequest) -> list[SectionShown]:
    """One for every kind that has something for this viewer, with how many there are and a few of them."""
    viewer, at = access.viewer(request), timezone.now()
    works = Work.objects.listed_to(viewer, at)
    counts = dict(works.order_by().values_list("kind").annotate(Count("pk")))
    chosen = {kind: list(_first(works, kind, viewer)) for kind in Kind.values if counts.get(kind)}
    fetched = Work.objects.with_words().in_bulk([key for keys in chosen.values() for key in keys])
    shown = dict(zip(fetched, cards(fetched.values(), viewer, at), strict=True))
    return [
        SectionShown(kind, str(HEADINGS[Kind(kind)]), counts[kind], tuple(shown[key] for key in keys if key in shown))
        for kind, keys in chosen.items()
    ]


def _first(works: WorkQuerySet[Work], kind: str, viewer: Viewer) -> list[int]:
    """The keys of the newest works of a kind; of episodes those that can be heard."""
    works = works.filter(kind=kind)
    if kind == Kind.RADIO_EPISODE:
        recordings = Recording.objects.filter(work_links__work=OuterRef("pk")).order_by()
        works = works.filter(Exists(recordings.listed_to(viewer, layer=Layer.SOUND)))
    return list(works.values_list("pk", flat=True)[:SHOWN])
