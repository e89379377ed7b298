"""Send a track to review, send it back, approve it, from the page of the work on it."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from archive import access
from archive.admin.gate import key, member
from subtitles import flow
from subtitles.admin.actions import reached
from subtitles.admin.flow.page import may_review
from subtitles.admin.flow.refusals import sentence
from subtitles.flow import NotYet
from subtitles.models import Revision, Track

SENT: str | Promise = gettext_lazy("The track waits for review now.")
Verb = Callable[[HttpRequest, Track], str | Promise]


def _review(request: HttpRequest, track: Track) -> str | Promise:
    flow.send_to_review(track, member(request), _comment(request))
    return SENT


def _send_back(request: HttpRequest, track: Track) -> str | Promise:
    _reviewer(request, track)
    flow.ask_for_changes(track, member(request), _comment(request))
    return _("The track was sent back with your comment.")


def _approve(request: HttpRequest, track: Track) -> str | Promise:
    _reviewer(request, track)
    revision = get_object_or_404(Revision, pk=key(request.POST.get("revision", "")), track=track)
    flow.approve(revision, member(request), _comment(request))
    return _("The track is approved.")


VERBS: dict[str, Verb] = {"review": _review, "changes": _send_back, "approve": _approve}


@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """One of `VERBS`, and back to the page of the work."""
    track: Track = get_object_or_404(reached(request, "change").select_related("recording"), pk=pk)
    verb = VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise PermissionDenied
    try:
        messages.success(request, str(verb(request, track)))
    except NotYet as error:
        messages.error(request, sentence(error))
    return redirect("tracks:work", track.pk)


def _reviewer(request: HttpRequest, track: Track) -> None:
    if not may_review(track, access.viewer(request)):
        raise PermissionDenied


def _comment(request: HttpRequest) -> str:
    return request.POST.get("comment", "").strip()
