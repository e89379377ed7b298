"""Send a track to review from the workbench."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from archive.admin.gate import member
from subtitles import flow
from subtitles.admin.flow.refusals import sentence
from subtitles.admin.flow.steps import SENT
from subtitles.admin.reach import worked_on
from subtitles.admin.workbench import asked
from subtitles.admin.workbench.answers import NotABatch, in_json, refused
from subtitles.flow import NotYet


@require_POST
@in_json
def send_to_review(request: HttpRequest, pk: int) -> JsonResponse:
    """{"number": that of the newest change that the window has, "comment"} → {"sentence", "stage"}."""
    track = worked_on(request, pk, "recording")
    sent = asked.body(request)
    comment = sent.get("comment", "")
    if not isinstance(comment, str):
        raise NotABatch
    try:
        made = flow.send_to_review(track, member(request), comment.strip(), asked.number(sent.get("number")))
    except NotYet as error:
        return refused(409, error.why, sentence(error))
    return JsonResponse({"sentence": str(SENT), "stage": made.get_stage_display()})
