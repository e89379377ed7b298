"""What a window of the workbench and the server say to each other about the changes of a track."""

from contextlib import suppress

from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from archive import access
from archive.admin.gate import member
from subtitles import workbench
from subtitles.admin.reach import sees_drafts
from subtitles.admin.workbench import asked
from subtitles.admin.workbench.answers import SENTENCES, NotABatch, in_json, refused
from subtitles.admin.workbench.asked import reached_track
from subtitles.models import Track
from subtitles.workbench import late, links, present
from subtitles.workbench.submitting import Answer, came_since

# What others say of the source, and what that is held against, is no business of whoever translates it.
_OF_THE_SOURCE_ALONE = frozenset({"comment", "resolve", "seen", "settle"})

_CLOSED = _("This track was closed while you worked. What you had written is saved; ask an archivist about it.")


@require_http_methods(["GET", "POST"])
@in_json
def changes(request: HttpRequest, pk: int) -> JsonResponse:
    """Take in what was done in a window, and tell what others did since, and who is there."""
    user = member(request)
    read = asked.batch if request.method == "POST" else asked.poll
    try:
        track = reached_track(request, pk)
    except Http404:
        # Closed while she worked: what she had written is saved before she is told.
        with suppress(NotABatch):
            batch = read(request)
            if saved := late.take(pk, batch.since, batch.changes, user, batch.tab):
                return refused(410, "closed", _CLOSED, saved=saved)
        raise
    batch = read(request)
    try:
        answer = workbench.submit(track, batch.since, batch.changes, user)
    except Track.DoesNotExist as error:
        raise Http404 from error
    told = {**_told(answer), "present": present.meet(track, user, batch.tab, batch.cue)}
    return JsonResponse(told | (_beside(request, track, batch.source, answer) if batch.source else {}))


@require_POST
@in_json
def checkpoint(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep the state at a number as a revision."""
    track = reached_track(request, pk)
    made = workbench.checkpoint(track, asked.number(asked.body(request).get("number")), member(request))
    return JsonResponse({"revision": made.number, "url": reverse("tracks:revision", args=[made.pk])})


def _beside(request: HttpRequest, track: Track, asked_for: tuple[int, int], answer: Answer) -> dict[str, object]:
    """What was done to the source since, and what cues of ours hang on after that; nothing where she may not see it."""
    key, number = asked_for
    sources = Track.objects.visible_to(access.viewer(request)).filter(pk=key, recording=track.recording_id)
    source = sources.first() if sees_drafts(request, track) else None
    if source is None:
        return {"source": None, "links": {}}
    done = came_since(source, number)
    newest = done[-1]["number"] if done else number
    told = {"number": newest, "changes": [change for change in done if change["kind"] not in _OF_THE_SOURCE_ALONE]}
    return {"source": told, "links": links.since(track, source, answer.changes, done)}


def _told(answer: Answer) -> dict[str, object]:
    refused = [
        {"id": each.id, "reason": each.reason, "sentence": str(SENTENCES[each.reason])} for each in answer.refused
    ]
    return {
        "number": answer.number,
        "changes": answer.changes,
        "refused": refused,
        "acknowledged": answer.acknowledged,
    }
