"""An archivist says whose work a track or a stretch of it is; whoever has it says when it is done."""

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin import messages

from archive import access
from archive.access import Level
from archive.admin.gate import ArchivistsOnly, member
from archive.languages import digits
from subtitles import flow
from subtitles.admin.actions import reached
from subtitles.admin.flow.forms import AssignForm, DivideForm, called
from subtitles.admin.flow.refusals import sentence
from subtitles.admin.pages import TrackView
from subtitles.flow import NotYet
from subtitles.flow.dividing import divide
from subtitles.models import Assignment


class _FlowForm(ArchivistsOnly, TrackView, FormView):
    permission_required = "change"
    template_name = "subtitles/flow/form.html"
    header_icon = "user"
    submit = gettext_lazy("Assign")

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            said = self.do(form)
        except NotYet as error:
            form.add_error(None, sentence(error))
            return self.form_invalid(form)
        messages.success(self.request, said)
        return redirect("tracks:work", self.track.pk)

    def do(self, form: Form) -> str:
        """What was asked for, and the sentence that says so. Raises NotYet."""
        raise NotImplementedError

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(submit=self.submit, **kwargs)


class AssignView(_FlowForm):
    form_class = AssignForm
    page_title = gettext_lazy("Assign the track")

    def do(self, form: Form) -> str:
        assert isinstance(form, AssignForm)  # noqa: S101
        said = form.cleaned_data
        made = flow.assign(
            self.track, said["person"], said["task"],
            by=member(self.request), span=form.span, due=said["due"], note=said["note"],
        )  # fmt: skip
        return _("%(person)s has the track to work on now.") % {"person": called(made.person)}


class DivideView(_FlowForm):
    form_class = DivideForm
    page_title = gettext_lazy("Divide the track among several")
    submit = gettext_lazy("Divide")

    def do(self, form: Form) -> str:
        said = form.cleaned_data
        people, by = list(said["people"]), member(self.request)
        made = divide(self.track, people, said["parts"], by=by, due=said["due"], task=said["task"])
        words = ngettext("The track is in %(count)s part now.", "The track is in %(count)s parts now.", len(made))
        return words % {"count": digits(len(made))}


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that an assignment is `done`, which whoever has it may, or take it `back`, which an archivist may."""
    track_ids = reached(request, "change").values("pk")
    assignment = get_object_or_404(Assignment.objects.select_related("track", "person"), pk=pk, track__in=track_ids)
    is_archivist = access.viewer(request).level >= Level.ARCHIVIST
    if not is_archivist and (assignment.person != request.user or "back" in request.POST):
        raise PermissionDenied
    track = assignment.track
    if "back" in request.POST:
        flow.take_back(assignment, member(request))
        messages.success(request, _("It was taken back."))
    else:
        flow.finish(assignment, member(request))
        messages.success(request, _("It is done. Thank you!"))
    # Whoever had nothing but this may not look at the track any more.
    still_hers = reached(request, "change").filter(pk=track.pk).exists()
    return redirect("tracks:work", track.pk) if still_hers else redirect("wagtailadmin_home")
