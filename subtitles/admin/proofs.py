"""Proof-reading in Word: a version is taken home as a table, and what was edited in it is looked at and taken in."""

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from archive import access
from archive.admin.gate import Gated, key, member
from archive.filenames import display_name
from archive.languages import digits
from subtitles import pending, proofreading, reviewing
from subtitles.admin import comparisons
from subtitles.admin.actions import reached
from subtitles.admin.outcomes import visible
from subtitles.admin.pages import RevisionView
from subtitles.admin.previews import mine
from subtitles.admin.reach import workable
from subtitles.comparing import Pieces
from subtitles.exceptions import EditedMeanwhile, SubtitlesError
from subtitles.formats import FORMATS, MAX_BYTES
from subtitles.models import PendingImport, Revision, Track
from subtitles.proofreading import Edit, Proof, State
from subtitles.webvtt import cuetext

MOST_ROWS = 1000


class ProofForm(forms.Form):
    """A file that came back."""

    file = forms.FileField(
        label=gettext_lazy("The proof-read file"),
        help_text=gettext_lazy("The Word document (.docx) that was taken from here."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )


class ProofPage(RevisionView, FormView):
    """Take a version out to be proof-read, and bring the file back."""

    template_name = "subtitles/proof.html"
    page_title = gettext_lazy("Proof-read in Word")
    form_class = ProofForm

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def form_valid(self, form: ProofForm) -> HttpResponse:
        reached(self.request, "add")
        file = form.cleaned_data["file"]
        try:
            waiting = proofreading.begin(
                self.track, file.read(MAX_BYTES + 1), display_name(file.name), member(self.request)
            )
        except SubtitlesError as error:
            form.add_error("file", error.said(_))
            return self.form_invalid(form)
        return redirect("tracks:proofread", waiting.uuid)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(
            revision=self.revision,
            others=self.others,
            source=reviewing.source_of(self.track, access.viewer(self.request)),
            may_add=self.may("add"),
            **kwargs,
        )


class ProofSheet(RevisionView):
    """The Word document; `?with=` sets another track's texts beside the version's."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        revision, track = self.revision, self.track
        about = {"recording": track.recording, "track": track.name, "number": digits(revision.number)}
        above = [
            _("%(recording)s – %(track)s, revision %(number)s") % about,
            _("Change the last column, or a time. Leave the first column and the line below as they are."),
        ]
        headings = ["#", _("Time"), _("Beside it"), _("Text")]
        content = proofreading.sheet(revision, self.beside, headings, above, is_rtl=get_language_bidi())
        name = f"{track.language}-{track.kind}-{track.pk}-{revision.number}-proof.docx"
        return HttpResponse(
            content,
            content_type=FORMATS["docx"].media_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
        )


@dataclass(frozen=True, slots=True)
class Row:
    """An edit on the screen: `key` in the form, its number as it is read, its times; the text as it was and as it came
    back, in pieces; of a conflict also the text as it is here now."""

    key: int
    number: str
    times: list[str]
    before: Pieces
    after: Pieces
    now: str

    @classmethod
    def of(cls, edit: Edit) -> "Row":
        was = edit.base if edit.now is None or edit.state is State.CONFLICT else edit.now
        before, after = comparisons.in_pieces(was.payload, edit.wanted.payload)
        now = cuetext.plain_text(edit.now.payload) if edit.now else ""
        return cls(edit.number, digits(edit.number), comparisons.times(was, edit.wanted), before, after, now)


class ProofreadView(Gated, WagtailAdminTemplateMixin, TemplateView):
    """What was edited in a file that came back, before any of it is taken in."""

    model = Track
    permission_required = "add"
    page_title = gettext_lazy("What was edited in Word")
    header_icon = "doc-full"
    template_name = "subtitles/proofread.html"

    @cached_property
    def pending(self) -> PendingImport:
        waiting = mine(self.request, self.kwargs["uuid"])
        if waiting.track is None:
            raise Http404
        return waiting

    @cached_property
    def track(self) -> Track:
        return get_object_or_404(workable(self.request), pk=self.pending.track_id)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if self.pending.revision_id:
            return redirect("tracks:revision", self.pending.revision_id)
        try:
            return self.render_to_response(self.get_context_data())
        except SubtitlesError as error:
            messages.error(request, error.said(_))
            return redirect("tracks:page", self.track.pk)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        track = self.track
        if "drop" in request.POST and not self.pending.revision_id:
            pending.leave(self.pending)
            messages.success(request, _("The file was left. Nothing of it is in the archive."))
            return redirect("tracks:page", track.pk)
        take, leave = ({key(each) for each in request.POST.getlist(name)} for name in ("take", "leave"))
        try:
            made = proofreading.take_in(self.pending, take, leave, key(request.POST.get("since", "")))
        except EditedMeanwhile:
            messages.error(request, _("A cue that you chose was edited here meanwhile. Look at the edits once more."))
            return redirect(request.path)
        except SubtitlesError as error:
            messages.error(request, error.said(_))
            return redirect("tracks:page", track.pk)
        return self._told(made)

    def _told(self, made: Revision) -> HttpResponse:
        self.pending.refresh_from_db()
        if self.pending.revision_id is None:
            messages.warning(self.request, _("Nothing was chosen, so nothing was changed."))
            return redirect(self.request.path)
        text = _("The edits are in the new revision %(number)s. The public sees them when it is published.")
        messages.success(self.request, text % {"number": digits(made.number)})
        return redirect("tracks:revision", made.pk)

    @cached_property
    def proof(self) -> Proof:
        return proofreading.compare(self.track, bytes(self.pending.data))

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        index = {"url": reverse("tracks:index"), "label": _("Subtitles")}
        page = {"url": reverse("tracks:page", args=[self.track.pk]), "label": str(self.track)}
        return [*self.breadcrumbs_items, index, page, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        proof = self.proof
        edits = {state: proof.in_state(state) for state in State}
        return super().get_context_data(
            pending=self.pending,
            track=self.track,
            proof=proof,
            edits=[Row.of(edit) for edit in edits[State.NEW][:MOST_ROWS]],
            edit_count=len(edits[State.NEW]),
            conflicts=[Row.of(edit) for edit in edits[State.CONFLICT][:MOST_ROWS]],
            conflict_count=len(edits[State.CONFLICT]),
            gone=[Row.of(edit) for edit in edits[State.GONE][:MOST_ROWS]],
            done_count=len(edits[State.DONE]),
            missing_count=len(proof.missing),
            unknown=[{"line": row.line, "text": visible(row.text)} for row in proof.unknown[:MOST_ROWS]],
            most_rows=MOST_ROWS,
            **kwargs,
        )
