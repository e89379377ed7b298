"""The form that asks a machine for cues, and the page about how far the work has come."""

from typing import ClassVar

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from archive import access
from archive.access import Layer
from archive.admin.gate import Context, Gated, key
from archive.exceptions import JobFailed
from archive.models import Job, Recording
from subtitles.admin.reach import workable
from subtitles.models import Track
from subtitles.models.asked import Asked


class InSubtitles(Gated, WagtailAdminTemplateMixin):
    """A page of the subtitles' room."""

    model = Track
    page_title: str | Promise

    def get_breadcrumbs_items(self) -> list[Context]:
        index = {"url": reverse("tracks:index"), "label": _("Subtitles")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]


class AskView(InSubtitles, FormView):
    """`?recording=` for the machine's own track of a recording; `?track=` for a new revision of a track.

    `layer`: what of the recording one has to see. The form has a language and a kind.
    """

    permission_required = "add"
    layer: ClassVar[Layer] = Layer.RECORD
    page_name: ClassVar[str]
    button: ClassVar[Promise]

    @cached_property
    def track(self) -> Track | None:
        number = self.request.GET.get("track", "")
        return get_object_or_404(workable(self.request), pk=key(number)) if number else None

    @cached_property
    def recording(self) -> Recording:
        number = self.track.recording_id if self.track else key(self.request.GET.get("recording", ""))
        reached = Recording.objects.visible_to(access.viewer(self.request), layer=self.layer)
        found: Recording = get_object_or_404(reached, pk=number)
        return found

    def get_initial(self) -> dict[str, object]:
        if self.track:
            return {"language": self.track.language, "kind": self.track.kind}
        return {"language": self.recording.language, "kind": Track.Kind.SUBTITLES}

    def get_form(self, form_class: type[forms.Form] | None = None) -> forms.Form:
        form: forms.Form = super().get_form(form_class)
        if self.track:  # it says both
            form.fields["language"].disabled = form.fields["kind"].disabled = True
        return form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            asked = self.ask(form.cleaned_data)
        except JobFailed as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return HttpResponseRedirect(reverse(self.page_name, args=[asked.pk]))

    def ask(self, given: Context) -> Asked:
        """Plan the work. Raises JobFailed."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: object) -> Context:
        return super().get_context_data(
            recording=self.recording,
            action_url=self.request.get_full_path(),
            submit_button_label=self.button,
            submit_button_active_label=_("Sending…"),
            **kwargs,
        )


class ProgressPage(InSubtitles, TemplateView):
    """How far the work has come. `unread`: columns that the page does not show."""

    any_permission_required = ["view", "change"]
    of: ClassVar[type[Asked]]
    job_kind: ClassVar[str]
    unread: ClassVar[tuple[str, ...]] = ()

    @cached_property
    def asked(self) -> Asked:
        reached = Recording.objects.visible_to(access.viewer(self.request))
        found = self.of._default_manager.filter(recording__in=reached).select_related("recording", "revision")
        return get_object_or_404(found.defer(*self.unread), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> Context:
        job = Job.objects.for_target(self.asked).filter(kind=self.job_kind).order_by("-pk").first()
        return super().get_context_data(
            asked=self.asked,
            job=job,
            step=_(job.step) if job and job.step else "",
            percent=job.progress // 10 if job else 0,
            **kwargs,
        )
