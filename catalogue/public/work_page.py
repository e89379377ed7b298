"""The page of one work, put together from what the gate lets this viewer see."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from archive.access import STRANGER, Viewer, decide
from archive.models import Recording
from catalogue.interchange import schema_org
from catalogue.models import RadioEpisode, RadioSeries, Work
from catalogue.public import playing
from catalogue.public.cards import cards
from catalogue.public.facts import facts, neighbours
from catalogue.public.transcript import transcript

EPISODES_PER_PAGE = 24
LONGEST_START_S = 1_000_000


def context(request: HttpRequest, work: Work, viewer: Viewer) -> dict[str, Any]:
    """What `catalogue/work.html` shows. `work` is of its own kind, and the caller has asked the gate about it."""
    reader = get_language() or "sv"
    title = work.title_in(reader)
    open_to_all = decide(STRANGER, work)
    return {
        "work": work,
        "title": title,
        "summary": work.text_in(reader, "summary"),
        "description": work.text_in(reader, "description"),
        **facts(work, viewer),
        **parts(request, work, viewer),
        **_series(request, work, viewer),
        "closed_to_public": not open_to_all.allowed,
        "keep_out_of_indexes": not open_to_all.listed,
        "address": request.build_absolute_uri(work.get_absolute_url()),
        "today": timezone.localdate(),
        "json_ld": schema_org.describe(work, request.build_absolute_uri) if open_to_all.listed else None,
    }


def parts(request: HttpRequest, work: Work, viewer: Viewer) -> dict[str, Any]:
    """The work's recordings that this viewer may play, and the one chosen by `?part=` with `?t=` seconds in it."""
    rows = list(work.recordings_links.all())
    keys = [row.recording_id for row in rows]
    seen = Recording.objects.visible_to(viewer).select_related("rendition_set").prefetch_related("restrictions")
    found = seen.in_bulk(keys) if keys else {}
    heard = [row for row in rows if row.recording_id in found]
    if not heard:
        return {"parts": [], "player": None, "transcript": [], "spoken": ""}
    row = _chosen(heard, request.GET.get("part", ""))
    recording = found[row.recording_id]
    tracks = playing.tracks_of(recording, viewer)
    start_s = start(request.GET.get("t", ""))
    query = "?" if row is heard[0] else f"?part={row.part}&"
    title = work.title_in(get_language() or "sv")
    return {
        "parts": [_part(each, found[each.recording_id], each is row) for each in heard] if len(heard) > 1 else [],
        "part_query": query,
        "recording": recording,
        "player": playing.player(work, recording, tracks, viewer, title=title, start_s=start_s),
        "transcript": transcript(tracks, request.GET.get("transcript", ""), query),
        "spoken": recording.language,
        "start_s": start_s,
    }


def start(text: str) -> float:
    """`?t=` in seconds; anything that is not a moment is the beginning."""
    try:
        seconds = float(text)
    except ValueError:
        return 0
    return seconds if 0 <= seconds <= LONGEST_START_S else 0


def _chosen(rows: list[Any], wanted: str) -> Any:
    if not wanted:
        return rows[0]
    row = next((row for row in rows if str(row.part) == wanted), None)
    if row is None:
        raise Http404
    return row


def _part(row: Any, recording: Recording, current: bool) -> dict[str, Any]:
    return {
        "number": row.part,
        "label": row.tagged(),
        "duration_ms": recording.duration_ms,
        "url": f"?part={row.part}",
        "current": current,
    }


def _series(request: HttpRequest, work: Work, viewer: Viewer) -> dict[str, Any]:
    if isinstance(work, RadioEpisode):
        return neighbours(work, viewer)
    if isinstance(work, RadioSeries):
        episodes = RadioEpisode.objects.listed_to(viewer).filter(series=work).with_words()
        ordered = episodes.order_by("-number", "-pk")
        page = Paginator(ordered, EPISODES_PER_PAGE).get_page(request.GET.get("page"))
        return {"episodes": page, "episode_cards": cards(page.object_list, viewer)}
    return {}
