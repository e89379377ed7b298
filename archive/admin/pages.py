"""The admin's page about one recording or document, and the form that says who may reach it."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import UpdateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from archive import access, events, streamed
from archive.access import Level
from archive.admin import panels, technical
from archive.admin.addresses import page_url
from archive.admin.forms import DocumentForm, RecordingForm
from archive.admin.gate import Context, Gated, Value, member
from archive.admin.watching import state_url
from archive.editing import describe
from archive.models import Document, Event, Original, Recording
from archive.models.restrictable import Restrictable

LATEST = 30


class ThingView(Gated, WagtailAdminTemplateMixin):
    """What every page about one thing has in common."""

    any_permission_required = ["view", "change"]
    namespace = ""
    object: Recording | Document

    def get_object(self, queryset: QuerySet[Restrictable] | None = None) -> Recording | Document:
        return get_object_or_404(self.things(), pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[Context]:
        plural = str(self.model._meta.verbose_name_plural).capitalize()
        index = {"url": reverse(f"{self.namespace}:index"), "label": plural}
        return [*self.breadcrumbs_items, index, {"url": page_url(self.object), "label": str(self.object)}]

    @cached_property
    def may_change(self) -> bool:
        return bool(self.user_has_permission("change"))


class ThingPage(ThingView, UpdateView):
    """All that is known about one thing, and the form for what staff call it."""

    def get_page_title(self) -> str:
        return str(self.object)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.may_change:
            return []
        verb, label = ("lift", _("Lift the withdrawal")) if self.object.withdrawn else ("withdraw", _("Withdraw"))
        url, turn_url = (reverse(f"{self.namespace}:{name}", args=[self.object.pk]) for name in ("access", verb))
        return [
            HeaderButton(_("Access"), url=url, icon_name="lock"),
            HeaderButton(label, url=turn_url, icon_name="view" if self.object.withdrawn else "no-view"),
        ]

    def form_valid(self, form: ModelForm[Restrictable]) -> HttpResponse:
        if not self.may_change:
            raise PermissionDenied
        if form.has_changed():
            describe(self.object, {name: form.cleaned_data[name] for name in form.changed_data}, member(self.request))
        messages.success(self.request, _("“%(title)s” was saved.") % {"title": self.object})
        return HttpResponseRedirect(page_url(self.object))

    def get_context_data(self, **kwargs: Value) -> Context:
        originals = list(self.object.originals.select_related("sealed_by"))
        jobs = list(streamed.jobs_about(originals)[:LATEST])
        chosen = streamed.streamed_of(originals)
        return super().get_context_data(
            may_change=self.may_change,
            may_download=access.viewer(self.request).level >= Level.ARCHIVIST,
            originals=[
                (each, technical.rows(each), fixity_of(each), bool(each.recording_id) and each.pk not in chosen)
                for each in originals
            ],
            restrictions=panels.restrictions_of(self.request, self.object),
            events=_events(self.object, originals),
            jobs=jobs,
            state_url=state_url(job for job in jobs if job.is_open),
            panels=panels.render(self.request, self.object),
            **kwargs,
        )


class RecordingPage(ThingPage):
    model = Recording
    namespace = "recordings"
    form_class = RecordingForm
    template_name = "archive/recording.html"
    header_icon = "media"


class DocumentPage(ThingPage):
    model = Document
    namespace = "documents"
    form_class = DocumentForm
    template_name = "archive/document.html"
    header_icon = "doc-full"


def fixity_of(original: Original) -> Event | None:
    """The last time somebody looked whether the file is still the same."""
    return events.about(original).filter(kind=Event.Kind.FIXITY_CHECK).first()


def _events(thing: Restrictable, originals: list[Original]) -> QuerySet[Event]:
    return events.about(thing, *originals).select_related("agent")[:LATEST]
