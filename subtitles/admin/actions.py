"""What a translator does in the admin: import, publish, take back, carry home."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from archive import access
from archive.access import Level
from archive.admin.gate import Gated, key, member
from subtitles import effects, exporting, flow, pending, proofreading, publishing
from subtitles.admin.forms import RevisionForm, TrackForm
from subtitles.admin.reach import met, workable
from subtitles.exceptions import BelowTheBar, NotApproved, SubtitlesError, TrackMoved, Undecided
from subtitles.formats import WRITTEN
from subtitles.models import Origin, Revision, Track

AS_IT_CAME = "original"


class ImportView(Gated, WagtailAdminTemplateMixin, FormView):
    """`?track=` imports a new revision of a track; `?recording=` starts with the recording filled in.

    The file is only looked at here; see `subtitles.admin.previews`.
    """

    model = Track
    permission_required = "add"
    page_title = gettext_lazy("Import subtitles")
    header_icon = "upload"
    template_name = "subtitles/import.html"

    @cached_property
    def track(self) -> Track | None:
        number = self.request.GET.get("track", "")
        return get_object_or_404(workable(self.request), pk=key(number)) if number else None

    def get_form_class(self) -> type[RevisionForm]:
        return RevisionForm if self.track else TrackForm

    def get_form_kwargs(self) -> dict[str, object]:
        kwargs = super().get_form_kwargs()
        return kwargs if self.track else {**kwargs, "viewer": access.viewer(self.request), "sought": self.sought}

    @property
    def sought(self) -> str:
        """What the title of the recording is to hold, as it was typed above the form."""
        return self.request.GET.get("q", "").strip()

    def get_initial(self) -> dict[str, object]:
        by_machine = self.track is not None and self.track.by_machine
        origin = Origin.MACHINE if by_machine else Origin.IMPORTED
        return {"recording": self.request.GET.get("recording"), "origin": origin}

    def form_valid(self, form: RevisionForm) -> HttpResponse:
        about = form.cleaned_data
        track = self.track
        recording = track.recording if track else about["recording"]
        language = track.language if track else about["language"]
        kind = track.kind if track else about["kind"]
        # A file that went out of a track to be proof-read comes back to it, however it is sent.
        tracks = [track] if track else list(Track.objects.filter(recording=recording, language=language, kind=kind))
        data, name, by = form.content(), about["file"].name, member(self.request)
        if access.viewer(self.request).level < Level.ARCHIVIST and not flow.writes(by, language):
            form.add_error(None if track else "language", _("This is none of the languages that you work in."))
            return self.form_invalid(form)
        try:
            went_out = proofreading.base_of(data)
            if went_out and went_out.track in tracks:
                return redirect("tracks:proofread", proofreading.begin(went_out.track, data, name, by).uuid)
            waiting = pending.begin(
                recording, data, name, language, by=by, kind=kind, track=track,
                origin=about["origin"], tool=about["tool"], note=about["note"],
            )  # fmt: skip
        except SubtitlesError as error:
            form.add_error("file", error.said(_))
            return self.form_invalid(form)
        return redirect("tracks:pending", waiting.uuid)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        index = {"url": reverse("tracks:index"), "label": _("Subtitles")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(
            track=self.track,
            sought=self.sought,
            action_url=self.request.get_full_path(),
            submit_button_label=_("Look at it"),
            submit_button_active_label=_("Reading…"),
            **kwargs,
        )


def reached(request: HttpRequest, permission: str) -> QuerySet[Track]:
    """The tracks that somebody who may do this may do it to. Raises PermissionDenied."""
    if not request.user.has_perm(f"subtitles.{permission}_track"):
        raise PermissionDenied
    return met(request) if permission == "view" else workable(request)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a revision, the newest or an older one. One of which the public would meet little is asked about."""
    revision = get_object_or_404(Revision, pk=pk, track__in=reached(request, "change"))
    effect = effects.of_revision(revision)
    if effect.is_doubtful and "sure" not in request.POST:
        return redirect("tracks:despite", revision.pk)
    try:
        publishing.publish(revision, by=member(request), despite=request.POST.get("despite", ""))
    except NotApproved:
        if access.viewer(request).level >= Level.ARCHIVIST:
            return redirect("tracks:despite", revision.pk)
        messages.error(request, _("Somebody is to approve the track before it is published."))
        return redirect("tracks:work", revision.track_id)
    except (BelowTheBar, Undecided):
        return redirect("tracks:despite", revision.pk)
    except TrackMoved:
        messages.error(request, _("The track came to another recording meanwhile; nothing was published."))
        return redirect("tracks:page", revision.track_id)
    said = _("Revision %(number)s is what the public sees now.") % {"number": revision.number}
    messages.success(request, f"{said} ({effect})")
    return redirect("tracks:page", revision.track_id)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide what was left open about the file that a revision was read from: it is looked at as if it came now."""
    revision = get_object_or_404(Revision, pk=pk, track__in=reached(request, "add"), source_file__isnull=False)
    try:
        waiting = pending.again(revision, member(request))
    except SubtitlesError as error:
        messages.error(request, error.said(_))
        return redirect("tracks:revision", revision.pk)
    return redirect("tracks:pending", waiting.uuid)


@require_POST
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    track = get_object_or_404(reached(request, "change"), pk=pk)
    publishing.unpublish(track, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The public does not see this track any more. All revisions are kept."))
    return redirect("tracks:page", track.pk)


@require_safe
def download(request: HttpRequest, pk: int, format_name: str) -> HttpResponse:
    """A revision as a file, with everything in it; as `original` the file that it was read from."""
    revision = get_object_or_404(Revision, pk=pk, track__in=reached(request, "view"))
    if format_name not in {*WRITTEN, AS_IT_CAME}:
        raise Http404
    file = exporting.as_it_came(revision) if format_name == AS_IT_CAME else exporting.download(revision, format_name)
    if file is None:
        raise Http404
    name = f"{revision.track.language}-{revision.track.kind}-{revision.track_id}-{revision.number}.{file.extension}"
    return HttpResponse(
        file.content,
        content_type=file.content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )
