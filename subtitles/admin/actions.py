"""What a translator does in the admin: import, publish, take back, carry home."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from archive import access
from archive.admin.gate import Gated, key, member
from subtitles import exporting, importing, publishing
from subtitles.admin.forms import RevisionForm, TrackForm
from subtitles.exceptions import SubtitlesError
from subtitles.formats import FORMATS
from subtitles.importing import Imported
from subtitles.models import Origin, Revision, Track


class ImportView(Gated, WagtailAdminTemplateMixin, FormView):
    """`?track=` imports a new revision of a track; `?recording=` starts with the recording filled in."""

    model = Track
    permission_required = "add"
    page_title = gettext_lazy("Import subtitles")
    header_icon = "upload"
    template_name = "subtitles/import.html"

    @cached_property
    def track(self) -> Track | None:
        number = self.request.GET.get("track", "")
        return get_object_or_404(self.things(), pk=key(number)) if number else None

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
        try:
            imported = importing.import_track(
                recording, form.content(), about["file"].name, language,
                by=member(self.request), kind=kind, track=track,
                origin=about["origin"], tool=about["tool"], note=about["note"],
            )  # fmt: skip
        except SubtitlesError as error:
            form.add_error("file", _(str(error)))
            return self.form_invalid(form)
        if about["publish"]:
            publishing.publish(imported.revision, by=member(self.request))
        self._tell(imported)
        return HttpResponseRedirect(reverse("tracks:revision", args=[imported.revision.pk]))

    def _tell(self, imported: Imported) -> None:
        count = len(imported.cues)
        messages.success(
            self.request, ngettext("%(count)s cue read.", "%(count)s cues read.", count) % {"count": count}
        )
        if count := len(imported.dropped):
            text = ngettext(
                "%(count)s part of the file was not taken in; it is named below.",
                "%(count)s parts of the file were not taken in; they are named below.",
                count,
            )
            messages.warning(self.request, text % {"count": count})

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        index = {"url": reverse("tracks:index"), "label": _("Subtitles")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(
            track=self.track,
            sought=self.sought,
            action_url=self.request.get_full_path(),
            submit_button_label=_("Import"),
            submit_button_active_label=_("Importing…"),
            **kwargs,
        )


def _reached(request: HttpRequest, permission: str) -> QuerySet[Track]:
    """The tracks that may be seen, for somebody who may do this. Raises PermissionDenied."""
    if not request.user.has_perm(f"subtitles.{permission}_track"):
        raise PermissionDenied
    return Track.objects.visible_to(access.viewer(request))


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a revision, the newest or an older one."""
    revision = get_object_or_404(Revision, pk=pk, track__in=_reached(request, "change"))
    publishing.publish(revision, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Revision %(number)s is what the public sees now.") % {"number": revision.number})
    return redirect("tracks:page", revision.track_id)


@require_POST
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    track = get_object_or_404(_reached(request, "change"), pk=pk)
    publishing.unpublish(track, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The public does not see this track any more. All revisions are kept."))
    return redirect("tracks:page", track.pk)


@require_safe
def download(request: HttpRequest, pk: int, format_name: str) -> HttpResponse:
    """A revision as a file, with everything in it."""
    revision = get_object_or_404(Revision, pk=pk, track__in=_reached(request, "view"))
    if format_name not in FORMATS:
        raise Http404
    text = exporting.download(revision, format_name)
    name = f"{revision.track.language}-{revision.track.kind}-{revision.track_id}-{revision.number}.{format_name}"
    return HttpResponse(
        text,
        content_type=f"{FORMATS[format_name].media_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )
