"""The page of one work, put together from what the gate lets this viewer see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest
from django.utils import timezone

from archive import access
from archive.access import STRANGER, Viewer
from catalogue.models import RadioEpisode, RadioSeries, Work
from catalogue.public import building
from catalogue.public.data import CardShown, PartShown, WorkShown
from catalogue.public.transcript import Reading, transcript

EPISODES_PER_PAGE = 24


@dataclass(frozen=True, slots=True)
class PartPage:
    """The part that is chosen by `?part=`. `query` begins the addresses of moments in it, `address` is its own.

    The second in `?t=` is the player's business, which reads it from the address: the page is the same at every second.
    """

    shown: PartShown
    query: str
    address: str
    transcript: Sequence[Reading]


def context(request: HttpRequest, work: Work, viewer: Viewer) -> dict[str, object]:
    """What `catalogue/work.html` shows. `work` is of its own kind, and the caller has asked the gate about it."""
    at = timezone.now()
    shown = building.work(work, viewer, at=at)
    part = _part(request, shown)
    return {
        "work": shown,
        "part": part,
        "player": part.shown.player if part else None,
        "transcript": part.transcript if part else [],
        **_episodes(request, work, viewer, at),
        "address": request.build_absolute_uri(shown.url),
        "today": timezone.localdate(),
        # Machines come as strangers, and are told what every stranger may know.
        "told": shown if viewer == STRANGER and shown.listed_to_all else None,
    }


def _part(request: HttpRequest, work: WorkShown) -> PartPage | None:
    """The chosen part. Raises Http404 for one that there is not."""
    wanted = request.GET.get("part", "")
    if not work.parts:
        return None
    part = next((part for part in work.parts if not wanted or str(part.number) == wanted), None)
    if part is None:
        raise Http404
    address = "" if part is work.parts[0] else f"?part={part.number}"
    query = f"{address}&" if address else "?"
    readings = transcript(part.tracks, access.viewer(request), request.GET.get("transcript", ""), query)
    return PartPage(part, query, address, readings)


def _episodes(request: HttpRequest, work: Work, viewer: Viewer, at: datetime) -> dict[str, object]:
    """The programmes of a series, a page at a time."""
    if not isinstance(work, RadioSeries):
        return {}
    found = RadioEpisode.objects.listed_to(viewer, at).filter(series=work).with_words()
    page: Page[RadioEpisode] = Paginator(found.order_by("-number", "-pk"), EPISODES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    cards: tuple[CardShown, ...] = building.cards(page.object_list, viewer, at)
    return {"episodes": page, "episode_cards": cards}
