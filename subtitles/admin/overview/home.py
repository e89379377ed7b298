"""On the front page of the admin: what awaits whoever translates, and the way to begin."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from archive import access
from archive.admin.gate import member
from subtitles.models import Track
from subtitles.overview import mine
from subtitles.overview.mine import Lacking, Said, Stale, Work

NAME = "translating"


@dataclass(frozen=True, slots=True)
class Linked:
    """Something that awaits her, with the address where she goes on with it."""

    about: Work | Said | Stale | Lacking
    url: str


class TranslatorPanel(Component):
    """Shown to whoever may change tracks; everything in it asks the gate."""

    name = NAME
    order = 40
    template_name = "subtitles/overview/home.html"

    def get_context_data(self, parent_context: dict[str, object]) -> dict[str, object]:
        request = parent_context["request"]
        assert isinstance(request, HttpRequest)  # noqa: S101
        user, viewer = member(request), access.viewer(request)
        given, more = mine.assigned(user, viewer)
        going_on = mine.lately(user, viewer, [work.entry.track.pk for work in given])
        reviews = [work for work in given if work.is_review] + mine.for_review(user, viewer)
        return {
            "given": [_of_work(work) for work in given if not work.is_review],
            "more": more,
            "lately": [_of_work(work) for work in going_on],
            "reviews": [_of_work(work) for work in reviews],
            "stale": [_of_stale(each) for each in mine.stale(user, viewer)],
            "lacking": [_of_lacking(each) for each in mine.lacking(user, viewer)],
            "comments": [_of_comment(each) for each in mine.comments(user, viewer, timezone.now())],
        }


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm("subtitles.change_track"):
        panels.append(TranslatorPanel())


def bench(track: Track, **query: object) -> str:
    """The workbench of a track, where the query says."""
    return f"{reverse('tracks:workbench', args=[track.pk])}?{urlencode(query)}"


def _of_work(work: Work) -> Linked:
    """At the first cue that is left to do, of her own stretch."""
    query: dict[str, object] = {"at": "next"}
    if work.span:
        query["from"] = work.span[0]
    if work.is_review:
        query["as"] = "review"
    return Linked(work, bench(work.entry.track, **query))


def _of_comment(said: Said) -> Linked:
    return Linked(said, bench(said.track, at=said.cue, **{"as": "review"}))


def _of_stale(each: Stale) -> Linked:
    return Linked(each, bench(each.track, at=each.cue, **{"as": "review"}))


def _of_lacking(each: Lacking) -> Linked:
    return Linked(each, f"{reverse('tracks:matrix')}?{urlencode({'missing': each.language})}")
