"""What the home page says is in the archive."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from archive import access
from archive.access import Viewer
from archive.models import Recording
from catalogue.models import Kind, Work, WorkRecording
from catalogue.models.work import HEADINGS
from catalogue.public.cards import cards
from catalogue.querysets import WorkQuerySet

SHOWN = 6


def sections(request: HttpRequest) -> list[dict[str, Any]]:
    """One for every kind that has something for this viewer, with how many there are and a few of them."""
    viewer = access.viewer(request)
    works = Work.objects.listed_to(viewer)
    counts = dict(works.order_by().values_list("kind").annotate(Count("pk")))
    chosen = {kind: list(_first(works, kind, viewer)) for kind in Kind.values if counts.get(kind)}
    shown = {card["url"]: card for card in cards([work for some in chosen.values() for work in some], viewer)}
    return [
        {
            "kind": kind,
            "heading": HEADINGS[Kind(kind)],
            "count": counts[kind],
            "cards": [shown[work.get_absolute_url()] for work in some],
        }
        for kind, some in chosen.items()
    ]


def _first(works: WorkQuerySet, kind: str, viewer: Viewer) -> WorkQuerySet:
    """The newest works of a kind; of episodes those that can be heard."""
    works = works.filter(kind=kind)
    if kind == Kind.RADIO_EPISODE:
        heard = WorkRecording.objects.filter(recording__in=Recording.objects.listed_to(viewer).order_by())
        works = works.filter(pk__in=heard.order_by().values("work_id"))
    return works.with_words()[:SHOWN]
