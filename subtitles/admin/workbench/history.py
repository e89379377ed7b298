"""What was done to a track: told cue by cue or whole, and brought back."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from archive.admin.gate import member
from subtitles import workbench
from subtitles.admin.workbench import asked
from subtitles.admin.workbench.answers import in_json

ON_A_PAGE = 100


@require_GET
@in_json
def history(request: HttpRequest, pk: int) -> JsonResponse:
    """Every change of a `cue`, the oldest first, with the cue before and after; without one the last of the track
    `before` a number, the newest first."""
    track = asked.reached_track(request, pk)
    cue = asked.name(request.GET.get("cue"))
    if cue is not None:
        return JsonResponse({"changes": workbench.history_of(track, str(cue))})
    return JsonResponse({"changes": workbench.latest(track, asked.moment(request, "before"), ON_A_PAGE)})


@require_POST
@in_json
def restore(request: HttpRequest, pk: int) -> JsonResponse:
    """Bring back how `cues`, a `span` of milliseconds, or all stood at a `number`; answers with the changes it made."""
    track, sent = asked.reached_track(request, pk), asked.body(request)
    cues, span = asked.names(sent.get("cues")), asked.span(sent.get("span"))
    made = workbench.restore(track, asked.number(sent.get("number")), member(request), cues=cues, span=span)
    return JsonResponse({"made": len(made), "number": made[-1]["number"] if made else None})
