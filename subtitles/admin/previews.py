"""A file that was sent and is not taken in yet: what would be kept, mended and dropped, and what is to be decided."""

from collections import Counter
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from archive.admin.gate import Gated, member
from archive.admin.watching import as_json
from archive.models import Job
from subtitles import importing, pending, timing
from subtitles.admin.deciding import DecidingForm
from subtitles.admin.outcomes import explained, shown
from subtitles.effects import Effect
from subtitles.exceptions import SubtitlesError
from subtitles.importing import outcomes
from subtitles.models import PendingImport, Track
from subtitles.pending import Looked
from subtitles.webvtt.languages import as_html

MOST_ROWS = 200
FIRST_CUES = 12


def mine(request: HttpRequest, uuid: UUID) -> PendingImport:
    """The file of whoever asks. Raises Http404 for everybody else, and PermissionDenied for who may import nothing."""
    if not request.user.has_perm("subtitles.add_track"):
        raise PermissionDenied
    try:
        return pending.of(member(request), uuid)
    except PendingImport.DoesNotExist as error:
        raise Http404 from error


@require_safe
def state(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far the job has come that takes the file in."""
    job = pending.job_of(mine(request, uuid))
    return JsonResponse({"jobs": [as_json(job)] if job else []})


class PreviewView(Gated, WagtailAdminTemplateMixin, TemplateView):
    model = Track
    permission_required = "add"
    page_title = gettext_lazy("Look at the file before it is imported")
    header_icon = "upload"
    template_name = "subtitles/preview.html"

    @cached_property
    def pending(self) -> PendingImport:
        return mine(self.request, self.kwargs["uuid"])

    @cached_property
    def job(self) -> Job | None:
        return pending.job_of(self.pending)

    @cached_property
    def looked(self) -> Looked:
        return pending.look(self.pending)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if self.pending.revision_id:
            return redirect("tracks:revision", self.pending.revision_id)
        try:
            return self.render_to_response(self.get_context_data(form=DecidingForm(None, self.looked)))
        except SubtitlesError as error:
            return self._unreadable(error)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if self.pending.revision_id or (self.job and self.job.is_open):
            return redirect(request.path)
        if "leave" in request.POST:
            pending.leave(self.pending)
            messages.success(request, _("The file was left. Nothing of it is in the archive."))
            return redirect("tracks:index")
        form = DecidingForm(request.POST, self.looked)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        seen = {guess.code for guess in self.looked.reading.guesses}
        pending.decide(self.pending, form.said(), form.cleaned_data["encoding"])
        try:
            again = pending.look(self.pending)
        except SubtitlesError as error:
            return self._unreadable(error)
        new = [guess for guess in again.reading.open_guesses if guess.code not in seen]
        if "show" in request.POST or new:
            return self._shown_again(bool(new))
        return self._finished(again, publish="publish" in request.POST)

    def _shown_again(self, is_new: bool) -> HttpResponse:
        if is_new and "show" not in self.request.POST:
            messages.warning(self.request, _("Read as you decided, the file raises another question; it stands below."))
        return redirect(self.request.path)

    def _finished(self, looked: Looked, *, publish: bool) -> HttpResponse:
        if publish and not self.user_has_permission("change"):
            raise PermissionDenied
        if publish and not looked.reading.open_guesses and not self._is_meant(looked):
            messages.warning(self.request, _("Nothing is imported yet. If it is to be published all the same, say so."))
            return redirect(self.request.path)
        try:
            done = pending.finish(looked, publish=publish)
        except SubtitlesError as error:
            messages.error(self.request, error.said(_))
            return redirect(self.request.path)
        if isinstance(done, Job):
            return redirect(self.request.path)
        messages.success(self.request, _("The file was imported."))
        if publish and not done.is_published:
            messages.warning(self.request, _("It is saved and not published: the rules find errors in it."))
            return redirect("tracks:findings", done.pk)
        return redirect("tracks:revision", done.pk)

    def _is_meant(self, looked: Looked) -> bool:
        """Whether the public would meet what one would expect, or somebody said yes to less."""
        return "sure" in self.request.POST or not effect_of(looked).is_doubtful

    def _unreadable(self, error: SubtitlesError) -> HttpResponse:
        """What was decided leaves nothing to read: the decisions are taken back, and it is said why."""
        pending.decide(self.pending, {})
        messages.error(self.request, error.said(_))
        return redirect(self.request.path)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        index = {"url": reverse("tracks:index"), "label": _("Subtitles")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        job = self.job
        return super().get_context_data(
            pending=self.pending,
            job=job,
            state_url=reverse("tracks:pending_state", args=[self.pending.uuid]) if job and job.is_open else "",
            may_publish=self.user_has_permission("change"),
            **told(self.looked),
            **kwargs,
        )


def told(looked: Looked) -> dict[str, object]:
    """The reading in numbers, tables and the first cues."""
    reading, found = looked.reading, outcomes(looked.reading)
    cues = reading.document.cues
    return {
        "reading": reading,
        "cue_count": len(cues),
        "mended_count": len(found["mended"]),
        "dropped_count": len(found["report"]),
        "mended_kinds": kinds(found["mended"]),
        "dropped_kinds": kinds(found["report"]),
        "mended": shown(found["mended"][:MOST_ROWS]),
        "dropped": shown(found["report"][:MOST_ROWS]),
        "most_rows": MOST_ROWS,
        "first": [
            {
                "start": timing.as_vtt(cue.start_ms),
                "end": timing.as_vtt(cue.end_ms),
                "text": SafeString(as_html(cue.payload, looked.pending.language)),
            }
            for cue in cues[:FIRST_CUES]
        ],
        "effect": effect_of(looked),
    }


def kinds(parts: list[dict[str, object]]) -> list[tuple[str, int]]:
    """How often each reason comes, the most frequent first."""
    return Counter(str(part["reason"]) for part in explained(parts)).most_common()


def effect_of(looked: Looked) -> Effect:
    """Of publishing the file in the track that it would go to."""
    one = looked.pending
    return importing.effect_of(
        looked.reading, one.recording, one.language, one.kind, origin=one.origin, track=one.track
    )
