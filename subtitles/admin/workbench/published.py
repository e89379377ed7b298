"""What the public reads of a track, for the workbench to set beside what is being written."""

from django.http import Http404, HttpRequest, JsonResponse

from subtitles.admin.pages import TrackView


class PublishedCues(TrackView):
    """`{"cues": {uuid: [start in ms, end, text]}}`; 404 while nothing is published."""

    permission_required = "change"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> JsonResponse:
        if self.track.published_revision_id is None:
            raise Http404
        rows = self.track.published_cues().values_list("uuid", "start_ms", "end_ms", "payload")
        return JsonResponse({"cues": {str(uuid): [start, end, text] for uuid, start, end, text in rows}})
